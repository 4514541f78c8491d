package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A schema that is against everything a careless policy could say: each time no dump, no row read, and the column named. */
final class NightRefusalsIT {
    private static final String POLICY =
            """
            version: 1
            tables:
              public.person:
                columns: {id: key, name: full_name, email: {mask: email, unique: true}, code: letters, sex: keep, age: keep}
              public.visit:
                columns: {person: key, at: {mask: date, within: 5d}, note: text}
            """;

    @AutoClose
    private static EmbeddedPostgres production;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        production = EmbeddedPostgres.open();
        production.createDatabase("strict");
        production.execute(
                "strict",
                """
                CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email text UNIQUE, code char(3),
                  sex text CHECK (sex IN ('m', 'f')), age int);
                CREATE TABLE visit (person int REFERENCES person, at date, note text);
                INSERT INTO person SELECT g, 'Person Number ' || g, 'p' || g || '@corp-mail.com', 'abc', 'f', 30
                  FROM generate_series(1, 100) g;
                INSERT INTO visit SELECT g, date '2020-01-01' + g, 'came by' FROM generate_series(1, 100) g;
                CREATE ROLE blinkered LOGIN IN ROLE pg_read_all_data
                """);
        NightRun.grant(production, "strict");
    }

    /** By whom ever, so far. */
    private static long rowsRead() throws Exception {
        try (Connection connection = DriverManager.getConnection(production.jdbcUrl("strict"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select sum(seq_tup_read) from pg_stat_user_tables")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no rule      | , age: keep           |                            | public.person.age: this column (integer) has no rule",
                "no table     | public.visit:         | public.visitor:            | public.visit: this table has no rules",
                "no column    | age: keep             | age: keep, shoe: keep      | public.person.shoe: there is no such column",
                "no mask      | note: text            | note: texxt                | public.visit.note: there is no mask texxt",
                "type         | age: keep             | age: email                 | public.person.age: ",
                "nullability  | name: full_name       | name: 'null'               | public.person.name: ",
                "length       | code: letters         | code: {mask: hash, length: 32} | public.person.code: ",
                "check        | sex: keep             | sex: company               | public.person.sex: it is not proved that the mask company gives values that the check ",
                "unique       | email: {mask: email, unique: true} | email: {mask: constant, value: a@example.org} | public.person.email: ",
                "references   | {person: key          | {person: keep              | public.visit.person: ",
                "masks nothing| `columns: {id: key, name: full_name, email: {mask: email, unique: true}, code: letters, sex: keep, age: keep}` | `columns: {id: keep, name: keep, email: keep, code: keep, sex: keep, age: keep}` | nothing",
            })
    void whatDoesNotFitIsRefusedByItsName(String what, String old, String with, String words) throws Exception {
        String policy = POLICY.replace(old, with == null ? "" : with);
        if (what.equals("masks nothing")) {
            policy = policy.replaceFirst("columns: \\{person.*}", "columns: {person: keep, at: keep, note: keep}");
        }
        assertThat(policy).isNotEqualTo(POLICY);
        refuses(NightRun.of(folder, production, "strict").policy(policy), 2, words);
    }

    private static void refuses(NightRun night, int exit, String words) throws Exception {
        long before = rowsRead();
        ShellRun run = night.toFolder();
        assertThat(run.err()).contains("strict: no dump was made: ", words).doesNotContain("Person Number", "\tat ");
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(night.files()).isEmpty();
        assertThat(night.audit()).contains("withheld");
        assertThat(rowsRead()).isEqualTo(before);
    }

    /** What nobody reads is a mistake of the configuration, before the server is even asked. */
    @ParameterizedTest
    @CsvSource({
        "'columns: {person','column: {person'",
        "'version: 1','version: 1\nlocal: de'",
        "'mask: date','maks: date'"
    })
    void anUnknownKeyAnywhereIsNamedWithItsLine(String old, String with) throws Exception {
        NightRun night = NightRun.of(folder, production, "strict").policy(POLICY.replace(old, with));
        ShellRun run = night.toFolder();
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).containsPattern("policy\\.yml:\\d+:\\d+: .*(column|local|maks)");
        assertThat(night.files()).isEmpty();
    }

    @Test
    void aRoleFromWhichRowsAreHiddenIsRefused() throws Exception {
        production.execute(
                "strict",
                "ALTER TABLE visit ENABLE ROW LEVEL SECURITY; CREATE POLICY half ON visit USING (person < 50)");
        try {
            NightRun night = NightRun.of(folder, production, "strict")
                    .policy(POLICY)
                    .url("postgres://blinkered@127.0.0.1:" + production.port() + "/strict");
            refuses(night, 3, "row-level security would keep rows of public.visit from it");
        } finally {
            production.execute("strict", "DROP POLICY half ON visit; ALTER TABLE visit DISABLE ROW LEVEL SECURITY");
        }
    }

    /** The control: the same policy as it is does, and reading shows. */
    @Test
    void thePolicyThatFitsMakesADump() throws Exception {
        long before = rowsRead();
        NightRun night = NightRun.of(folder, production, "strict").policy(POLICY);
        ShellRun run = night.toFolder();
        assertThat(run.exit()).as(run.err()).isZero();
        for (int i = 0; i < 100 && rowsRead() == before; i++) {
            // a session that has ended tells of what it read in a moment
            Thread.sleep(50);
        }
        assertThat(rowsRead()).isGreaterThan(before);
    }

    @Test
    void aDryRunShowsRowsBesideWhatBecomesOfThemAndMakesNothing() throws Exception {
        NightRun night = NightRun.of(folder, production, "strict").policy(POLICY);
        ShellRun run = ShellRun.of(
                night.environment(),
                "dump",
                "--dry-run",
                "--config",
                night.config().toString());
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.err()).startsWith("dumplink: these are real values of strict");
        assertThat(run.out())
                .contains("public.person\n", "  row 5\n", "  * name   Person Number 1 ")
                .doesNotContain("  row 6\n");
        assertThat(night.files()).isEmpty();
        assertThat(night.audit()).contains("previewed");
        production.execute("strict", "COMMENT ON TABLE visit IS 'by Person_Number_1'");
        ShellRun commented = ShellRun.of(
                night.environment(),
                "dump",
                "--dry-run",
                "--config",
                night.config().toString());
        production.execute("strict", "COMMENT ON TABLE visit IS NULL");
        assertThat(commented.exit()).isEqualTo(3);
        assertThat(commented.out()).contains("  * name   Person Number 1 ");
        assertThat(commented.err())
                .contains(
                        "a dump would be refused for its schema", "are in COMMENT TABLE public.visit, 1 time; change");
        night.policy(POLICY.replace(", age: keep", ""));
        ShellRun wrong = ShellRun.of(
                night.environment(),
                "dump",
                "--dry-run",
                "--config",
                night.config().toString());
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err()).contains("the policy does not fit the schema", "public.person.age");
    }
}
