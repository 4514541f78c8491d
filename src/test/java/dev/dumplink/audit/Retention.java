package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.demo.AuditDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows go when their time is over, and what remains is still proved. */
abstract class Retention {
    private static final int DAYS = 40;
    private static final Duration RETAIN = Duration.ofDays(30);

    @TempDir
    Path folder;

    private AuditDatabase database;
    private AuditSettings settings;
    private AnchorFile file;
    private Instant now;

    /** An empty database, new for each test. */
    abstract AuditDatabase database(Path folder) throws Exception;

    /** Statements after which the database lets its owner do anything. */
    abstract List<String> disarming();

    /** A row a day and an anchor now and then. */
    @BeforeEach
    void write() throws Exception {
        database = database(folder);
        AnchorSettings anchor = new AnchorSettings(TestKeys.text(1), null, 10, null, null, null);
        settings = new AuditSettings(database.url(), null, null, RETAIN, anchor);
        file = new AnchorFile(folder.resolve("anchors.jsonl"));
        now = SampleLog.START;
        for (int i = 0; i < DAYS; i += 10) {
            now = new SampleLog(settings, now, Duration.ofDays(1)).add(10);
            anchor();
        }
    }

    private void anchor() throws Exception {
        try (Session session = Session.open(settings)) {
            new AnchorMaker(TestKeys.key(1), settings.anchor()).makeIfDue(session, now);
            new AnchorCopy(file).update(session);
        }
    }

    private ChainVerifier.Proof proof() {
        return ChainVerifier.prove(settings, List.of(file), now.plus(Duration.ofDays(9)), row -> {});
    }

    private Pruning.Pruned prune() {
        Pruning pruning = new Pruning(settings, StreamSettings.defaults());
        return pruning.prune(pruning.plan(now).orElseThrow(), List.of(file), now, row -> {});
    }

    private List<Long> seqs() throws SQLException {
        return database.rows("SELECT seq FROM audit_event ORDER BY seq").stream()
                .map(row -> Long.parseLong(row.get(0)))
                .toList();
    }

    @Test
    void onlyRowsPastTheirTimeGoAndTheRestIsStillProved() throws Exception {
        Pruning.Plan plan =
                new Pruning(settings, StreamSettings.defaults()).plan(now).orElseThrow();
        assertThat(plan)
                .isEqualTo(
                        new Pruning.Plan(1, 10, SampleLog.START, SampleLog.START.plus(Duration.ofDays(9)), DAYS - 10));
        Pruning.Pruned pruned = prune();
        assertThat(pruned.rows()).isEqualTo(10);
        assertThat(seqs()).hasSize(DAYS - 10).first().isEqualTo(11L);
        assertThat(proof().damage()).isEmpty();
        assertThat(proof().rows()).isEqualTo(DAYS - 10);
        assertThat(proof().newest().orElseThrow().line())
                .isEqualTo(pruned.checkpoint().line());
        assertThat(file.lines("")).last().isEqualTo(pruned.checkpoint().line());
        assertThat(new Pruning(settings, StreamSettings.defaults()).plan(now)).isEmpty();
    }

    @Test
    void itGoesOnMonthAfterMonth() throws Exception {
        for (int month = 0; month < 3; month++) {
            prune();
            assertThat(proof().damage()).isEmpty();
            now = new SampleLog(settings, now, Duration.ofDays(1)).add(15);
            anchor();
            assertThat(proof().damage()).isEmpty();
        }
        assertThat(seqs()).hasSize(45).first().isEqualTo(41L);
    }

    @Test
    void everythingMayGoAndTheChainGoesOn() throws Exception {
        now = now.plus(Duration.ofDays(100));
        assertThat(prune()).satisfies(pruned -> {
            assertThat(pruned.rows()).isEqualTo(DAYS);
            assertThat(pruned.persons()).isEqualTo(10);
        });
        assertThat(database.rows("SELECT * FROM audit_actor")).isEmpty();
        assertThat(proof().damage()).isEmpty();
        new SampleLog(settings, now, Duration.ofDays(1)).add(3);
        assertThat(proof().damage()).isEmpty();
        assertThat(seqs()).containsExactly(41L, 42L, 43L);
    }

    @Test
    void whereTheClockWasSetBackRowsGoUpToTheFirstYoungOne() throws Exception {
        AuditDatabase other = database(folder.resolve("other"));
        AuditSettings shifted = new AuditSettings(other.url(), null, null, RETAIN, settings.anchor());
        new SampleLog(shifted, now, Duration.ofDays(1)).add(2);
        new SampleLog(shifted, SampleLog.START, Duration.ofDays(1)).add(5);
        assertThat(new Pruning(shifted, StreamSettings.defaults()).plan(now)).isEmpty();
    }

    @Test
    void whatAStreamHasNotSentYetStays() throws Exception {
        database.execute("INSERT INTO audit_stream (name, seq, owner, until_ms) VALUES ('webhook', 4, '', 0)");
        URI receiver = URI.create("https://siem.example/rows");
        Pruning held =
                new Pruning(settings, new StreamSettings(false, new WebhookSettings(receiver, "0123456789abcdef")));
        assertThat(held.plan(now).orElseThrow().through()).isEqualTo(4);
        assertThat(held.held(now)).contains(new Pruning.Held("webhook", 4));
        held.prune(held.plan(now).orElseThrow(), List.of(file), now, row -> {});
        assertThat(seqs()).first().isEqualTo(5L);
        assertThat(held.plan(now)).isEmpty();
        assertThat(held.held(now)).contains(new Pruning.Held("webhook", 4));
        assertThat(proof().damage()).isEmpty();
        Pruning switchedOff = new Pruning(settings, new StreamSettings(false, null));
        assertThat(switchedOff.held(now)).isEmpty();
        assertThat(switchedOff.plan(now).orElseThrow().through()).isEqualTo(10);
        prune();
        assertThat(seqs()).first().isEqualTo(11L);
        assertThat(proof().damage()).isEmpty();
    }

    @Test
    void withoutAKeyThereIsNoPruning() {
        assertThatThrownBy(() ->
                        new Pruning(new AuditSettings(settings.url(), null, null, RETAIN), StreamSettings.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("anchor.key is not set");
    }

    @Test
    void whileAPlaceDoesNotKeepTheCheckpointNoRowGoes() throws Exception {
        AnchorFile nowhere = new AnchorFile(folder.resolve("missing/anchors.jsonl"));
        Pruning pruning = new Pruning(settings, StreamSettings.defaults());
        Pruning.Plan plan = pruning.plan(now).orElseThrow();
        assertThatThrownBy(() -> pruning.prune(plan, List.of(file, nowhere), now, row -> {}))
                .isInstanceOf(AnchorUnkept.class)
                .hasMessageContaining("missing/anchors.jsonl cannot be written (NoSuchFileException)");
        assertThat(seqs()).hasSize(DAYS);
        assertThat(proof().damage()).isEmpty();
        prune();
        assertThat(seqs()).hasSize(DAYS - 10);
        assertThat(proof().damage()).isEmpty();
    }

    @Test
    void whatWasBrokenOffIsProvedAndFinishedTheNextTime() throws Exception {
        now = new SampleLog(settings, now, Duration.ofMillis(1)).add(1500);
        now = new SampleLog(settings, now.plus(Duration.ofDays(31)), Duration.ofDays(1)).add(1);
        Pruning pruning = new Pruning(settings, StreamSettings.defaults());
        Pruning.Plan plan = pruning.plan(now).orElseThrow();
        assertThat(plan.rows()).isEqualTo(1540);
        assertThatThrownBy(() -> pruning.prune(plan, List.of(file), now, row -> {
                    throw new IllegalStateException("the machine stops here");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(seqs()).first().isEqualTo(501L);
        assertThat(proof().damage()).isEmpty();
        assertThat(proof().rows()).isEqualTo(1041);
        database.execute(disarming().get(0));
        database.execute("UPDATE audit_event SET command = '/other' WHERE seq = 501");
        assertThat(proof().damage()).containsExactly("row 501 was altered");
        database.execute("UPDATE audit_event SET command = '/dump' WHERE seq = 501");
        prune();
        assertThat(seqs()).containsExactly(1541L);
        assertThat(proof().damage()).isEmpty();
    }

    @Test
    void theDatabaseForbidsEveryOtherDeletion() throws Exception {
        prune();
        for (String attack : List.of(
                "DELETE FROM audit_event WHERE seq = 11",
                "DELETE FROM audit_event",
                "DELETE FROM audit_event WHERE seq = (SELECT max(seq) FROM audit_event)",
                "UPDATE audit_event SET seq = 5 WHERE seq = 11",
                "DELETE FROM audit_anchor",
                "UPDATE audit_anchor SET line = ''",
                "DELETE FROM audit_pruned",
                "UPDATE audit_pruned SET seq = 30")) {
            assertThatThrownBy(() -> database.execute(attack)).as(attack).isInstanceOf(SQLException.class);
        }
        assertThat(proof().damage()).isEmpty();
    }

    @Test
    void aCheckpointThatNobodySignedIsNone() throws Exception {
        database.execute("INSERT INTO audit_pruned (seq, anchor) VALUES (20, 1)");
        database.execute("DELETE FROM audit_event WHERE seq <= 20");
        assertThat(proof().damage()).containsExactly("row 1 is missing");
        assertThatThrownBy(this::prune).isInstanceOf(RuntimeException.class);
    }

    @Test
    void rowsPutWhereSomeWerePrunedAreFound() throws Exception {
        prune();
        String columns = "seq, event_id, time_ms, code, decision, actor_kind, actor_ref, request_id, instance_id,"
                + " app_version, prev_hash, hash";
        database.execute(
                "INSERT INTO audit_event (" + columns + ") SELECT 10, 'x', time_ms, code, decision, actor_kind,"
                        + " actor_ref, request_id, instance_id, app_version, prev_hash, hash FROM audit_event WHERE seq = 11");
        assertThat(proof().damage().get(0)).startsWith("row 10 was altered");
    }

    @Test
    void theBotWritesAndAnchorsOnMeanwhile() throws Exception {
        now = new SampleLog(settings, now, Duration.ofMillis(1)).add(3000);
        Instant later = now.plus(Duration.ofDays(31));
        AtomicBoolean over = new AtomicBoolean();
        try (AuditLog log = SampleLog.open(settings, () -> later);
                Anchoring bot = new Anchoring(
                        settings,
                        new AnchorPlaces(List.of(new AnchorFile(folder.resolve("bot.jsonl"))), List.of()),
                        log,
                        () -> later,
                        new SecureRandom())) {
            CompletableFuture<Integer> writing = CompletableFuture.supplyAsync(() -> {
                int written = 0;
                for (; !over.get(); written++) {
                    Request request = Request.byOperator(RequestId.next(new SecureRandom()), "op" + written % 3, "x");
                    log.record(AuditEvent.of(EventCode.ANSWERED, request, "", ""), later.plusSeconds(20))
                            .join();
                    bot.tick();
                }
                return written;
            });
            now = later;
            assertThat(prune().rows()).isEqualTo(3040);
            over.set(true);
            assertThat(writing.join()).isPositive();
        }
        anchor();
        assertThat(proof().damage()).isEmpty();
        assertThat(seqs().get(0)).isEqualTo(3041);
    }

    /** A key is kept as long as its row; a day is the least, and Slack's own signature lives five minutes. */
    @Test
    void aRequestIsStillAnsweredOnceThroughoutItsTime() {
        assertThatThrownBy(() -> new AuditSettings(settings.url(), null, null, Duration.ofHours(23)))
                .hasMessage("retain must be at least 1d");
        IdempotencyKey key = IdempotencyKey.of("once");
        Request request = new Request(
                new RequestId("r-0123456789ab"), Actor.slack("T1", "", "U1"), "/dump", "C1", Optional.of(key));
        Instant[] time = {now};
        List<Receipt> receipts = new ArrayList<>();
        try (AuditLog log = SampleLog.open(settings, () -> time[0])) {
            for (int i = 0; i < 2; i++) {
                receipts.add(log.record(AuditEvent.of(EventCode.ANSWERED, request, "", ""), time[0].plusSeconds(20))
                        .join());
                time[0] = now.plus(RETAIN).minusSeconds(1);
                now = time[0];
                prune();
            }
        }
        assertThat(receipts.get(1)).isInstanceOf(Receipt.AlreadyAnswered.class);
    }
}
