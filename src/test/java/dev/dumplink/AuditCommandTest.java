package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.audit.AuditExport.Format;
import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.AuditHistory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody at a shell gets of the request log, and what is written about them. */
class AuditCommandTest {
    private static final int ROWS = 3000;
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();
    private InstantSource clock = InstantSource.fixed(NOW);
    private Map<String, String> environment = Map.of("COLUMNS", "80");
    private AuditDatabase database;
    private Path config;

    @BeforeEach
    void fill() throws Exception {
        database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        AuditHistory.fill(database, ROWS, NOW);
        config = folder.resolve("dumplink.yml");
        Files.writeString(config, "audit: " + database.section() + "\n");
    }

    private int run(String... words) {
        return run(out, words);
    }

    private int run(OutputStream to, String... words) {
        out.reset();
        err.getBuffer().setLength(0);
        Shell shell = new Shell(
                environment,
                "ann",
                InputStream.nullInputStream(),
                to,
                new PrintWriter(err, true),
                false,
                clock,
                new SecureRandom());
        String[] all = Stream.concat(Stream.of("audit"), Arrays.stream(words)).toArray(String[]::new);
        return Main.run(shell, all);
    }

    private int list(String... words) {
        return run(Stream.concat(Stream.of("list", "--config", config.toString()), Arrays.stream(words))
                .toArray(String[]::new));
    }

    private int export(String... words) {
        return run(Stream.concat(Stream.of("export", "--config", config.toString()), Arrays.stream(words))
                .toArray(String[]::new));
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void theTableFitsTheTerminalAndTheNewestIsTheLast() {
        assertThat(list()).isZero();
        assertThat(err.toString()).hasLineCount(1).startsWith("the newest 50; there are more");
        assertThat(lines()).hasSize(51).allMatch(line -> line.length() <= 80);
        assertThat(lines().get(0)).matches("row +time \\(UTC\\) +who +outcome +database +command +reason");
        assertThat(lines().subList(1, 51)).isSorted();
        assertThat(lines().get(50)).startsWith("3000  2026-11-22 12:00:00  U00");
    }

    @Test
    void qualifiersChooseAndALimitOfEitherKindHolds() throws Exception {
        assertThat(list("outcome:denied", "--limit", "5")).isZero();
        assertThat(lines()).hasSize(6);
        assertThat(lines().subList(1, 6)).allMatch(line -> line.contains("denied"));
        list("-outcome:issued,delivered", "limit:7");
        assertThat(lines()).hasSize(8).noneMatch(line -> line.contains("issued") || line.contains("delivered"));
        list("user:" + AuditHistory.person(0), "database:shop", "since:365d", "--limit", "10000");
        long expected = database.count("database_name = 'shop' AND actor_ref ="
                + " (SELECT actor_ref FROM audit_actor WHERE actor_user = '" + AuditHistory.person(0) + "')");
        assertThat(lines()).hasSize((int) expected + 1);
    }

    @Test
    void whoReadsIsWrittenWithWhatTheyReadButNotWhomTheyAskedFor() throws Exception {
        list("user:" + AuditHistory.person(0) + ",os:ann", "outcome:denied");
        assertThat(database.rows(
                        "SELECT e.code, a.actor_kind, a.actor_user, e.command, e.reason_text FROM audit_event e"
                                + " JOIN audit_actor a ON a.actor_ref = e.actor_ref WHERE e.seq > " + ROWS))
                .containsExactly(
                        List.of("AU001I", "operator", "ann", "audit list", "user:* outcome:denied limit:50 as table"));
        export("--format", "csv");
        assertThat(database.rows("SELECT code, command, reason_text FROM audit_event WHERE seq = " + (ROWS + 2)))
                .containsExactly(List.of("AU002I", "audit export", "everything as csv"));
    }

    @Test
    void nothingIsShownWhenTheReadingCannotBeWritten() throws Exception {
        try (Connection other = database.connect();
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");
            assertThat(list()).isEqualTo(1);
            assertThat(lines()).isEmpty();
            assertThat(err.toString()).isEqualTo("dumplink: the audit database refused (SQLITE_BUSY)\n");
            Path target = folder.resolve("rows.csv");
            assertThat(export("--format", "csv", "--output", target.toString())).isEqualTo(1);
            assertThat(target).doesNotExist();
            lock.execute("ROLLBACK");
        }
        assertThat(database.count("seq > " + ROWS)).isZero();
        try (var left = Files.list(folder)) {
            assertThat(left.map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void aLogThatIsNotThereIsNotMade() throws Exception {
        Files.writeString(config, "audit: {url: 'jdbc:sqlite:" + folder.resolve("other.db") + "'}\n");
        assertThat(list()).isEqualTo(1);
        assertThat(err.toString()).contains("there is no audit database " + folder.resolve("other.db"));
        assertThat(folder.resolve("other.db")).doesNotExist();
    }

    @Test
    void whatIsWrongIsSaidInALineAndNothingIsRead() throws Exception {
        Map<List<String>, String> mistakes = Map.of(
                List.of("outcome:isued"), "Did you mean outcome:issued?",
                List.of("--formt", "csv"), "Unknown option: '--formt'",
                List.of("--format", "xml"), "--format is one of",
                List.of("--limit", "0"), "--limit must be at least 1",
                List.of("limit:10001"), "A list has at most 10000 rows",
                List.of("--limit", "many"), "'many' is not an int",
                List.of("denied"), "Did you mean outcome:denied?");
        mistakes.forEach((words, sentence) -> {
            assertThat(list(words.toArray(String[]::new))).isEqualTo(2);
            assertThat(lines()).isEmpty();
            assertThat(err.toString())
                    .startsWith("dumplink: ")
                    .contains(sentence)
                    .endsWith("See dumplink audit list --help\n")
                    .hasLineCount(2);
        });
        assertThat(export()).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(database.count("seq > " + ROWS)).isZero();
    }

    @Test
    void anotherSectionMayBeMissingOrWrong() throws Exception {
        Files.writeString(
                config,
                "slack: {bot_token: '${NOBODY_SET_THIS}'}\naudit: " + database.section()
                        + "\nlink: {expires_in: 9h}\n");
        assertThat(list()).isZero();
        assertThat(lines()).hasSize(51);
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatIsListedAndExported(Format format) throws Exception {
        int heading = format == Format.CSV ? 1 : 0;
        assertThat(list("--format", format.word(), "limit:20")).isZero();
        assertThat(lines()).hasSize(20 + heading);
        assertThat(export("--format", format.word())).isZero();
        // the export's own row and the list's are the last
        assertThat(lines()).hasSize(ROWS + 2 + heading);
        assertThat(err.toString()).isEqualTo("3,002 rows, 0 s, done\n");
        List<String> printed = lines();
        Path target = folder.resolve("rows." + format.word());
        Files.writeString(target, "what was there before");
        assertThat(export("--format", format.word(), "to:2026-11-22", "limit:3002", "--output", target.toString()))
                .isZero();
        assertThat(lines()).isEmpty();
        assertThat(Files.readAllLines(target).subList(heading, ROWS + heading))
                .isEqualTo(printed.subList(heading + 1, ROWS + 1 + heading));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-------");
    }

    @Test
    void aLongExportSaysHowFarItIs() {
        Instant[] now = {NOW};
        clock = () -> {
            now[0] = now[0].plusSeconds(3);
            return now[0];
        };
        assertThat(export("--format", "json")).isZero();
        assertThat(err.toString().lines().toList())
                .hasSizeBetween(2, 4)
                .allMatch(line -> line.matches("[0-9],[0-9]{3} rows, [0-9]+ s(, done)?"))
                .last()
                .asString()
                .endsWith("done");
    }

    @Test
    void anExportWhoseReaderHasGoneFails() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertThat(run(gone, "export", "--config", config.toString(), "--format", "csv"))
                .isEqualTo(1);
        assertThat(err.toString()).isEqualTo("dumplink: Broken pipe\n");
    }

    @Test
    void aFileThatCannotBeIsRefusedBeforeAnythingIsRead() throws Exception {
        for (String target :
                List.of(folder.toString(), folder.resolve("missing/rows.csv").toString())) {
            assertThat(export("--format", "csv", "--output", target)).isEqualTo(1);
            assertThat(err.toString()).containsPattern("is a directory|there is no directory");
        }
        assertThat(database.count("seq > " + ROWS)).isZero();
    }
}
