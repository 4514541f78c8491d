package dev.dumplink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dumplink.demo.EmbeddedS3;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class WriteOnceObjectsTest {
    private static final Instant UNTIL = Instant.parse("2027-11-22T12:00:00Z");
    private static final byte[] ONE = "one\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TWO = "two\n".getBytes(StandardCharsets.UTF_8);

    @Test
    void anObjectIsWrittenOnceAndReadBack() throws Exception {
        try (EmbeddedS3 s3 = EmbeddedS3.open();
                WriteOnceObjects objects = open(s3.uri(), s3.accessKey(), s3.secretKey(), "s3://acme-dumps/anchors")) {
            assertThat(objects.get("log/1.json")).isEmpty();
            objects.put("log/1.json", ONE, UNTIL);
            objects.put("log/1.json", ONE, UNTIL);
            objects.put("log/2.json", TWO, UNTIL);
            assertThatThrownBy(() -> objects.put("log/1.json", TWO, UNTIL))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessage("put log/1.json: the store holds something else by that name");
            assertThat(objects.get("log/1.json").orElseThrow()).isEqualTo(ONE);
            assertThat(objects.names("log/")).containsExactly("log/1.json", "log/2.json");
            assertThat(objects.names("other/")).isEmpty();
            assertThat(s3.keys()).containsExactly("anchors/log/1.json", "anchors/log/2.json");
        }
    }

    @Test
    void whereTheBucketLocksAnObjectIsLocked() throws Exception {
        try (LockingStore store = new LockingStore("");
                WriteOnceObjects objects = open(store.uri(), "key", "secret", "s3://acme-anchors")) {
            objects.put("1.json", ONE, UNTIL);
            assertThat(store.header("x-amz-object-lock-mode")).isEqualTo("COMPLIANCE");
            assertThat(store.header("x-amz-object-lock-retain-until-date")).isEqualTo("2027-11-22T12:00:00Z");
            // AWS takes no locked object without one
            assertThat(store.header("x-amz-checksum-crc32")).isNotNull();
            assertThat(store.header("if-none-match")).isEqualTo("*");
        }
    }

    @Test
    void aBucketsOwnRuleForLockingIsLeftAlone() throws Exception {
        String rule = "<Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>30</Days></DefaultRetention></Rule>";
        try (LockingStore store = new LockingStore(rule);
                WriteOnceObjects objects = open(store.uri(), "key", "secret", "s3://acme-anchors")) {
            objects.put("1.json", ONE, UNTIL);
            assertThat(store.header("x-amz-object-lock-mode")).isNull();
        }
    }

    private static WriteOnceObjects open(URI endpoint, String key, String secret, String place) {
        StoreSettings settings = new StoreSettings("elsewhere", "eu-central-1", endpoint, true, null, null);
        return new WriteOnceObjects(
                settings, place, StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)));
    }

    /** Answers as a bucket with Object Lock does, which the embedded store has not, and remembers what it was sent. */
    private static final class LockingStore implements AutoCloseable {
        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        private final Map<String, byte[]> objects = new HashMap<>();
        private final List<HttpExchange> puts = new ArrayList<>();
        private final String rule;

        LockingStore(String rule) throws IOException {
            this.rule = rule;
            server.createContext("/", this::answer);
            server.start();
        }

        private void answer(HttpExchange exchange) throws IOException {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if ("object-lock".equals(exchange.getRequestURI().getQuery())) {
                send(
                        exchange,
                        200,
                        ("<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>" + rule
                                        + "</ObjectLockConfiguration>")
                                .getBytes(StandardCharsets.UTF_8));
            } else if (exchange.getRequestMethod().equals("PUT")) {
                puts.add(exchange);
                objects.put(path, sent);
                send(exchange, 200, new byte[0]);
            } else if (objects.containsKey(path)) {
                send(exchange, 206, objects.get(path));
            } else {
                send(
                        exchange,
                        404,
                        "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>"
                                .getBytes(StandardCharsets.UTF_8));
            }
        }

        private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        String header(String name) {
            return puts.get(0).getRequestHeaders().getFirst(name);
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
