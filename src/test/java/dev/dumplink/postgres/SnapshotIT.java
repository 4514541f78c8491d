package dev.dumplink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.FaultProxy;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One view of a database while others write, lock, cut and cancel. */
@Timeout(60)
class SnapshotIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TableName BIG = new TableName("public", "big");
    private static final String PATH = System.getenv("PATH");

    @AutoClose
    private static EmbeddedPostgres postgres;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.open();
        postgres.createDatabase("shop");
        execute(
                "CREATE TABLE big (id int, filler text)",
                "INSERT INTO big SELECT g, repeat('x', 100) FROM generate_series(1, 60000) g",
                "CREATE TABLE small (id int)",
                "CREATE TABLE \"Lock me\" (id int)");
    }

    private static void execute(String... statements) throws Exception {
        for (String statement : statements) {
            postgres.execute("shop", statement);
        }
    }

    private static Source source() {
        return Source.open(TestServer.settings(postgres, "shop"));
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    private static Source through(FaultProxy proxy) {
        return Source.open(SourceSettings.parse("postgres://postgres@127.0.0.1:" + proxy.port() + "/shop"));
    }

    private static Table big(Snapshot snapshot) {
        return snapshot.schema().table(BIG).orElseThrow();
    }

    private static PgDump pgDump() {
        EmbeddedPostgres.client("pg_dump");
        return PgDump.onPath(PATH);
    }

    @Test
    void everyReaderSeesTheSameMoment() throws Exception {
        execute("TRUNCATE small", "INSERT INTO small VALUES (1)");
        try (Source source = source();
                Snapshot snapshot = source.snapshot(PATIENCE)) {
            execute("INSERT INTO small VALUES (2)", "UPDATE small SET id = id + 10");
            Table small =
                    snapshot.schema().table(new TableName("public", "small")).orElseThrow();
            for (int i = 0; i < 2; i++) {
                try (TableReader reader = snapshot.reader()) {
                    assertThat(TestServer.text(reader.read(small))).isEqualTo("1\n");
                }
            }
            try (TableReader reader = snapshot.reader()) {
                assertThat(reader.count(List.of(small)).counts()).containsValue(1L);
                assertThat(reader.count(List.of(small)).differences(Map.of()))
                        .containsExactly(new RowCounts.Difference(small.name(), 0, 1));
            }
        }
    }

    @Test
    void piecesOfATableAreItsRowsInOrder() throws Exception {
        execute("CREATE TABLE pieces AS TABLE big", "DELETE FROM pieces WHERE id BETWEEN 20000 AND 40000");
        try (Source source = source();
                Snapshot snapshot = source.snapshot(PATIENCE);
                TableReader reader = snapshot.reader()) {
            Table table =
                    snapshot.schema().table(new TableName("public", "pieces")).orElseThrow();
            // rows that come later lie on pages behind the last one and are not seen
            execute("INSERT INTO pieces SELECT id, 'later' FROM big");
            List<PageRange> pieces = snapshot.pieces(table, 100);
            assertThat(pieces).hasSizeGreaterThan(8);
            StringBuilder rows = new StringBuilder();
            for (PageRange piece : pieces) {
                rows.append(TestServer.text(reader.read(table, piece)));
            }
            assertThat(rows.toString()).isEqualTo(TestServer.text(reader.read(table)));
            assertThat(snapshot.pieces(table, 1_000_000)).containsExactly(PageRange.ALL);
        }
        execute("DROP TABLE pieces");
    }

    @Test
    void aStreamLeftHalfWayEndsItsReaderAndNoOther() {
        try (Source source = source();
                Snapshot snapshot = source.snapshot(PATIENCE);
                TableReader reader = snapshot.reader()) {
            RowBatch batch = new RowBatch();
            try (RowStream stream = reader.read(big(snapshot))) {
                assertThat(stream.next(batch)).isTrue();
            }
            assertThatThrownBy(() -> reader.read(big(snapshot)))
                    .isInstanceOf(SourceFailure.class)
                    .hasMessage("public.big: the reader is closed, or an earlier read of it was stopped");
            try (TableReader other = snapshot.reader()) {
                assertThat(TestServer.text(other.read(big(snapshot)))).hasLineCount(60_000);
            }
        }
    }

    @Test
    void aTableThatStaysLockedIsNamedWithWhoeverLocksIt() throws Exception {
        try (Connection migration =
                DriverManager.getConnection(postgres.jdbcUrl("shop") + "&ApplicationName=migration")) {
            Rows.execute(migration, "BEGIN; LOCK TABLE \"Lock me\" IN ACCESS EXCLUSIVE MODE");
            int pid = Rows.one(migration, "SELECT pg_backend_pid()", row -> row.getInt(1));
            try (Source source = source()) {
                List<String> told = new ArrayList<>();
                assertThatThrownBy(() -> source.snapshot(Duration.ofSeconds(3), told::add))
                        .isInstanceOf(SourceFailure.class)
                        .hasMessage("public.\"Lock me\" has been locked for 3 s by process " + pid
                                + " (migration); wait until that is done, end it, or allow more time");
                assertThat(told)
                        .first()
                        .isEqualTo("waiting for public.\"Lock me\" (2 s), which process " + pid
                                + " (migration) has locked");
            }
        }
    }

    @Test
    void aTableThatIsRewrittenMeanwhileIsReadWhole() throws Exception {
        execute("CREATE TABLE rewritten (id int)", "INSERT INTO rewritten VALUES (1), (2)");
        try (Connection migration = DriverManager.getConnection(postgres.jdbcUrl("shop"))) {
            Rows.execute(migration, "BEGIN; ALTER TABLE rewritten ALTER COLUMN id TYPE bigint");
            CompletableFuture<String> rows = CompletableFuture.supplyAsync(
                    () -> {
                        try (Source source = source();
                                Snapshot snapshot = source.snapshot(PATIENCE);
                                TableReader reader = snapshot.reader()) {
                            return TestServer.text(reader.read(snapshot.schema()
                                    .table(new TableName("public", "rewritten"))
                                    .orElseThrow()));
                        }
                    },
                    SnapshotIT::thread);
            awaitOne(migration, "SELECT 1 FROM pg_locks WHERE relation = 'rewritten'::regclass AND NOT granted", rows);
            Rows.execute(migration, "COMMIT");
            assertThat(rows.get(20, TimeUnit.SECONDS)).isEqualTo("1\n2\n");
        }
        execute("DROP TABLE rewritten");
    }

    @Test
    void aReaderNeverWaitsBehindSomebodyWhoWaitsForUs() throws Exception {
        try (Source source = source();
                Snapshot snapshot = source.snapshot(PATIENCE);
                TableReader early = snapshot.reader();
                Connection migration = DriverManager.getConnection(postgres.jdbcUrl("shop"))) {
            int pid = Rows.one(migration, "SELECT pg_backend_pid()", row -> row.getInt(1));
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(
                    () -> {
                        assertThatThrownBy(() -> Rows.execute(migration, "ALTER TABLE big ADD COLUMN more int"))
                                .hasMessageContaining("canceling");
                    },
                    SnapshotIT::thread);
            try (Connection other = DriverManager.getConnection(postgres.jdbcUrl("shop"))) {
                awaitOne(other, "SELECT 1 FROM pg_locks WHERE NOT granted AND pid = " + pid, waiting);
                assertThatThrownBy(snapshot::reader)
                        .isInstanceOf(SourceFailure.class)
                        .hasMessageContaining("somebody waits to lock it exclusively");
                assertThat(TestServer.text(early.read(big(snapshot)))).hasLineCount(60_000);
                Rows.execute(other, "SELECT pg_cancel_backend(" + pid + ")");
            }
            waiting.get(20, TimeUnit.SECONDS);
        }
    }

    /** Until the query finds something, or what was to make it so has ended. */
    private static void awaitOne(Connection connection, String query, CompletableFuture<?> work) throws Exception {
        while (Rows.of(connection, query, row -> 1).isEmpty()) {
            assertThat(work).isNotDone();
            Thread.sleep(5);
        }
    }

    @Test
    void aLostSnapshotIsSaid() throws Exception {
        try (Source source = source();
                Snapshot snapshot = source.snapshot(PATIENCE)) {
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'dumplink' AND state = 'idle in transaction'");
            assertThatThrownBy(snapshot::reader)
                    .isInstanceOf(SourceFailure.class)
                    .hasMessageStartingWith("the snapshot is lost: the ")
                    .hasMessageContaining("run again");
            assertThatThrownBy(snapshot::sequences).hasMessageStartingWith("the snapshot is lost: the ");
            assertThatThrownBy(() -> pgDump().schema(
                                    TestServer.settings(postgres, "shop"), snapshot.id(), source.majorVersion())
                            .readAllBytes())
                    .isInstanceOf(SourceFailure.class)
                    .hasMessageStartingWith(
                            "the connection that held the snapshot was lost before pg_dump could read it: ")
                    .hasMessageContaining("invalid snapshot identifier");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "pg_cancel_backend, somebody cancelled the read",
        // in the middle of a row the server has no way to say why it goes
        "pg_terminate_backend, the connection to the server was lost: by the network",
    })
    void aReadThatSomebodyStopsIsSaid(String how, String expected) throws Exception {
        try (Source source = source();
                Snapshot snapshot = source.snapshot(PATIENCE);
                TableReader reader = snapshot.reader();
                RowStream stream = reader.read(big(snapshot))) {
            RowBatch batch = new RowBatch();
            assertThat(stream.next(batch)).isTrue();
            execute("SELECT " + how + "(pid) FROM pg_stat_activity WHERE query LIKE 'COPY %' AND state = 'active'");
            assertThatThrownBy(() -> drain(stream, batch))
                    .isInstanceOf(SourceFailure.class)
                    .hasMessageStartingWith("public.big: ")
                    .hasMessageContaining(expected);
        }
    }

    private static void drain(RowStream stream, RowBatch batch) {
        while (stream.next(batch)) {
            assertThat(batch.length()).isPositive();
        }
    }

    @Test
    void aConnectionCutInTheMiddleIsSaidAndNothingLooksComplete() throws Exception {
        try (FaultProxy proxy = FaultProxy.to("127.0.0.1", postgres.port());
                Source source = through(proxy);
                Snapshot snapshot = source.snapshot(PATIENCE);
                TableReader reader = snapshot.reader()) {
            proxy.cutAfter(1_000_000);
            RowBatch batch = new RowBatch();
            try (RowStream stream = reader.read(big(snapshot))) {
                assertThatThrownBy(() -> drain(stream, batch))
                        .isInstanceOf(SourceFailure.class)
                        .hasMessageStartingWith("public.big: the connection to the server was lost");
                assertThat(stream.rows()).isLessThan(60_000);
            }
        }
    }

    @Test
    void theSchemaComesFromPgDumpAsAnArchive() throws Exception {
        try (Source source = source();
                Snapshot snapshot = source.snapshot(PATIENCE)) {
            execute("CREATE TABLE too_late (id int)");
            try (PgDumpOutput output =
                    pgDump().schema(TestServer.settings(postgres, "shop"), snapshot.id(), source.majorVersion())) {
                String archive = new String(output.readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(archive)
                        .startsWith("PGDMP")
                        .contains("CREATE TABLE public.big")
                        .doesNotContain("too_late");
            }
        }
        execute("DROP TABLE too_late");
    }

    @Test
    void aPgDumpThatIsMissingOldOrSomethingElseIsSaid() throws Exception {
        SourceSettings settings = SourceSettings.parse("postgres://a:hunter2@127.0.0.1:1/b");
        assertThatThrownBy(() -> PgDump.onPath(folder.toString()))
                .isInstanceOf(SourceFailure.class)
                .hasMessageContaining("there is no pg_dump on the PATH");
        assertThatThrownBy(() -> PgDump.at(folder.resolve("pg_dump")))
                .isInstanceOf(SourceFailure.class)
                .hasMessageContaining("cannot be run");
        assertThatThrownBy(() -> PgDump.at(program("echo hello")))
                .isInstanceOf(SourceFailure.class)
                .hasMessageContaining("does not say that it is pg_dump");
        PgDump old = PgDump.at(program("echo 'pg_dump (PostgreSQL) 11.22 (Debian 11.22-1)'"));
        assertThat(old.version()).isEqualTo("11.22");
        assertThatThrownBy(() -> old.schema(settings, "x", 15))
                .isInstanceOf(SourceFailure.class)
                .hasMessageContaining("pg_dump 11.22")
                .hasMessageContaining("postgresql-client-15");
    }

    @Test
    void aPgDumpThatFailsIsQuotedWithoutThePassword() throws Exception {
        SourceSettings settings = SourceSettings.parse("postgres://a:hunter2@127.0.0.1:1/b");
        PgDump chatty = PgDump.at(
                program(
                        """
                case "$*" in --version) echo 'pg_dump (PostgreSQL) 15.1'; exit;; esac
                echo beginning
                echo "pg_dump: error: no way in with $PGPASSWORD" >&2
                echo "pg_dump: detail: Query was: SELECT secrets" >&2
                yes 'and more of this' | head -c 300000 >&2
                exit 3"""));
        try (PgDumpOutput output = chatty.schema(settings, "x", 15)) {
            assertThatThrownBy(output::readAllBytes)
                    .isInstanceOf(SourceFailure.class)
                    .hasMessageStartingWith("pg_dump failed with status 3: no way in with ***; and more of this")
                    .satisfies(e ->
                            assertThat(e.getMessage()).hasSizeLessThan(500).doesNotContain("hunter2", "SELECT", "\n"));
        }
    }

    @Test
    void thePasswordIsInTheEnvironmentAndNotAmongTheArguments() throws Exception {
        SourceSettings settings = SourceSettings.parse("postgres://a:hunter2@127.0.0.1:1/b");
        PgDump telling = PgDump.at(
                program(
                        """
                case "$*" in --version) echo 'pg_dump (PostgreSQL) 18.1'; exit;; esac
                echo "$*"; env | grep ^PG"""));
        try (PgDumpOutput output = telling.schema(settings, "00-1", 15)) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said.lines().toList())
                    .containsExactly(
                            "--schema-only --format=custom --encoding=UTF8 --no-privileges --no-subscriptions"
                                    + " --no-tablespaces --no-password --lock-wait-timeout=60s --snapshot=00-1"
                                    + " --dbname=postgresql://a@127.0.0.1:1/b?connect_timeout=10&application_name=dumplink"
                                    + " --no-statistics",
                            "PGPASSWORD=hunter2");
        }
    }

    @Test
    void closingEndsTheProgram() throws Exception {
        PgDump endless = PgDump.at(
                program(
                        """
                case "$*" in --version) echo 'pg_dump (PostgreSQL) 15.1'; exit;; esac
                echo $$; exec sleep 600"""));
        long pid;
        try (PgDumpOutput output = endless.schema(SourceSettings.parse("postgres://a@127.0.0.1:1/b"), "x", 15)) {
            StringBuilder line = new StringBuilder();
            for (int next = output.read(); next != '\n'; next = output.read()) {
                line.append((char) next);
            }
            pid = Long.parseLong(line.toString());
        }
        ProcessHandle.of(pid)
                .ifPresent(process ->
                        process.onExit().orTimeout(20, TimeUnit.SECONDS).join());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    private Path program(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("pg_dump"), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
