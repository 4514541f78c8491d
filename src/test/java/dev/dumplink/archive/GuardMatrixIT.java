package dev.dumplink.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.archive.GuardMode.Start;
import dev.dumplink.archive.Loading.Outcome;
import dev.dumplink.demo.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way of calling pg_restore and psql, against the source that has moved on, an unmarked copy of its disks, a marked
 * one, and another server. Where the archive must refuse, not a row is touched; elsewhere the same archive without its
 * guard says what must come out of it, down to what is printed.
 *
 * <p>{@code -Ddumplink.modes=true} tries those modes too that differ little from another one.
 *
 * <p>All of it begins before the first test, each mode by itself where servers allow it; the tests wait for their part.
 */
final class GuardMatrixIT {
    private static final int AT_ONCE = 4;

    private static final Map<GuardMode, Future<Refused>> AT_SOURCE = new HashMap<>();
    private static final Map<GuardMode, Future<Refused>> AT_COPY = new HashMap<>();
    private static final Map<GuardMode, Future<Filled>> AT_STAGING = new HashMap<>();
    private static final Map<GuardMode, Future<Filled>> AT_OTHER = new HashMap<>();
    private static final Map<GuardMode, Future<Filled>> TWIN = new HashMap<>();

    // all modes begin with the same: when one changes something, those after it fail too
    private static final Map<EmbeddedPostgres, String> BEFORE = new HashMap<>();

    // to databases that no mode drops: opening them for every statement cost more than the statements
    private static final Map<String, Connection> CONNECTIONS = new ConcurrentHashMap<>();

    @TempDir
    static Path folder;

    private static LivelyShop shop;
    private static String dumpedBefore;
    private static ExecutorService work;
    private static ExecutorService sourceWork;
    private static ExecutorService copyWork;

    /** What a mode was told, and the versions of all rows after it. */
    private record Refused(Outcome outcome, String after) {}

    /** What a mode was told, and what the database holds after it. */
    private record Filled(Outcome outcome, String contents) {}

    @BeforeAll
    static void begin() throws Exception {
        shop = LivelyShop.open(folder);
        dumpedBefore = dumped(shop.source());
        BEFORE.put(shop.source(), versions(shop.source()));
        BEFORE.put(shop.copy(), versions(shop.copy()));
        sourceWork = Executors.newSingleThreadExecutor();
        copyWork = Executors.newSingleThreadExecutor();
        work = Executors.newFixedThreadPool(AT_ONCE);
        int number = 0;
        for (GuardMode mode : modes()) {
            String name = "m%03d".formatted(number++);
            AT_SOURCE.put(mode, sourceWork.submit(() -> refuse(shop.source(), mode)));
            AT_COPY.put(mode, copyWork.submit(() -> refuse(shop.copy(), mode)));
            TWIN.put(mode, work.submit(() -> fill(shop.other(), shop.unguarded(), mode, name + "t")));
            AT_OTHER.put(mode, work.submit(() -> fill(shop.other(), shop.guarded(), mode, name + "o")));
            AT_STAGING.put(mode, work.submit(() -> fillMarked(shop.staging(), mode, name + "s")));
        }
    }

    @AfterAll
    static void end() throws Exception {
        for (ExecutorService each : List.of(work, sourceWork, copyWork)) {
            each.shutdownNow();
        }
        for (Connection each : CONNECTIONS.values()) {
            each.close();
        }
        shop.close();
    }

    static List<GuardMode> modes() {
        return GuardMode.all(Boolean.getBoolean("dumplink.modes"));
    }

    @Test
    void thereAreManyWays() {
        assertThat(new HashSet<>(modes())).hasSameSizeAs(modes()).hasSizeGreaterThanOrEqualTo(90);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void theSourceIsNotTouched(GuardMode mode) throws Exception {
        assertRefused(mode, AT_SOURCE.get(mode).get(), shop.source());
    }

    @ParameterizedTest
    @MethodSource("modes")
    void norIsACopyOfItsDisksThatNobodyMarked(GuardMode mode) throws Exception {
        assertRefused(mode, AT_COPY.get(mode).get(), shop.copy());
    }

    @ParameterizedTest
    @MethodSource("modes")
    void aMarkedCopyNoticesNothing(GuardMode mode) throws Exception {
        assertSame(mode, AT_STAGING.get(mode).get());
    }

    @ParameterizedTest
    @MethodSource("modes")
    void anotherServerNoticesNothing(GuardMode mode) throws Exception {
        assertSame(mode, AT_OTHER.get(mode).get());
    }

    /** By pg_dump's own word, after everything that was tried. */
    @Test
    void inTheEndTheSourceIsDumpedAsBefore() throws Exception {
        for (GuardMode mode : modes()) {
            AT_SOURCE.get(mode).get();
            AT_COPY.get(mode).get();
        }
        assertThat(dumped(shop.source())).isEqualTo(dumpedBefore);
        assertThat(dumped(shop.copy())).isEqualTo(dumpedBefore);
    }

    private static void assertRefused(GuardMode mode, Refused refused, EmbeddedPostgres server) {
        assertThat(refused.after()).isEqualTo(BEFORE.get(server));
        assertThat(refused.outcome().said())
                .contains("dumplink refused: this is the server the dump was taken from. Nothing was changed. You are"
                        + " connected to database \"" + (mode.creates() ? "postgres" : LivelyShop.NAME)
                        + "\" at 127.0.0.1:" + server.port() + ".");
        if (mode.failsWhenRefused()) {
            assertThat(refused.outcome().exit()).as(refused.outcome().said()).isNotZero();
        }
    }

    private static void assertSame(GuardMode mode, Filled filled) throws Exception {
        Filled twin = TWIN.get(mode).get();
        assertThat(filled.contents()).isEqualTo(twin.contents());
        assertThat(filled.outcome().said()).isEqualTo(twin.outcome().said());
        assertThat(filled.outcome().exit()).isEqualTo(twin.outcome().exit());
    }

    private static Refused refuse(EmbeddedPostgres server, GuardMode mode) throws Exception {
        Outcome outcome = shop.guarded().into(server, mode.creates() ? "postgres" : LivelyShop.NAME, mode);
        return new Refused(outcome, versions(server));
    }

    private static String versions(EmbeddedPostgres server) throws Exception {
        return ServerState.versions(server, LivelyShop.NAME) + "\n" + ServerState.versions(connection(server));
    }

    /** One for each thread. */
    private static Connection connection(EmbeddedPostgres server) {
        String key = server.port() + " " + Thread.currentThread().getId();
        return CONNECTIONS.computeIfAbsent(key, any -> ServerState.connect(server, "postgres"));
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (Statement statement = connection(server).createStatement()) {
            statement.execute(sql);
        }
    }

    /** As files, which is half as dear as row by row and through the log where nothing is synced. */
    private static void create(EmbeddedPostgres server, String database, Start start) throws SQLException {
        execute(
                server,
                "create database " + database + " template " + LivelyShop.template(start) + " strategy file_copy");
    }

    private static Filled fill(EmbeddedPostgres server, Loading dump, GuardMode mode, String database)
            throws Exception {
        return mode.creates() ? create(server, dump, mode) : fill(server, dump, mode, database, () -> null);
    }

    /** By a setting and by a comment in turns. */
    private static Filled fillMarked(EmbeddedPostgres server, GuardMode mode, String database) throws Exception {
        if (mode.creates()) {
            execute(server, "alter role all set dumplink.environment = 'staging'");
            return create(server, shop.guarded(), mode);
        }
        String mark = mode.options().size() % 2 == 0
                ? "alter database " + database + " set dumplink.environment = 'staging'"
                : "comment on database " + database + " is 'dumplink:restore-target env=staging id=1'";
        return fill(server, shop.guarded(), mode, database, () -> {
            execute(server, mark);
            return null;
        });
    }

    private static Filled fill(
            EmbeddedPostgres server, Loading dump, GuardMode mode, String database, Callable<Void> mark)
            throws Exception {
        create(server, database, mode.start());
        mark.call();
        Outcome outcome = dump.into(server, database, mode);
        String contents = ServerState.contents(server, database);
        execute(server, "drop database " + database);
        return new Filled(comparable(outcome, mode, server, database), contents);
    }

    /** One at a time, as the database has the archive's name. */
    private static Filled create(EmbeddedPostgres server, Loading dump, GuardMode mode) throws Exception {
        synchronized (server) {
            execute(server, "drop database if exists " + LivelyShop.NAME);
            if (mode.start() != Start.EMPTY) {
                create(server, LivelyShop.NAME, mode.start());
            }
            Outcome outcome = dump.into(server, "postgres", mode);
            String contents = ServerState.contents(server, LivelyShop.NAME);
            return new Filled(comparable(outcome, mode, server, "postgres"), contents);
        }
    }

    /** Without what differs between two runs of anything: where it ran, at which line, and who of several spoke first. */
    private static Outcome comparable(Outcome outcome, GuardMode mode, EmbeddedPostgres server, String database) {
        String said = outcome.said()
                .replace(database, "DATABASE")
                .replace(":" + server.port(), ":PORT")
                .replaceAll("(?m)^psql:[^ ]+:\\d+: ", "psql: ");
        if (mode.parallel()) {
            said = said.lines().sorted().collect(Collectors.joining("\n"));
        }
        return new Outcome(outcome.exit(), said);
    }

    private static String dumped(EmbeddedPostgres server) {
        return EmbeddedPostgres.client("pg_dump")
                .run("-d", server.uri(LivelyShop.NAME))
                .replaceAll("(?m)^\\\\(un)?restrict .*$", "");
    }
}
