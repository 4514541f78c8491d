package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dumplink.demo.Answer;
import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.Fault;
import dev.dumplink.demo.FreePort;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.Product;
import dev.dumplink.demo.Reply;
import dev.dumplink.demo.Setup;
import dev.dumplink.demo.SideBySide;
import dev.dumplink.demo.Site;
import dev.dumplink.demo.WebhookReceiver;
import dev.dumplink.demo.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows leave a running bot, whatever happens to it and to whoever wants them. {@code -Ddumplink.kills=20} kills more often. */
@SideBySide
final class StreamIT {
    private static final Logger LOG = LoggerFactory.getLogger("figures");
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SECRET = "webhook-canary-0123456789abcdef";
    private static final int KILLS = Math.min(20, Integer.getInteger("dumplink.kills", 2));
    private static final Duration TURN_AND_MORE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Random random = new Random(Long.getLong("dumplink.seed", 20261122));
    private Site site;
    private WebhookReceiver receiver;

    @BeforeEach
    void open() throws Exception {
        site = Site.open();
        receiver = WebhookReceiver.open(SECRET);
    }

    @AfterEach
    void close() {
        receiver.close();
        site.close();
    }

    @Test
    void throughKillsEveryRowOfASqliteLogLeavesInOrder() throws Exception {
        throughKills(AuditDatabase.sqlite(folder.resolve("audit.db")));
    }

    @Test
    void throughKillsEveryRowOfAPostgresqlLogLeavesInOrder() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open()) {
            throughKills(AuditDatabase.postgresql(postgres, "audit"));
        }
    }

    private void throughKills(AuditDatabase database) throws Exception {
        Setup setup = site.setup(receiver.section(database)).port(FreePort.next());
        for (int life = 0; life <= KILLS; life++) {
            try (Product product = Product.serving(folder.resolve("bot"), setup)) {
                int before = receiver.rows().size();
                Patience.until(
                        TURN_AND_MORE,
                        "the stream to go on",
                        () -> receiver.rows().size() > before || ask(product));
                long until = System.nanoTime()
                        + Duration.ofMillis(300 + random.nextInt(900)).toNanos();
                while (System.nanoTime() < until) {
                    ask(product);
                }
                if (life < KILLS) {
                    product.kill();
                } else {
                    assertThat(product.stop()).isZero();
                }
            }
        }
        long head = Long.parseLong(
                database.rows("SELECT seq FROM audit_chain").get(0).get(0));
        List<Long> printed =
                audited(output()).stream().map(row -> row.get("seq").asLong()).toList();
        LOG.info(
                "{} kills: {} rows, {} delivered by webhook, {} printed",
                KILLS,
                head,
                receiver.seqs().size(),
                printed.size());
        assertThat(head).isGreaterThan(20);
        assertThat(receiver.seqs().stream().distinct()).containsExactlyElementsOf(upTo(head));
        assertThat(printed.stream().distinct()).containsExactlyElementsOf(upTo(head));
        assertThat(receiver.forged()).isEmpty();
    }

    /** @return always false, so that it may be asked for again and again */
    private boolean ask(Product product) {
        try (Wire wire = Wire.to(product.port(), Duration.ofSeconds(10))) {
            wire.post(site.asks(random.nextInt(32)));
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @SideBySide.Alone
    void aWebhookThatHangsHoldsUpNoLinkAndIsAWarning() throws Exception {
        receiver.fails(Fault.hang());
        AuditDatabase database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        List<Long> millis = new ArrayList<>();
        try (Product product = Product.serving(folder.resolve("bot"), site.setup(receiver.section(database)))) {
            Patience.until(Duration.ofSeconds(30), "a delivery to hang", () -> !receiver.requests()
                    .isEmpty());
            for (int i = 0; i < 200; i++) {
                try (Wire wire = Wire.to(product.port(), Duration.ofSeconds(10))) {
                    long begun = System.nanoTime();
                    Answer answer = wire.post(site.asks(i));
                    millis.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());
                    assertThat(Site.link(answer.body())).isPresent();
                }
            }
            Patience.until(Duration.ofSeconds(30), "the warning", () -> product.manage("/health/ready")
                    .body()
                    .contains("audit stream webhook: no answer in time; "));
            assertThat(product.ready()).isEqualTo(200);
            // as of the stream's next look at what waits
            Patience.until(Duration.ofSeconds(10), "the lag", () -> product.manage("/metrics")
                    .body()
                    .matches("(?s).*dumplink_audit_stream_lag_rows\\{stream=\"webhook\"} [2-9]\\d\\d.*"));
            assertThat(product.manage("/metrics").body())
                    .contains("dumplink_audit_stream_lag_rows{stream=\"stdout\"} 0.0");
            receiver.works();
            Patience.until(TURN_AND_MORE, "the rows", () -> receiver.seqs().size() >= count(database));
            long begun = System.nanoTime();
            assertThat(product.stop()).isZero();
            LOG.info(
                    "200 links while the webhook hangs: slowest {} ms, median {} ms; stopped within {} ms",
                    millis.stream().max(Long::compare).get(),
                    millis.stream().sorted().toList().get(100),
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
        }
        assertThat(millis).allMatch(each -> each < 1000);
        assertThat(output()).doesNotContain(SECRET, "key=hidden");
    }

    /** What is typed comes back in refusals, which are rows. */
    @Test
    void whatIsTypedForgesNoLineAndNoFieldAndObeysNoTerminal() throws Exception {
        AuditDatabase database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        List<String> typed = List.of(
                "x\n{\"seq\":1,\"event_id\":\"forged\",\"code\":\"DL001I\"}",
                "x\r\n2026-11-22 INFO forged line",
                "x\",\"code\":\"DL001I\",\"y\":\"",
                "x\\\",\\\"code\\\":\\\"DL001I",
                "x\u001b[2J\u001b]0;forged\u0007",
                "x\u009b31m\u0085\u2028{\"forged\":1}\u2029",
                "x\u0000\b\f\u007f",
                "x\u202eforged\u202c\ud800",
                "${jndi:ldap://forged.example/a} %msg%n {} %X{forged}");
        try (Product product = Product.serving(folder.resolve("bot"), site.setup(database.section()))) {
            site.slack().deliversTo(product.events());
            for (String each : typed) {
                Reply reply = site.slack().as(site.member(0)).types("/dump " + each);
                assertThat(reply.status()).isEqualTo(200);
            }
            Patience.until(
                    Duration.ofSeconds(20),
                    "the rows to be printed",
                    () -> audited(product.output()).size() >= count(database));
            assertThat(product.stop()).isZero();
        }
        String output = output();
        assertThat(output).matches("(?s)[\\x20-\\x7e\\n]*");
        List<JsonNode> rows = audited(output);
        assertThat(rows).hasSize((int) count(database));
        assertThat(rows).extracting(row -> row.get("seq").asLong()).isEqualTo(upTo(rows.size()));
        assertThat(rows).allSatisfy(row -> assertThat(database.rows(
                                "SELECT event_id, code, reason_text FROM audit_event WHERE seq = " + row.get("seq"))
                        .get(0))
                .isEqualTo(Arrays.asList(
                        row.get("event_id").asText(),
                        row.get("code").asText(),
                        row.path("reason_text").asText(null))));
        assertThat(rows).noneMatch(row -> row.get("code").asText().equals("DL001I") || row.has("forged"));
    }

    @Test
    void linesOnStandardOutputCanBeSwitchedOff() throws Exception {
        AuditDatabase database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        String section = database.section().replaceFirst("}$", ", stdout: false}");
        try (Product product = Product.serving(folder.resolve("bot"), site.setup(section))) {
            ask(product);
            assertThat(product.manage("/metrics").body()).doesNotContain("dumplink_audit_stream_lag_rows");
            product.stop();
        }
        assertThat(count(database)).isGreaterThan(3);
        assertThat(audited(output())).isEmpty();
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("bot/serve.log"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows among the lines, every one of which must be JSON; a last one that a kill cut off is none. */
    private static List<JsonNode> audited(String output) {
        return output.substring(0, output.lastIndexOf('\n') + 1)
                .lines()
                .map(StreamIT::parsed)
                .filter(line -> line.has("event_id"))
                .toList();
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (Exception e) {
            throw new IllegalStateException("not JSON: " + line, e);
        }
    }

    private static long count(AuditDatabase database) {
        try {
            return database.count("1 = 1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
