package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.ChainVerifier;
import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.Product;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code kill -9} at random points of a restore: the database is the old one or the new one, and complete; undo works; what
 * was left says so and can be cleared away. {@code -Ddumplink.kills=100} kills that often.
 */
final class RestoreKillIT {
    private static final Logger LOG = LoggerFactory.getLogger("figures");
    private static final int KILLS = Integer.getInteger("dumplink.kills", 4);
    private static final int ROWS = 40_000;
    private static final String POLICY =
            """
            version: 1
            tables:
              public.customer: {columns: {id: keep, name: full_name}}
              public.log: {columns: {id: keep, customer: keep}}
            """;

    @AutoClose
    private static EmbeddedPostgres production;

    @AutoClose
    private static EmbeddedPostgres laptop;

    @TempDir
    static Path folder;

    private static Path archive;

    private final Random random = new Random(Long.getLong("dumplink.seed", 20261127));

    @BeforeAll
    static void makeADump() throws Exception {
        production = EmbeddedPostgres.open();
        laptop = EmbeddedPostgres.open();
        production.createDatabase("shop");
        production.execute(
                "shop",
                """
                create table customer (id int primary key, name text);
                insert into customer select g, 'Real ' || g from generate_series(1, %1$d) g;
                create table log (id int primary key, customer int references customer);
                insert into log select g, g from generate_series(1, %1$d) g;
                create index on log (customer);
                """
                        .formatted(ROWS));
        NightRun.grant(production, "shop");
        NightRun night =
                NightRun.of(folder.resolve("night"), production, "shop").policy(POLICY);
        assertThat(night.toFolder().exit()).isZero();
        archive = night.archive();
    }

    @Test
    void whatIsThereIsTheOldOneOrTheNewOneAndWhole() throws Exception {
        RestoreRun run = new RestoreRun(folder.resolve("home"));
        assertThat(run.restore(archive.toString(), "--into", laptop.uri("shop")).exit())
                .isZero();
        laptop.execute("shop", "create table old ()");
        Course course = Course.of(run);
        int replaced = 0;
        int left = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            onlyTheOldOne();
            Process restore = start(run);
            course.await(restore, random, kill % 4 == 0);
            List<ProcessHandle> loading = restore.descendants().toList();
            restore.destroyForcibly().waitFor();
            loading.forEach(ProcessHandle::destroyForcibly);
            replaced += requireWhole(run) ? 1 : 0;
            left += clear(run);
        }
        LOG.info(
                "{} kills: {} times the new one was in place, {} times a database was left unfinished",
                KILLS,
                replaced,
                left);
        requireSound(run);
    }

    /**
     * How long a restore takes on this machine.
     *
     * @param until the new database is there
     * @param from then on to the end
     */
    private record Course(Duration until, Duration from) {
        static Course of(RestoreRun run) throws Exception {
            Instant start = Instant.now();
            Process restore = start(run);
            untilLoading(restore);
            Instant loading = Instant.now();
            assertThat(Patience.exit(restore)).isZero();
            return new Course(Duration.between(start, loading), Duration.between(loading, Instant.now()));
        }

        /** Waits for a random moment of it, a little beyond its end too; most lie where something can go wrong. */
        void await(Process restore, Random random, boolean early) throws Exception {
            if (early) {
                Thread.sleep(random.nextLong(until.toMillis()));
                return;
            }
            untilLoading(restore);
            Thread.sleep(random.nextLong(from.toMillis() * 12 / 10 + 1));
        }

        private static void untilLoading(Process restore) throws SQLException {
            try (Connection laptops = DriverManager.getConnection(laptop.jdbcUrl("postgres"));
                    PreparedStatement question = laptops.prepareStatement(
                            "select 1 from pg_database where datname like 'shop\\_restore%'")) {
                Patience.until(Duration.ofSeconds(60), "the new database", () -> !restore.isAlive() || finds(question));
            }
        }
    }

    private static boolean finds(PreparedStatement question) {
        try (ResultSet answer = question.executeQuery()) {
            return answer.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Process start(RestoreRun run) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Product.command(List.of(), "restore", archive.toString(), "--into", laptop.uri("shop")))
                .redirectErrorStream(true)
                .redirectOutput(new File(run.home().toFile(), "restore.log"));
        builder.environment().putAll(run.environment());
        return builder.start();
    }

    /** Whatever the last one left, the database is the old one again and alone. */
    private static void onlyTheOldOne() throws Exception {
        for (String name : RestoreRun.databases(laptop).split(" ")) {
            if (name.startsWith("shop") && !isOld(name)) {
                laptop.execute("postgres", "drop database \"" + name + "\" with (force)");
            }
        }
        for (String name : RestoreRun.databases(laptop).split(" ")) {
            if (name.startsWith("shop_")) {
                laptop.execute("postgres", "alter database \"" + name + "\" rename to shop");
                laptop.execute(
                        "postgres",
                        "comment on database shop is 'dumplink:restore-target env=local id=1 for=shop dump=d'");
            }
        }
        assertThat(RestoreRun.databases(laptop)).isEqualTo("postgres shop");
    }

    private static boolean isOld(String name) throws Exception {
        return RestoreRun.ask(laptop, name, "select to_regclass('old')") != null;
    }

    /** Whether it is the new one; the old one is kept then, and comes back. */
    private static boolean requireWhole(RestoreRun run) throws Exception {
        assertThat(
                        RestoreRun.ask(
                                laptop,
                                "shop",
                                "select (select count(*) from customer) || ' ' || (select count(*) from log) || ' ' || (select count(*)"
                                        + " from pg_constraint where contype in ('p', 'f') and convalidated and conrelid > 16383)"))
                .isEqualTo(ROWS + " " + ROWS + " 3");
        assertThat(RestoreRun.ask(
                        laptop,
                        "postgres",
                        "select shobj_description(oid, 'pg_database') from pg_database where datname = 'shop'"))
                .startsWith("dumplink:restore-target env=local ");
        if (isOld("shop")) {
            return false;
        }
        Patience.until(Duration.ofSeconds(20), "the killed one's session to end", RestoreKillIT::idle);
        ShellRun undone = run.restore("undo", "--into", laptop.uri("shop"));
        assertThat(undone.exit()).as(undone.err()).isZero();
        assertThat(isOld("shop")).isTrue();
        return true;
    }

    private static boolean idle() {
        try {
            return RestoreRun.ask(
                            laptop,
                            "postgres",
                            "select count(*) from pg_stat_activity where datname like 'shop%' and pid <>"
                                    + " pg_backend_pid()")
                    .equals("0");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is left is marked, and {@code prune} deletes it. */
    private static int clear(RestoreRun run) throws Exception {
        Patience.until(Duration.ofSeconds(20), "the killed one's sessions to end", RestoreKillIT::idle);
        int unfinished = Integer.parseInt(RestoreRun.ask(
                laptop, "postgres", "select count(*) from pg_database where datname like 'shop\\_restore\\_%'"));
        int marked = Integer.parseInt(
                RestoreRun.ask(
                        laptop,
                        "postgres",
                        "select count(*) from pg_database where shobj_description(oid, 'pg_database') like 'dumplink:restore-loading %'"));
        // between being made and being marked there is a moment; what is left then is empty
        assertThat(unfinished - marked).isBetween(0, 1);
        ShellRun pruned = run.restore("prune", "--all", "--yes", "--into", laptop.uri("shop"));
        assertThat(pruned.exit()).as(pruned.err()).isZero();
        assertThat(isOld("shop")).isTrue();
        return unfinished;
    }

    private static void requireSound(RestoreRun run) {
        Path log = run.home().resolve(".local/state/dumplink/audit.db");
        assertThat(Files.exists(log)).isTrue();
        AuditSettings settings = new AuditSettings("jdbc:sqlite:" + log, null, null, null);
        assertThat(ChainVerifier.prove(settings, List.of(), Instant.now(), row -> {})
                        .damage())
                .isEmpty();
    }
}
