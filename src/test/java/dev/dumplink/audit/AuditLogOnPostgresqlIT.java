package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.Patience;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class AuditLogOnPostgresqlIT {
    private static final int WRITERS = 4;
    private static final int EVENTS = 2_000;
    private static final int AT_ONCE = 5;

    @AutoClose
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.open();
    }

    @Test
    void severalWritersMakeOneGaplessChain() throws Exception {
        AuditDatabase database = AuditDatabase.postgresql(postgres, "writers");
        AuditSettings settings = settings(database);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Future<Integer>> written = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            written.add(writers.submit(() -> write(settings, number)));
        }
        for (Future<Integer> each : written) {
            assertThat(each.get()).isEqualTo(EVENTS);
        }
        writers.shutdown();
        assertThat(ChainVerifier.verify(settings))
                .isEqualTo(new ChainVerifier.Verdict(WRITERS * EVENTS, Optional.empty()));
        assertThat(database.rows("SELECT min(seq), max(seq), count(*), count(DISTINCT instance_id) FROM audit_event"))
                .containsExactly(List.of("1", "8000", "8000", "4"));
    }

    /** A few at a time, so that the writers take turns; all of them begin on an empty database. */
    private static int write(AuditSettings settings, int number) throws Exception {
        Random random = new Random(number);
        int written = 0;
        try (AuditLog log = log(settings, "writer-" + number)) {
            log.probe();
            for (int i = 0; i < EVENTS; i += AT_ONCE) {
                List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
                for (int j = 0; j < AT_ONCE; j++) {
                    receipts.add(log.record(
                            event(random, "U" + (i + j) % 7), Instant.now().plusSeconds(20)));
                }
                for (CompletableFuture<Receipt> receipt : receipts) {
                    written += receipt.get(30, TimeUnit.SECONDS) instanceof Receipt.Written ? 1 : 0;
                }
            }
        }
        return written;
    }

    @Test
    void aMigrationThatWaitsDoesNotKeepTheStoreFromClosing() throws Exception {
        AuditDatabase database = AuditDatabase.postgresql(postgres, "waiting");
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("CREATE TABLE audit_schema_history (half integer)");
            AuditStore store = new AuditStore(settings(database), new SecureRandom());
            CompletableFuture<Void> opening = CompletableFuture.runAsync(store::open);
            Patience.until(Duration.ofSeconds(20), "the migration waits", () -> waiting(database));
            CompletableFuture.runAsync(store::close).get(8, TimeUnit.SECONDS);
            assertThatThrownBy(() -> opening.get(8, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        }
    }

    private static boolean waiting(AuditDatabase database) {
        try {
            return !database.rows(
                            "SELECT 1 FROM pg_stat_activity WHERE datname = 'waiting' AND wait_event_type = 'Lock'")
                    .isEmpty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theDatabaseItselfRefusesToChangeDeleteOrTruncate() throws Exception {
        AuditDatabase database = AuditDatabase.postgresql(postgres, "fixed");
        AuditSettings settings = settings(database);
        try (AuditLog log = log(settings, "writer")) {
            log.record(event(new Random(1), "U1"), Instant.now().plusSeconds(20))
                    .get();
        }
        database.execute("INSERT INTO audit_anchor (number, line) VALUES (1, 'x')");
        database.execute("INSERT INTO audit_pruned (seq, anchor) VALUES (0, 1)");
        for (String attack : List.of(
                "UPDATE audit_event SET code = 'DL002D'",
                "DELETE FROM audit_event",
                "DELETE FROM audit_event WHERE seq = 1",
                "TRUNCATE audit_event",
                "TRUNCATE audit_event CASCADE",
                "INSERT INTO audit_event SELECT * FROM audit_event",
                "INSERT INTO audit_event SELECT * FROM audit_event ON CONFLICT (seq) DO UPDATE SET code = 'DL002D'",
                "UPDATE audit_actor SET actor_user = 'U2'",
                "TRUNCATE audit_actor",
                "DELETE FROM audit_chain",
                "TRUNCATE audit_chain",
                "UPDATE audit_anchor SET line = ''",
                "DELETE FROM audit_anchor",
                "TRUNCATE audit_anchor",
                "TRUNCATE audit_anchor CASCADE",
                "UPDATE audit_pruned SET seq = 1",
                "DELETE FROM audit_pruned",
                "TRUNCATE audit_pruned")) {
            assertThatThrownBy(() -> database.execute(attack)).as(attack).isInstanceOf(SQLException.class);
        }
        assertThat(ChainVerifier.verify(settings)).isEqualTo(new ChainVerifier.Verdict(1, Optional.empty()));
    }

    @Test
    void aServerThatMayLoseCommitsIsRefused() throws Exception {
        postgres.createDatabase("careless");
        AuditSettings settings = settings(new AuditDatabase(postgres.jdbcUrl("careless")));
        try (AuditLog log = log(settings, "writer")) {
            assertThatThrownBy(log::probe)
                    .isInstanceOf(AuditUnavailable.class)
                    .hasMessageContaining("synchronous_commit");
            assertThatThrownBy(() -> log.record(
                                    event(new Random(1), "U1"), Instant.now().plusSeconds(20))
                            .join())
                    .hasCauseInstanceOf(AuditUnavailable.class);
        }
    }

    private static AuditLog log(AuditSettings settings, String writer) {
        return new AuditLog(settings, new Writer(writer, "0"), InstantSource.system(), new SecureRandom(), code -> {});
    }

    private static AuditSettings settings(AuditDatabase database) {
        return new AuditSettings(database.url(), null, null, null);
    }

    private static AuditEvent event(Random random, String user) {
        Request request =
                new Request(RequestId.next(random), Actor.slack("T1", "", user), "/dump", "C1", Optional.empty());
        return AuditEvent.of(EventCode.ANSWERED, request, "list", "");
    }
}
