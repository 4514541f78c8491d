package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.AuditUnavailable;
import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.masking.Compiled;
import dev.dumplink.masking.Compiler;
import dev.dumplink.masking.MaskTypes;
import dev.dumplink.masking.MaskingKey;
import dev.dumplink.masking.Policy;
import dev.dumplink.postgres.Snapshot;
import dev.dumplink.postgres.Source;
import dev.dumplink.postgres.SourceSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reviewer sees of a dump before there is one. */
final class PreviewIT {
    private static final Path OURS = Path.of("src/test/resources/dev/dumplink");
    private static final String ODD =
            """
            CREATE TABLE visit (id int, name text, who text) PARTITION BY RANGE (id);
            CREATE TABLE visit_0 PARTITION OF visit FOR VALUES FROM (0) TO (10);
            CREATE TABLE visit_1 PARTITION OF visit FOR VALUES FROM (10) TO (20);
            CREATE TABLE visit_2 PARTITION OF visit FOR VALUES FROM (20) TO (30);
            CREATE TABLE note (id int, name text);
            CREATE TABLE left_out (id int);
            INSERT INTO visit SELECT g, E'Anna\\u001b[2J\\nLovelace' || g, NULL FROM generate_series(7, 15) g;
            INSERT INTO left_out VALUES (1);
            """;
    private static final String ODD_POLICY =
            """
            version: 1
            tables:
              public.visit: {columns: {id: keep, name: full_name, who: first_name}}
              public.note: {columns: {id: keep, name: full_name}}
              public.left_out: {rows: none}
            """;

    @AutoClose
    private static EmbeddedPostgres postgres;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.open();
        postgres.createDatabase("shop");
        postgres.load("shop", OURS.resolve("demo/shop.sql"));
        postgres.createDatabase("odd");
        postgres.execute("odd", ODD);
    }

    @Test
    void fiveRowsOfEachTableAreShownBeforeAndAfter() throws Exception {
        show("shop", Files.readString(OURS.resolve("shop-policy.yml")), 100, false);

        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).allSatisfy(line -> assertThat(Cell.places(line)).isLessThanOrEqualTo(100));
        assertThat(lines.stream().filter(line -> !line.startsWith(" ")))
                .containsExactly(
                        "public.addresses",
                        "public.categories",
                        "public.customers",
                        "public.order_lines",
                        "public.orders",
                        "public.payments",
                        "public.products",
                        "public.reviews",
                        "public.staff",
                        "public.support_messages");
        assertThat(lines.stream().filter("  row 5"::equals)).hasSize(9);
        assertThat(lines).doesNotContain("  row 6");
        assertThat(lines.subList(lines.indexOf("public.staff"), lines.indexOf("public.staff") + 7))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("public.staff"),
                        line -> assertThat(line).isEqualTo("  row 1"),
                        line -> assertThat(line).isEqualTo("    id             1  (keep)"),
                        line -> assertThat(line).matches("  \\* name           Prudence Ledgerly +-> \\S+ \\S+.*"),
                        line -> assertThat(line)
                                .matches("  \\* email          prudence@shop.example.com +-> .+@example\\..+"),
                        line -> assertThat(line)
                                .matches("  \\* password_hash  \\$2y\\$10\\$invented.hash.0001 +-> \\[redacted]"),
                        line -> assertThat(line).isEqualTo("    reports_to     (null)  (keep)"));
        assertThat(lines.stream().filter(line -> line.contains(" -> ")).map(line -> line.split(" -> ")[1]))
                .noneMatch(after -> after.contains("Prudence") || after.contains("$2y$"));
    }

    @Test
    void whoLooksIsWarnedAndWrittenDownBeforeTheySeeAnything() throws Exception {
        show("shop", Files.readString(OURS.resolve("shop-policy.yml")), 80, false);

        assertThat(err.toString()).startsWith("dumplink: these are real values of shop, beside what becomes of them");
        List<List<String>> rows = audit().rows(
                        "SELECT code, decision, command, database_name, reason_text, dump_time_ms > 0 FROM audit_event");
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0))
                .startsWith("DU003I", "previewed", "dump --dry-run", "shop")
                .contains("five rows of each table, before and after masking");
    }

    @Test
    void whereItCannotBeWrittenDownNothingIsShown() throws Exception {
        Files.createDirectory(folder.resolve("audit.db"));

        assertThatThrownBy(() -> show("odd", ODD_POLICY, 80, false)).isInstanceOf(AuditUnavailable.class);
        assertThat(out.size()).isZero();
    }

    @Test
    void partitionsAreShownUntilThereAreFiveRowsAndTablesWithoutSayWhy() throws Exception {
        show("odd", ODD_POLICY, 80, false);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("public.left_out: the policy leaves its rows out\n"
                        + "public.note: it has no rows\n"
                        + "public.visit_0, a partition of public.visit\n"
                        + "  row 1\n"
                        + "    id    7  (keep)\n"
                        + "  * name  Anna\u00b7[2J\u00b7Lovelace7 ")
                .contains("  * who   (null)                            -> (null)\n")
                .contains("public.visit_1, a partition of public.visit\n  row 1\n    id    10  (keep)\n")
                .doesNotContain("visit_2", "\u001b", "    id    12");
    }

    @Test
    void maskedValuesAreInReverseVideoWhereThatIsWanted() throws Exception {
        show("odd", ODD_POLICY, 80, true);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("    name  Anna\u00b7[2J\u00b7Lovelace7 ", " -> \u001b[7m", "    id    7  (keep)\n")
                .doesNotContain("  * ", "\u001b[2J");
    }

    private AuditDatabase audit() {
        return AuditDatabase.sqlite(folder.resolve("audit.db"));
    }

    private void show(String database, String yaml, int width, boolean terminal) {
        Shell shell = new Shell(
                Map.of("COLUMNS", String.valueOf(width)),
                "ann",
                new ByteArrayInputStream(new byte[0]),
                out,
                new PrintWriter(err, true),
                terminal,
                InstantSource.system(),
                new SecureRandom());
        try (Source source = Source.open(SourceSettings.parse(postgres.uri(database)));
                Snapshot snapshot = source.snapshot(Duration.ofSeconds(10))) {
            Compiled compiled = new Compiler(MaskTypes.all())
                    .compile(
                            Policy.parse("policy.yml", yaml),
                            snapshot.schema(),
                            new MaskingKey("0123456789abcdef".getBytes(StandardCharsets.US_ASCII)),
                            LocalDate.EPOCH)
                    .fold(fits -> fits, wrong -> {
                        throw new AssertionError(wrong.list());
                    });
            new Preview(shell, new AuditSettings(audit().url(), null, null, null), Optional.empty())
                    .show(database, compiled, snapshot);
        }
    }
}
