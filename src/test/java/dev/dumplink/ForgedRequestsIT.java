package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.Answer;
import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.Delivery;
import dev.dumplink.demo.Forger;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.Product;
import dev.dumplink.demo.Setup;
import dev.dumplink.demo.Site;
import dev.dumplink.demo.Wire;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whatever is not Slack's is refused and does nothing; {@code -Ddumplink.forged=N} sends N such requests. */
final class ForgedRequestsIT {
    private static final Logger LOG = LoggerFactory.getLogger("figures");
    private static final int FORGED = Integer.getInteger("dumplink.forged", 20_000);
    private static final long SEED = Long.getLong("dumplink.seed", 20261122);
    private static final int CONNECTIONS = 4;
    private static final int BETWEEN_CONTROLS = 1000;
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int CUT = 1;
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 413, CUT);

    /** What follows such a request on its connection is part of it, or of a body that the server does not want. */
    private static final Set<String> CLOSING = Set.of("smuggled", "oversized");

    @TempDir
    static Path folder;

    private static Site site;
    private static AuditDatabase database;
    private static Product product;

    private final Map<String, AtomicInteger> byKind = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> byStatus = new ConcurrentHashMap<>();
    private final AtomicInteger controls = new AtomicInteger();

    @BeforeAll
    static void start() throws IOException {
        site = Site.open();
        database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        // this one is worth optimizing: it answers a hundred thousand times
        Setup setup = site.setup(database.section()).jvm("-XX:+UseSerialGC", "-Xmx256m");
        product = Product.serving(folder.resolve("bot"), setup);
    }

    @AfterAll
    static void stop() {
        product.close();
        site.close();
    }

    @Test
    void nothingForgedIsAcceptedAndGenuineRequestsBetweenAre() throws Exception {
        long rows = settledRows();
        int printed = product.output().length();
        ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS);
        List<Future<List<String>>> results = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            long seed = SEED + i;
            results.add(senders.submit(() -> attack(seed)));
        }
        List<String> accepted = new ArrayList<>();
        for (Future<List<String>> result : results) {
            accepted.addAll(result.get());
        }
        senders.shutdown();
        LOG.info("{} controls; refused by status {}, by kind {}", controls, byStatus, byKind);
        assertThat(accepted).isEmpty();
        assertThat(byKind.values().stream().mapToInt(AtomicInteger::get).sum()).isEqualTo(FORGED);
        // a control leaves the link's row and the one about its delivery
        Patience.until(Duration.ofSeconds(10), "the controls' rows", () -> rows() == rows + 2L * controls.get());
        assertThat(database.count("code = 'DL001I'")).isGreaterThanOrEqualTo(controls.get());
        // but for the controls' rows
        assertThat(product.output().substring(printed).lines().filter(line -> !line.startsWith("{\"seq\":")))
                .hasSizeLessThan(10);
    }

    /** Says what was accepted. */
    private List<String> attack(long seed) throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Forger forger = new Forger(seed, Setup.SIGNING_SECRET, () -> site.asks(asked.getAndIncrement()));
        List<String> accepted = new ArrayList<>();
        Wire wire = Wire.to(product.port(), ANSWER);
        for (int i = 0; i < FORGED / CONNECTIONS; i++) {
            if (i % BETWEEN_CONTROLS == 0) {
                wire = control(wire);
            }
            Forger.Forgery forgery = forger.next();
            byKind.computeIfAbsent(forgery.kind(), kind -> new AtomicInteger()).incrementAndGet();
            int status = refusal(wire, forgery);
            byStatus.computeIfAbsent(status, unused -> new AtomicInteger()).incrementAndGet();
            if (!REFUSALS.contains(status)) {
                accepted.add(forgery.kind() + " -> " + status + " " + wire.received());
            }
            boolean last = CLOSING.contains(forgery.kind());
            wire = wire.ended() || last ? again(wire) : wire;
        }
        wire.close();
        return accepted;
    }

    private static int refusal(Wire wire, Forger.Forgery forgery) throws IOException {
        try {
            wire.send(forgery.request());
        } catch (IOException e) {
            // refused before it was sent to its end; the answer is there all the same
            assertThat(forgery.kind()).isEqualTo("oversized");
        }
        try {
            Answer answer = wire.answer();
            return answer.body().isEmpty() || answer.status() == 400 ? answer.status() : -answer.status();
        } catch (SocketTimeoutException e) {
            return 0;
        } catch (IOException e) {
            // a connection that is closed over bytes nobody read is reset, and its answer may be lost on the way
            return CLOSING.contains(forgery.kind()) ? CUT : 0;
        }
    }

    private Wire control(Wire wire) throws IOException {
        Answer answer = wire.post(site.asks(controls.getAndIncrement()));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(Site.link(answer.body())).isPresent();
        return wire.ended() ? again(wire) : wire;
    }

    private static Wire again(Wire wire) throws IOException {
        wire.close();
        return Wire.to(product.port(), ANSWER);
    }

    @Test
    void signedButUnreadableBodiesAreRefusedAndNeverLogged() throws Exception {
        long rows = settledRows();
        for (String body : List.of(
                "payload={CANARY",
                "payload=[]",
                "payload=",
                "payload=null",
                "payload=%7B%22type%22%3A%22CANARY%22%7D",
                "payload=\"CANARY\"",
                "payload=%7B%22type%22%3A%5B%5D%7D",
                "command=%zz",
                "command=%",
                "CANARY=%zz",
                "",
                "CANARY",
                "{CANARY",
                "{}",
                "[]",
                "null",
                "{\"type\":\"CANARY\"}",
                "{\"type\":{\"CANARY\":1}}",
                "payload=" + "[".repeat(60_000),
                "payload=" + "{\"type\":".repeat(7000))) {
            Delivery delivery = site.slack().signed("application/x-www-form-urlencoded", body);
            try (Wire wire = Wire.to(product.port(), ANSWER)) {
                assertThat(wire.post(delivery))
                        .as(body.substring(0, Math.min(40, body.length())))
                        .isEqualTo(new Answer(400, ""));
            }
        }
        assertThat(product.output()).doesNotContain("CANARY", "%zz");
        assertThat(settledRows()).isEqualTo(rows);
    }

    @Test
    void signedBodiesThatLackWhatTheyShouldHoldNeverGetALinkNorA500() throws Exception {
        for (String body : List.of(
                "command=/dump",
                "command=/dump&text=shop",
                "command=/dump&text=shop&user_id=&team_id=T01ACME&trigger_id=1.CANARY",
                "command=/dump&text=shop&user_id=U001&team_id=&trigger_id=2.CANARY",
                "command=/dump&text=shop&user_id=U001%0AU002&team_id=T01ACME&trigger_id=3.CANARY",
                "command=/other&text=CANARY&user_id=U001&team_id=T01ACME",
                "ssl_check=1",
                "payload=%7B%22type%22%3A%22block_actions%22%7D",
                "payload={\"type\":\"block_actions\",\"actions\":[]}",
                "payload={\"type\":\"block_actions\",\"actions\":[{\"action_id\":\"dump_new\",\"type\":\"button\"}]}",
                "payload={\"type\":\"block_actions\",\"user\":{},\"actions\":[{\"action_id\":\"dump_get\","
                        + "\"type\":\"button\",\"value\":\"CANARY\"}]}",
                "payload={\"type\":\"block_actions\",\"user\":{\"id\":\"U001\",\"team_id\":\"T01ACME\"},"
                        + "\"actions\":[{\"action_id\":\"dump_get\",\"type\":\"button\"}],\"x\":"
                        + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                "payload={\"type\":\"view_submission\"}",
                "{\"type\":\"event_callback\"}",
                "{\"type\":\"event_callback\",\"event\":{}}",
                "{\"type\":\"event_callback\",\"event\":{\"type\":\"CANARY\"}}")) {
            try (Wire wire = Wire.to(product.port(), ANSWER)) {
                Answer answer = wire.post(site.slack().signed("application/x-www-form-urlencoded", body));
                assertThat(answer.status())
                        .as(body.substring(0, Math.min(90, body.length())))
                        .isIn(200, 400);
                assertThat(answer.body()).doesNotContain("X-Amz", "CANARY");
            }
        }
        assertThat(product.output()).doesNotContain("CANARY");
    }

    /** What is signed is the body: nothing may be taken from elsewhere. */
    @Test
    void whatStandsOutsideTheSignedBodyChangesNothing() throws Exception {
        Delivery empty = site.slack().signed("application/x-www-form-urlencoded", "x=1");
        String query = site.asks(1).body();
        try (Wire wire = Wire.to(product.port(), ANSWER)) {
            assertThat(wire.exchange(Wire.request("/slack/events?" + query, empty))
                            .status())
                    .isEqualTo(400);
        }
        for (String path : List.of("/", "/slack", "/slack/events/", "/slack/events/x", "/slack/oauth_redirect")) {
            try (Wire wire = Wire.to(product.port(), ANSWER)) {
                assertThat(wire.exchange(Wire.request(path, site.asks(2))).status())
                        .as(path)
                        .isIn(404, 405);
            }
        }
        for (String method : List.of("GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "post")) {
            byte[] request = new String(Wire.request("/slack/events", site.asks(3)), StandardCharsets.UTF_8)
                    .replaceFirst("^POST", method)
                    .getBytes(StandardCharsets.UTF_8);
            try (Wire wire = Wire.to(product.port(), Duration.ofSeconds(2))) {
                wire.send(request);
                assertThat(wire.answer()).as(method).isEqualTo(new Answer(405, ""));
            }
        }
    }

    /** The number of rows once nothing is being written any more. */
    private static long settledRows() throws InterruptedException {
        long before = rows();
        Thread.sleep(500);
        long after = rows();
        return before == after ? after : settledRows();
    }

    private static long rows() {
        try {
            return database.count("1 = 1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
