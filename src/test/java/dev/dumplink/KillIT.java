package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.ChainVerifier;
import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.FreePort;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.Product;
import dev.dumplink.demo.Setup;
import dev.dumplink.demo.Site;
import dev.dumplink.demo.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code kill -9} under load, again and again on the same database: whatever link anybody received has its row.
 * {@code -Ddumplink.kills=100} kills that often.
 */
final class KillIT {
    private static final Logger LOG = LoggerFactory.getLogger("figures");
    private static final int KILLS = Integer.getInteger("dumplink.kills", 4);
    private static final int CONNECTIONS = 8;
    private static final Pattern LINK =
            Pattern.compile("X-Amz-Date=(\\w+).*X-Amz-Expires=(\\d+)|X-Amz-Expires=(\\d+).*X-Amz-Date=(\\w+)");
    private static final Pattern REQUEST = Pattern.compile("x-dumplink-request=(r-\\w{12})");

    @TempDir
    Path folder;

    private final Random random = new Random(Long.getLong("dumplink.seed", 20261122));
    private final Queue<URI> received = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger cutOff = new AtomicInteger();

    @Test
    void onSqliteEveryLinkReceivedHasItsRow() throws Exception {
        killAndCompare(AuditDatabase.sqlite(folder.resolve("audit.db")));
    }

    @Test
    void onPostgresqlEveryLinkReceivedHasItsRow() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open()) {
            killAndCompare(AuditDatabase.postgresql(postgres, "audit"));
        }
    }

    private void killAndCompare(AuditDatabase database) throws Exception {
        try (Site site = Site.open()) {
            Setup setup = site.setup(database.section()).port(FreePort.next());
            for (int kill = 0; kill < KILLS; kill++) {
                underLoad(site, setup);
            }
        }
        compare(database);
    }

    /** One life: from the start through the first answer to a kill at a random moment. */
    private void underLoad(Site site, Setup setup) throws InterruptedException {
        int before = received.size();
        ExecutorService drivers = Executors.newFixedThreadPool(CONNECTIONS);
        try (Product product = Product.starting(folder.resolve("bot"), setup)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                drivers.execute(() -> drive(site, product));
            }
            Patience.until(Duration.ofSeconds(60), "a first link", () -> received.size() > before);
            Thread.sleep(50 + random.nextInt(1450));
            product.kill();
        } finally {
            drivers.shutdownNow();
            assertThat(drivers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void drive(Site site, Product product) {
        while (product.handle().isAlive()) {
            try (Wire wire = Wire.to(product.port(), Duration.ofSeconds(10))) {
                while (!wire.ended()) {
                    ask(site, wire);
                }
            } catch (IOException e) {
                // not up yet, or killed: the loop's condition tells which
                pause();
            }
        }
    }

    private void ask(Site site, Wire wire) throws IOException {
        sent.incrementAndGet();
        try {
            wire.post(site.asks(sent.get()));
            answered.incrementAndGet();
        } catch (IOException e) {
            cutOff.incrementAndGet();
            throw e;
        } finally {
            // half an answer may hold a whole link
            Site.link(wire.received()).ifPresent(received::add);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Issued(String request, long expires, String urlHmac) {}

    private void compare(AuditDatabase database) throws Exception {
        byte[] urlKey = HexFormat.of()
                .parseHex(
                        database.rows("SELECT url_key FROM audit_chain").get(0).get(0));
        Map<String, Issued> rows =
                database.rows("SELECT request_id, expires_ms, url_hmac FROM audit_event WHERE code = 'DL001I'").stream()
                        .map(row -> new Issued(row.get(0), Long.parseLong(row.get(1)), row.get(2)))
                        .collect(Collectors.toMap(Issued::request, Function.identity()));
        List<URI> missing = received.stream()
                .filter(link -> !new Issued(request(link), expires(link), hmac(urlKey, link.toString()))
                        .equals(rows.get(request(link))))
                .toList();
        ChainVerifier.Verdict verdict = ChainVerifier.verify(new AuditSettings(database.url(), null, null, null));
        LOG.info(
                "{} kills: {} requests, {} answered, {} cut off, {} links received, {} rows issued, {} rows in all,"
                        + " {} links without their row",
                KILLS,
                sent,
                answered,
                cutOff,
                received.size(),
                rows.size(),
                verdict.rows(),
                missing.size());
        assertThat(missing).hasSize(0);
        assertThat(verdict.damage()).isEmpty();
        assertThat(received).hasSizeGreaterThanOrEqualTo(KILLS);
    }

    private static String request(URI link) {
        Matcher request = REQUEST.matcher(link.getQuery());
        assertThat(request.find()).isTrue();
        return request.group(1);
    }

    private static long expires(URI link) {
        Matcher times = LINK.matcher(link.getQuery());
        assertThat(times.find()).isTrue();
        boolean dateFirst = times.group(1) != null;
        Instant signed = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX")
                .withZone(ZoneOffset.UTC)
                .parse(times.group(dateFirst ? 1 : 4), Instant::from);
        return signed.plusSeconds(Long.parseLong(times.group(dateFirst ? 2 : 3)))
                .toEpochMilli();
    }

    private static String hmac(byte[] key, String url) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(url.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
