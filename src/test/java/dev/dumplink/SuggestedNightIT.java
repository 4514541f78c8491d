package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.EmbeddedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database whose tables demand much of their rows: what {@code dump} accepts of a suggestion, stock pg_restore does too. */
final class SuggestedNightIT {
    private static final String DEMANDS =
            """
            CREATE TABLE people (id int PRIMARY KEY, first_name text, last_name text, born date, died date, phone text,
              phone_kind text, iban text, salary int, mail text, city text, nick varchar(6), zip int,
              UNIQUE (first_name, last_name), CHECK (born < died), CHECK (salary BETWEEN 1000 AND 1500),
              CHECK (mail = lower(mail)), CHECK (nick <> phone));
            CREATE UNIQUE INDEX ON people (lower(city));
            CREATE UNIQUE INDEX ON people (phone) WHERE phone_kind = 'm';
            CREATE UNIQUE INDEX ON people (zip);
            CREATE UNIQUE INDEX ON people (nick);
            INSERT INTO people SELECT i, 'First' || i % 20, 'Last' || i / 20, date '1950-01-01' + i, date '1950-01-05' + i,
              '+49151' || (1000000 + i), (array['m', 'h'])[1 + i % 2], 'DE89 3704 0044 0532 01' || lpad(i::text, 2, '0') || ' 00',
              1000 + i % 500, 'm' || i || '@x.com', 'City' || i, 'n' || i, 10000 + i FROM generate_series(1, 900) i;
            CREATE TABLE eve (id int, born date CHECK (born < '2000-01-01'), email text);
            INSERT INTO eve SELECT i, date '1999-12-20' + i % 12, 'eve' || i || '@x.example' FROM generate_series(1, 300) i;
            CREATE TABLE by_list (email text, v text) PARTITION BY LIST (email);
            CREATE TABLE by_list_1 PARTITION OF by_list FOR VALUES IN ('max@acme-corp.example');
            CREATE TABLE by_list_rest PARTITION OF by_list DEFAULT;
            INSERT INTO by_list SELECT 'joe' || i || '@acme-corp.example', 'v' FROM generate_series(1, 30) i;
            CREATE TABLE by_hash (email text PRIMARY KEY, v text) PARTITION BY HASH (email);
            CREATE TABLE by_hash_0 PARTITION OF by_hash FOR VALUES WITH (modulus 2, remainder 0);
            CREATE TABLE by_hash_1 PARTITION OF by_hash FOR VALUES WITH (modulus 4, remainder 1);
            CREATE TABLE by_hash_3 PARTITION OF by_hash FOR VALUES WITH (modulus 4, remainder 3);
            INSERT INTO by_hash SELECT 'hp' || i || '@x.example', 'v' FROM generate_series(1, 40) i;
            CREATE TABLE by_range (born date, who text) PARTITION BY RANGE (born);
            CREATE TABLE by_range_1950 PARTITION OF by_range FOR VALUES FROM ('1950-01-01') TO ('1951-01-01');
            CREATE TABLE by_range_1951 PARTITION OF by_range FOR VALUES FROM ('1951-01-01') TO ('1952-01-01');
            INSERT INTO by_range SELECT date '1950-01-01' + i * 7, 'Per Son ' || i FROM generate_series(0, 100) i;
            """;

    private static final String TO_DECIDE = "suggested, not proved";

    @AutoClose
    private static EmbeddedPostgres production;

    @AutoClose
    private static EmbeddedPostgres laptop;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        production = EmbeddedPostgres.open();
        laptop = EmbeddedPostgres.open();
    }

    @Test
    void whatIsAcceptedOfASuggestionRestoresAndTheRestIsAskedOfAPerson() throws Exception {
        production.createDatabase("demands");
        production.execute("demands", DEMANDS);
        NightRun.grant(production, "demands");
        NightRun night = NightRun.of(folder, production, "demands");
        String suggested = night.suggest();

        assertThat(suggested).containsPattern("public.eve:\\R +columns:\\R +id: +keep.*\\R +born: +date\\R");

        ShellRun asked = night.toFolder();
        assertThat(asked.exit()).isEqualTo(2);
        assertThat(asked.err()).contains("public.by_range: its partition key is masked");
        assertThat(night.files()).isEmpty();

        // the person's decision, and no other
        night.policy(suggested.replaceFirst("(?s)(public\\.by_range:.*?born: +)date", "$1keep"));
        ShellRun made = night.toFolder();
        assertThat(made.exit()).as(made.out() + made.err()).isZero();
        String masked = "; 5 tables with masks, " + (masked(suggested) - 1) + " columns masked, ";
        assertThat(made.out()).contains("1,371 rows of 5 tables" + masked);
        laptop.createDatabase("demands");
        EmbeddedPostgres.client("pg_restore")
                .run(
                        "--exit-on-error",
                        "-j2",
                        "-d",
                        laptop.uri("demands"),
                        night.archive().toString());
        assertThat(total("people", laptop)).isEqualTo(900);
        assertThat(total("eve", laptop)).isEqualTo(300);
        assertThat(total("by_", laptop)).isEqualTo(171);
        assertThat(laptop.rowCounts("demands").values().stream()
                        .mapToLong(rows -> rows)
                        .sum())
                .isEqualTo(production.rowCounts("demands").values().stream()
                        .mapToLong(rows -> rows)
                        .sum());
    }

    private static long masked(String policy) {
        return policy.lines()
                .filter(line -> line.startsWith("      ") && !line.contains(TO_DECIDE))
                .filter(line -> !line.matches(".*: +keep( .*)?"))
                .count();
    }

    private static long total(String prefix, EmbeddedPostgres server) throws Exception {
        return server.rowCounts("demands").entrySet().stream()
                .filter(table -> table.getKey().startsWith("public." + prefix))
                .mapToLong(table -> table.getValue())
                .sum();
    }
}
