package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.Product;
import dev.dumplink.demo.Reply;
import dev.dumplink.demo.SampleDumps;
import dev.dumplink.demo.Setup;
import dev.dumplink.demo.Site;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a link can do and for how long, at a store that checks signatures as the real one does. */
final class LinkLifeIT {
    private static final Logger LOG = LoggerFactory.getLogger("figures");
    private static final Pattern PROMISE = Pattern.compile("\\*Link ends\\*\\s+<!date\\^(\\d+)\\^");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Site site;

    @BeforeEach
    void open() throws IOException {
        site = Site.open();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Product serving(String life) {
        Setup setup =
                site.setup(AuditDatabase.sqlite(folder.resolve("audit.db")).section());
        return Product.serving(folder.resolve("bot"), setup.section("link", "{expires_in: " + life + "}"));
    }

    private record Given(URI link, Instant end) {}

    private Given ask(Product product) {
        site.slack().deliversTo(product.events());
        Reply reply = site.slack().as(site.member(0)).types("/dump shop");
        Matcher promise = PROMISE.matcher(reply.text());
        assertThat(promise.find()).as(reply.text()).isTrue();
        return new Given(reply.message().link().orElseThrow(), Instant.ofEpochSecond(Long.parseLong(promise.group(1))));
    }

    /** Ten seconds are enough to see it; {@code -Ddumplink.life=180} takes the three minutes there are by default. */
    @Test
    void aLinkEndsWhenItsMessageSaysSo() throws Exception {
        int life = Integer.getInteger("dumplink.life", 10);
        try (Product product = serving(life + "s")) {
            Given given = ask(product);
            Instant signed = given.end().minusSeconds(life);
            assertThat(Duration.between(Instant.now(), given.end())).isBetween(seconds(life - 3), seconds(life));
            HttpResponse<byte[]> got = http.send(
                    HttpRequest.newBuilder(given.link())
                            .timeout(Patience.ANSWER)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(got.body()).isEqualTo(SampleDumps.archive("shop"));
            sleepUntil(given.end().minusMillis(700));
            int before = status("GET", given.link());
            sleepUntil(given.end().plusMillis(1100));
            int after = status("GET", given.link());
            LOG.info(
                    "a link of {} s: {} shortly before its end, {} at {} s",
                    life,
                    before,
                    after,
                    Duration.between(signed, Instant.now()).toSeconds());
            assertThat(before).isEqualTo(200);
            assertThat(after).isEqualTo(403);
        }
    }

    @Test
    void aLinkCanFetchOneDumpAndDoNothingElse() throws Exception {
        String other = SampleDumps.put(
                site.s3(), "shop", Instant.now().minus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS));
        try (Product product = serving("3m")) {
            URI link = ask(product).link();
            List<String> keys = site.s3().keys();
            assertThat(link.getRawQuery()).contains("X-Amz-Expires=180", "x-dumplink-request=r-");
            assertThat(status("GET", link)).isEqualTo(200);
            for (String method : List.of("PUT", "DELETE", "HEAD", "POST")) {
                assertThat(status(method, link)).as(method).isIn(403, 405);
            }
            String path = link.getPath();
            String bucket = "/" + site.s3().bucket();
            for (String changed : List.of(
                    link.toString().replace(path, bucket),
                    link.toString().replace(path, bucket + "/"),
                    link.toString().replace(path, bucket) + "&list-type=2",
                    link.toString().replace(path, bucket + "/" + other),
                    link.toString().replace(path, path.replace(".dump", ".manifest.json")),
                    link.toString().replaceFirst("x-dumplink-request=r-\\w{12}", "x-dumplink-request=r-000000000000"),
                    link.toString().replaceFirst("&?x-dumplink-request=r-\\w{12}", ""),
                    link.toString().replace("X-Amz-Expires=180", "X-Amz-Expires=181"),
                    link.toString().replace("X-Amz-Expires=180", "X-Amz-Expires=604800"),
                    link.toString().replaceFirst("X-Amz-Date=\\d{4}", "X-Amz-Date=2027"),
                    link.toString().replaceFirst("response-cache-control=[^&]+", "response-cache-control=public"),
                    link.toString().replaceFirst("X-Amz-Signature=\\w{8}", "X-Amz-Signature=00000000"),
                    link.toString().replaceFirst("&?X-Amz-Signature=\\w+", ""),
                    link.toString() + "&acl",
                    link.toString() + "&versionId=1",
                    link.toString().replaceFirst("\\?.*", ""))) {
                assertThat(changed).isNotEqualTo(link.toString());
                assertThat(status("GET", URI.create(changed)))
                        .as(changed.replaceFirst("X-Amz-Credential.*", ""))
                        .isIn(400, 403);
            }
            assertThat(site.s3().keys()).isEqualTo(keys);
            assertThat(status("GET", link)).isEqualTo(200);
        }
    }

    private int status(String method, URI uri) throws Exception {
        HttpRequest.BodyPublisher body = method.startsWith("P")
                ? HttpRequest.BodyPublishers.ofString("overwritten")
                : HttpRequest.BodyPublishers.noBody();
        return http.send(
                        HttpRequest.newBuilder(uri)
                                .method(method, body)
                                .timeout(seconds(10))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static void sleepUntil(Instant moment) throws InterruptedException {
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), moment).toMillis()));
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
