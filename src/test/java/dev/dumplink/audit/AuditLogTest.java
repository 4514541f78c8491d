package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.demo.Patience;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Limits WIDE = new Limits(1000, 1000);

    @TempDir
    Path folder;

    private final Random random = new Random(7);
    private Instant now = NOON;
    private final InstantSource clock = () -> now;
    private AuditSettings settings;
    private AuditLog log;

    @BeforeEach
    void open() {
        settings = new AuditSettings("jdbc:sqlite:" + folder.resolve("audit.db"), null, null, null);
        log = new AuditLog(settings, new Writer("test-1", "0"), clock, new SecureRandom(), code -> {});
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void rowsOfManyRequestsFormOneSoundChain() {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            receipts.add(log.recordWithin(WIDE, issued("U" + i % 7, "t" + i), later()));
        }
        assertThat(receipts).allSatisfy(receipt -> assertThat(receipt.get(10, TimeUnit.SECONDS))
                .isInstanceOf(Receipt.Written.class));
        assertThat(ChainVerifier.verify(settings)).isEqualTo(new ChainVerifier.Verdict(500, Optional.empty()));
    }

    @Test
    void oneKeyIsAnsweredOnceHoweverOftenAndTogetherItArrives() throws Exception {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            receipts.add(log.recordWithin(WIDE, issued("U1", "same"), later()));
        }
        int written = 0;
        for (CompletableFuture<Receipt> receipt : receipts) {
            written += receipt.get(10, TimeUnit.SECONDS) instanceof Receipt.Written ? 1 : 0;
        }
        assertThat(written).isEqualTo(1);
        assertThat(count("code = 'DL001I'")).isEqualTo(1);
        assertThat(count("code = 'DL003R'")).isEqualTo(49);
    }

    @Test
    void aLimitIsExactUnderConcurrencyAndSaysWhenItEnds() throws Exception {
        Limits limits = new Limits(5, 8);
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            receipts.add(log.recordWithin(limits, issued("U1", "t" + i), later()));
        }
        for (int i = 0; i < 50; i++) {
            Receipt receipt = receipts.get(i).get(10, TimeUnit.SECONDS);
            if (i < 5) {
                assertThat(receipt).isInstanceOf(Receipt.Written.class);
            } else {
                assertThat(receipt)
                        .isEqualTo(new Receipt.OverLimit("limits.per_user_hour", 5, NOON.plus(Duration.ofHours(1))));
            }
        }
        assertThat(count("decision = 'denied' AND decision_rule = 'limits.per_user_hour'"))
                .isEqualTo(45);
        assertThat(log.recordWithin(limits, issued("U2", "other"), later()).get())
                .isInstanceOf(Receipt.Written.class);
    }

    @Test
    void aLimitIsExactOverSeveralProgramsOnOneFile() throws Exception {
        Limits limits = new Limits(5, 8);
        List<AuditLog> programs = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                programs.add(
                        new AuditLog(settings, new Writer("test-" + i, "0"), clock, new SecureRandom(), code -> {}));
                programs.get(i).probe();
            }
            List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                receipts.add(programs.get(i % 3).recordWithin(limits, issued("U1", "t" + i), later()));
            }
            int written = 0;
            for (CompletableFuture<Receipt> receipt : receipts) {
                written += receipt.get(10, TimeUnit.SECONDS) instanceof Receipt.Written ? 1 : 0;
            }
            assertThat(written).isEqualTo(5);
        } finally {
            programs.forEach(AuditLog::close);
        }
        assertThat(count("code = 'DL001I'")).isEqualTo(5);
        assertThat(count("decision_rule = 'limits.per_user_hour'")).isEqualTo(45);
        assertThat(ChainVerifier.verify(settings)).isEqualTo(new ChainVerifier.Verdict(50, Optional.empty()));
    }

    @Test
    void theRowOfALimitSaysWhatThePersonIsTold() throws Exception {
        Limits limits = new Limits(1, 2);
        log.recordWithin(limits, issued("U1", "t1"), later()).get();
        Receipt over = log.recordWithin(limits, issued("U1", "t2"), later()).get();
        String sentence = "You have had 1 link within an hour, which is the limit.";
        assertThat(((Receipt.OverLimit) over).sentence()).isEqualTo(sentence);
        assertThat(count("code = 'DL002D' AND reason_text = '" + sentence + "'"))
                .isEqualTo(1);
    }

    @Test
    void theDayIsCountedWhenTheHourIsFreeAgain() throws Exception {
        Limits limits = new Limits(2, 3);
        for (int i = 0; i < 3; i++) {
            assertThat(log.recordWithin(limits, issued("U1", "t" + i), later()).get())
                    .isInstanceOf(Receipt.Written.class);
            now = now.plus(Duration.ofMinutes(61));
        }
        assertThat(log.recordWithin(limits, issued("U1", "t4"), later()).get())
                .isEqualTo(new Receipt.OverLimit("limits.per_user_day", 3, NOON.plus(Duration.ofDays(1))));
        now = NOON.plus(Duration.ofDays(1));
        assertThat(log.recordWithin(limits, issued("U1", "t5"), later()).get()).isInstanceOf(Receipt.Written.class);
    }

    @Test
    void aLimitIsExactOverSeveralProgramsAndARestart() throws Exception {
        Limits limits = new Limits(7, 7);
        try (AuditLog second = another("test-2");
                AuditLog third = another("test-3")) {
            List<AuditLog> logs = List.of(log, second, third);
            List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                AuditLog turn = logs.get(i % 3);
                receipts.add(turn.recordWithin(limits, issued("U" + i % 2, "t" + i), later()));
                if (i % 9 == 0) {
                    receipts.get(i).get(10, TimeUnit.SECONDS);
                }
            }
            for (CompletableFuture<Receipt> receipt : receipts) {
                receipt.get(10, TimeUnit.SECONDS);
            }
        }
        assertThat(count("code = 'DL001I'")).isEqualTo(2 * 7);
        try (AuditLog restarted = another("test-4")) {
            assertThat(restarted
                            .recordWithin(limits, issued("U0", "again"), later())
                            .get())
                    .isEqualTo(new Receipt.OverLimit("limits.per_user_day", 7, NOON.plus(Duration.ofDays(1))));
        }
    }

    private AuditLog another(String name) {
        return new AuditLog(settings, new Writer(name, "0"), clock, new SecureRandom(), code -> {});
    }

    @Test
    void aLinkThatWasNotWrittenDoesNotCount() throws Exception {
        Limits limits = new Limits(2, 2);
        assertThat(log.recordWithin(limits, issued("U1", "t1"), later()).get()).isInstanceOf(Receipt.Written.class);
        execute("CREATE TRIGGER fault BEFORE INSERT ON audit_event BEGIN SELECT RAISE(ABORT, 'fault'); END");
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Receipt> lost = log.recordWithin(limits, issued("U1", "lost" + i), later());
            assertThatThrownBy(lost::join).hasCauseInstanceOf(AuditUnavailable.class);
        }
        execute("DROP TRIGGER fault");
        assertThat(log.recordWithin(limits, issued("U1", "t2"), later()).get()).isInstanceOf(Receipt.Written.class);
        assertThat(log.recordWithin(limits, issued("U1", "t3"), later()).get()).isInstanceOf(Receipt.OverLimit.class);
    }

    @Test
    void aClockThatWasSetBackDoesNotLoseCount() throws Exception {
        Limits limits = new Limits(2, 3);
        log.recordWithin(limits, issued("U1", "t1"), later()).get();
        now = NOON.minus(Duration.ofMinutes(50));
        log.recordWithin(limits, issued("U1", "t2"), later()).get();
        assertThat(log.recordWithin(limits, issued("U1", "t3"), later()).get())
                .isEqualTo(new Receipt.OverLimit("limits.per_user_hour", 2, NOON.plus(Duration.ofMinutes(10))));
    }

    @Test
    void aKeyKeepsItsPlaceAmongOthersAndItsHash() {
        IdempotencyKey key = IdempotencyKey.of("trigger", "A1", "T1", "U1", "13345224609.738474920.8088");
        IdempotencyKey other = IdempotencyKey.of("trigger", "A1", "T1", "U1", "13345224610.738474920.8088");
        assertThat(key.at(13345224609L).hex())
                .hasSize(64)
                .startsWith("00")
                .endsWith(key.hex().substring(16));
        assertThat(key.at(13345224609L).hex()).isLessThan(other.at(13345224610L).hex());
        assertThat(key.at(1)).isNotEqualTo(other.at(1)).isEqualTo(key.at(1));
    }

    @Test
    void anEventIsNotWrittenAfterItsDeadline() {
        CompletableFuture<Receipt> late = log.record(issued("U1", "t"), now.minusMillis(1));
        assertThatThrownBy(late::join).hasCauseInstanceOf(AuditUnavailable.class);
        assertThat(log.failed()).isEqualTo(1);
    }

    @Test
    void theDatabaseItselfRefusesToChangeOrDeleteARow() throws Exception {
        log.record(issued("U1", "t"), later()).get();
        log.record(issued("U2", "t"), later()).get();
        execute("INSERT INTO audit_anchor VALUES (1, 'x')");
        execute("INSERT INTO audit_pruned VALUES (0, 1)");
        for (String attack : List.of(
                "UPDATE audit_event SET code = 'DL002D'",
                "UPDATE OR REPLACE audit_event SET seq = 2 WHERE seq = 1",
                "DELETE FROM audit_event",
                "REPLACE INTO audit_event SELECT * FROM audit_event",
                "INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event WHERE seq = 1",
                "INSERT INTO audit_event SELECT * FROM audit_event WHERE true ON CONFLICT DO UPDATE SET code = 'x'",
                "UPDATE audit_actor SET actor_user = 'U2'",
                "REPLACE INTO audit_actor SELECT * FROM audit_actor",
                "REPLACE INTO audit_actor SELECT 'x', salt, actor_kind, actor_team, actor_enterprise, actor_user"
                        + " FROM audit_actor",
                "UPDATE audit_anchor SET line = ''",
                "REPLACE INTO audit_anchor VALUES (1, 'y')",
                "DELETE FROM audit_anchor",
                "UPDATE audit_pruned SET seq = 2",
                "DELETE FROM audit_pruned",
                "DELETE FROM audit_chain")) {
            assertThatThrownBy(() -> execute(attack)).as(attack).isInstanceOf(SQLException.class);
        }
        assertThat(ChainVerifier.verify(settings).damage()).isEmpty();
    }

    @Test
    void neitherTheUrlNorThePersonIsInTheChainedRow() throws Exception {
        log.record(issued("U0SECRETIVE", "t"), later()).get();
        assertThat(count("url_hmac IS NOT NULL AND length(url_hmac) = 64")).isEqualTo(1);
        try (Connection connection = DriverManager.getConnection(settings.url());
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT * FROM audit_event")) {
            rows.next();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                assertThat(String.valueOf(rows.getString(i))).doesNotContain("U0SECRETIVE", "X-Amz", "sig");
            }
        }
    }

    @Test
    void onlyItsOwnerMayReadTheFile() throws Exception {
        log.record(issued("U1", "t"), later()).get();
        assertThat(Files.getPosixFilePermissions(folder.resolve("audit.db")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(Files.getPosixFilePermissions(folder.resolve("audit.db-wal")))
                .hasSize(2);
    }

    @Test
    void aNoteIsTriedAgainWhileTheDatabaseIsBusyAndAnAwaitedEventIsNot() throws Exception {
        log.record(issued("U1", "t"), later()).get();
        try (Connection other = DriverManager.getConnection(settings.url());
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN EXCLUSIVE");
            log.note(issued("U2", "note"));
            CompletableFuture<Receipt> awaited = log.record(issued("U3", "awaited"), later());
            assertThatThrownBy(() -> awaited.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(AuditUnavailable.class);
            assertThat(awaited).isCompletedExceptionally();
            lock.execute("ROLLBACK");
        }
        Patience.until(Duration.ofSeconds(10), "the note to be written", () -> written("note"));
        assertThat(written("awaited")).isFalse();
    }

    private boolean written(String trigger) {
        try {
            String user = trigger.equals("note") ? "U2" : "U3";
            return count("idempotency_key = '"
                            + IdempotencyKey.of("A1", "T1", user, trigger).hex() + "'")
                    == 1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aLogThatWasClosedRefuses() {
        log.close();
        assertThatThrownBy(() -> log.record(issued("U1", "t"), later()).join())
                .hasCauseInstanceOf(AuditUnavailable.class);
    }

    @Test
    void whoWaitsForAWriterThatDiesIsToldSo() {
        AtomicBoolean dying = new AtomicBoolean();
        InstantSource failing = () -> {
            if (dying.get()) {
                throw new AssertionError("the writer dies of this");
            }
            return now;
        };
        try (AuditLog mortal =
                new AuditLog(settings, new Writer("test-2", "0"), failing, new SecureRandom(), code -> {})) {
            mortal.probe();
            dying.set(true);
            for (int i = 0; i < 3; i++) {
                CompletableFuture<Receipt> lost = mortal.record(issued("U1", "t" + i), later());
                assertThatThrownBy(() -> lost.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(AuditUnavailable.class);
            }
            assertThatThrownBy(mortal::probe).isInstanceOf(AuditUnavailable.class);
        }
    }

    @Test
    void whateverIsRecordedWhileTheLogClosesComesToAnEnd() throws Exception {
        for (int i = 0; i < 10; i++) {
            AuditLog closing = another("test-2");
            closing.probe();
            List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
            int turn = i;
            Thread asking = new Thread(() -> {
                for (int j = 0; j < 200; j++) {
                    receipts.add(closing.record(issued("U1", turn + "-" + j), later()));
                }
            });
            asking.start();
            Thread.sleep(random.nextInt(3));
            closing.close();
            asking.join(TimeUnit.SECONDS.toMillis(10));
            assertThat(receipts).hasSize(200);
            for (CompletableFuture<Receipt> receipt : receipts) {
                receipt.handle((written, refused) -> true).get(10, TimeUnit.SECONDS);
            }
        }
    }

    private AuditEvent issued(String user, String trigger) {
        Request request = new Request(
                RequestId.next(random),
                Actor.slack("T1", "", user),
                "/dump",
                "C1",
                Optional.of(IdempotencyKey.of("A1", "T1", user, trigger)));
        return AuditEvent.of(EventCode.LINK_ISSUED, request, "members", "")
                .about(new AuditEvent.DumpFacts("shop", "a/shop_1.dump", "", "", NOON))
                .handingOut(new AuditEvent.LinkFacts(
                        URI.create("https://example.com/shop?X-Amz-Signature=sig" + trigger), NOON.plusSeconds(180)));
    }

    private Instant later() {
        return now.plusSeconds(10);
    }

    private int count(String where) throws SQLException {
        try (Connection connection = DriverManager.getConnection(settings.url());
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM audit_event WHERE " + where)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(settings.url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
