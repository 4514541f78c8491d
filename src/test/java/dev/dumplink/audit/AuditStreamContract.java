package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.Fault;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.SideBySide;
import dev.dumplink.demo.WebhookReceiver;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a stream of rows promises, whatever database the log is in. */
@SideBySide
abstract class AuditStreamContract {
    private static final Logger LOG = LoggerFactory.getLogger("figures");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration IMPATIENT = Duration.ofSeconds(2);
    private static final String SECRET = "only-for-tests-0123456789";

    private final Random random = new Random(5);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private AuditDatabase database;
    private WebhookReceiver receiver;
    private AuditLog log;

    abstract AuditDatabase database() throws Exception;

    @BeforeEach
    void open() throws Exception {
        database = database();
        receiver = WebhookReceiver.open(SECRET);
        log = new AuditLog(settings(), new Writer("writer", "0"), InstantSource.system(), new SecureRandom(), c -> {});
        log.probe();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        log.close();
        receiver.close();
    }

    @Test
    void rowsArriveInTheirOrderSignedAndWhole() throws Exception {
        stream("one");
        write(250);
        awaitRows(250);
        assertThat(receiver.seqs()).isEqualTo(upTo(250));
        assertThat(receiver.forged()).isEmpty();
        assertThat(receiver.requests()).allMatch(body -> body.lines().count() <= 100);
        Map<String, String> row = columns(7);
        JsonNode sent = receiver.rows().get(6);
        row.forEach((column, value) ->
                assertThat(sent.path(column).asText(null)).as(column).isEqualTo(value));
        assertThat(sent.get("actor_user").asText()).isEqualTo("U1");
        assertThat(sent.size())
                .isEqualTo(row.values().stream().filter(v -> v != null).count() + 2);
    }

    /** The columns of a row as the database has them; null where there is nothing. */
    private Map<String, String> columns(long seq) throws Exception {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String column : Row.COLUMNS) {
            columns.put(
                    column,
                    database.rows("SELECT " + column + " FROM audit_event WHERE seq = " + seq)
                            .get(0)
                            .get(0));
        }
        columns.put(
                "hash",
                database.rows("SELECT hash FROM audit_event WHERE seq = " + seq)
                        .get(0)
                        .get(0));
        return columns;
    }

    @Test
    void whateverTheEndpointDoesTheRowsArriveInTheEnd() throws Exception {
        try (WebhookReceiver elsewhere = WebhookReceiver.open(SECRET)) {
            AuditStream stream = stream("one");
            Map<String, Fault> faults = new LinkedHashMap<>();
            faults.put("answered 302", Fault.redirect(elsewhere.url().toString()));
            faults.put("answered 400", Fault.status(400));
            faults.put("answered 410", Fault.status(410));
            faults.put("answered 503", Fault.status(503));
            faults.put("no answer in time", Fault.hang());
            faults.put("no answer, ", Fault.dropped());
            for (Map.Entry<String, Fault> fault : faults.entrySet()) {
                receiver.fails(fault.getValue());
                write(3);
                Patience.until(SOON, fault.getKey(), () -> stream.trouble()
                        .filter(trouble -> trouble.startsWith(fault.getKey()))
                        .isPresent());
                assertThat(stream.rowsBehind()).isEqualTo(3);
                assertThat(stream.trouble().get()).doesNotContain("127.0.0.1", "hidden", "something is wrong");
                receiver.works();
                Patience.until(
                        SOON,
                        "the rows after " + fault.getKey(),
                        () -> stream.rowsBehind() == 0 && stream.trouble().isEmpty());
            }
            assertThat(receiver.seqs()).isEqualTo(upTo(18));
            assertThat(stream.failures()).isGreaterThanOrEqualTo(faults.size());
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void anAnswerWithoutEndIsNotReadAndCountsByItsStatus() throws Exception {
        AuditStream stream = stream("one");
        receiver.fails(Fault.endless());
        write(200);
        Patience.until(SOON, "all to arrive", () -> receiver.requests().size() >= 2 && stream.rowsBehind() == 0);
        assertThat(stream.trouble()).isEmpty();
    }

    @Test
    void whatArrivedWithoutBeingNotedComesAgainAndNothingIsMissing() throws Exception {
        List<Long> arrived = new ArrayList<>();
        Sink dying = rows -> {
            rows.forEach(row -> arrived.add(row.seq()));
            if (random.nextInt(3) > 0) {
                throw new Sink.NotDelivered("died");
            }
        };
        AuditStream stream = open("one", dying, 7);
        write(40);
        Patience.until(Duration.ofSeconds(60), "all to arrive", () -> stream.rowsBehind() == 0 && arrived.size() >= 40);
        assertThat(arrived.stream().distinct().toList()).isEqualTo(upTo(40));
        assertThat(arrived).hasSizeGreaterThan(40);
    }

    @Test
    void ofTwoProgramsOneDeliversAndTheOtherGoesOnWhenItLeaves() throws Exception {
        AuditStream first = stream("one");
        AuditStream second = stream("two");
        write(150);
        awaitRows(150);
        first.stop(Duration.ofSeconds(5));
        write(150);
        awaitRows(300);
        Patience.until(SOON, "the second to see it", () -> second.rowsBehind() == 0);
        assertThat(receiver.seqs()).isEqualTo(upTo(300));
    }

    @Test
    void whoeverIsKilledIsFollowedWhenItsTurnHasEnded() throws Exception {
        AuditStream stream = stream("two");
        write(5);
        Patience.until(SOON, "five rows", () -> receiver.rows().size() == 5 && stream.rowsBehind() == 0);
        database.execute("UPDATE audit_stream SET owner = 'killed', until_ms = until_ms + 3000 - "
                + StreamPosition.TURN.toMillis());
        write(5);
        awaitRows(10);
        assertThat(receiver.seqs()).isEqualTo(upTo(10));
    }

    @Test
    void anOperatorCanHaveRowsSentAgain() throws Exception {
        AuditStream stream = stream("one");
        write(20);
        Patience.until(SOON, "all rows", () -> receiver.rows().size() == 20 && stream.rowsBehind() == 0);
        database.execute("UPDATE audit_stream SET seq = 5 WHERE name = 'test'");
        awaitRows(35);
        List<Long> expected = new ArrayList<>(upTo(20));
        expected.addAll(LongStream.rangeClosed(6, 20).boxed().toList());
        assertThat(receiver.seqs()).isEqualTo(expected);
    }

    @Test
    void aStreamBeginsWithTheProgramThatFirstHasIt() throws Exception {
        write(10);
        Thread.sleep(20);
        AuditStream stream = stream("one");
        write(2);
        Patience.until(SOON, "two rows", () -> receiver.rows().size() >= 2 && stream.rowsBehind() == 0);
        assertThat(receiver.seqs()).containsExactly(11L, 12L);
    }

    @Test
    void rowsThatWaitAreCountedAndAge() throws Exception {
        AuditStream stream = stream("one");
        receiver.fails(Fault.status(500));
        write(12);
        Patience.until(
                SOON,
                "the lag to be seen",
                () -> stream.rowsBehind() == 12 && stream.behind().compareTo(Duration.ofMillis(600)) > 0);
        receiver.works();
        Patience.until(
                SOON,
                "no lag",
                () -> stream.rowsBehind() == 0 && stream.behind().isZero());
    }

    @Test
    @SideBySide.Alone
    void appendingDoesNotWaitForAReceiverThatHangs() throws Exception {
        AuditStream stream = stream("one");
        receiver.fails(Fault.hang());
        write(1);
        Patience.until(SOON, "a delivery to hang", () -> !receiver.requests().isEmpty());
        long slowest = 0;
        for (int i = 0; i < 100; i++) {
            long begun = System.nanoTime();
            write(1);
            slowest = Math.max(slowest, System.nanoTime() - begun);
        }
        LOG.info(
                "{}: slowest of 100 rows while the receiver hangs: {} ms",
                getClass().getSimpleName(),
                TimeUnit.NANOSECONDS.toMillis(slowest));
        assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(1));
        assertThat(stream.trouble().isPresent() || stream.rowsBehind() > 0).isTrue();
    }

    @Test
    void aForgottenPersonIsSentWithoutTheirIds() throws Exception {
        write(1);
        database.execute("DELETE FROM audit_actor");
        Thread.sleep(20);
        stream("one");
        Patience.until(SOON, "the stream to have begun", () -> {
            try {
                return !database.rows("SELECT seq FROM audit_stream").isEmpty();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        database.execute("UPDATE audit_stream SET seq = 0 WHERE name = 'test'");
        awaitRows(1);
        assertThat(receiver.rows().get(0).has("actor_user")).isFalse();
        assertThat(receiver.rows().get(0).has("actor_ref")).isTrue();
    }

    private AuditSettings settings() {
        return new AuditSettings(database.url(), null, null, null);
    }

    private AuditStream stream(String owner) {
        WebhookSettings where = new WebhookSettings(receiver.url(), SECRET);
        return open(owner, new WebhookSink(where, IMPATIENT, InstantSource.system()), 100);
    }

    /** A stream that reaches the database by another port. */
    AuditStream streamThrough(int port) {
        String url = database.url().replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + port);
        WebhookSettings where = new WebhookSettings(receiver.url(), SECRET);
        return open(
                "one",
                new WebhookSink(where, IMPATIENT, InstantSource.system()),
                100,
                new AuditSettings(url, null, null, null));
    }

    WebhookReceiver receiver() {
        return receiver;
    }

    private AuditStream open(String owner, Sink sink, int most) {
        return open(owner, sink, most, settings());
    }

    private AuditStream open(String owner, Sink sink, int most, AuditSettings settings) {
        AuditStore store = new AuditStore(settings, new SecureRandom(), settings.dialect()::configureTail);
        StreamPosition position = new StreamPosition(
                "test", new StreamPosition.Owner(owner, settings().dialect()));
        AuditStream.Pace pace = new AuditStream.Pace(most, Duration.ofMillis(20), Duration.ofMillis(200));
        AuditStream stream = new AuditStream("test", store, position, sink, pace, InstantSource.system());
        opened.add(() -> {
            stream.stop(Duration.ZERO);
            store.close();
        });
        stream.start();
        return stream;
    }

    void write(int rows) throws Exception {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            Request request =
                    new Request(RequestId.next(random), Actor.slack("T1", "", "U1"), "/dump", "C1", Optional.empty());
            receipts.add(log.record(
                    AuditEvent.of(EventCode.ANSWERED, request, "list", "said \"no\"\n\u001b[31m"),
                    Instant.now().plusSeconds(10)));
        }
        for (CompletableFuture<Receipt> receipt : receipts) {
            receipt.get(20, TimeUnit.SECONDS);
        }
    }

    void awaitRows(int count) {
        Patience.until(SOON, count + " rows", () -> receiver.rows().size() >= count);
    }

    static List<Long> upTo(int last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
