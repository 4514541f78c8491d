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
import java.util.Objects;
import java.util.stream.Collectors;
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

    /** Whoever may not ask whether objects are locked must not write one that is not. */
    @Test
    void aRefusalToSayWhetherTheBucketLocksIsTrouble() throws Exception {
        try (LockingStore store = new LockingStore("");
                WriteOnceObjects objects = open(store.uri(), "key", "secret", "s3://acme-anchors")) {
            store.refusing = "object-lock";
            for (int time = 0; time < 2; time++) {
                assertThatThrownBy(() -> objects.put("1.json", ONE, UNTIL))
                        .isInstanceOf(StoreUnavailable.class)
                        .hasMessageStartingWith("get the object lock of acme-anchors: the store refused, 403");
            }
            assertThat(store.puts).isEmpty();
            store.refusing = "";
            objects.put("1.json", ONE, UNTIL);
            assertThat(store.header("x-amz-object-lock-mode")).isEqualTo("COMPLIANCE");
        }
    }

    /** A lock keeps a version; what is put over it, or a mark that it is deleted, hides it only. */
    @Test
    void whatWasWrittenFirstCountsWhateverHidesIt() throws Exception {
        try (LockingStore store = new LockingStore("");
                WriteOnceObjects objects = open(store.uri(), "key", "secret", "s3://acme-anchors/proof")) {
            objects.put("1.json", ONE, UNTIL);
            objects.put("2.json", ONE, UNTIL);
            store.hide("/acme-anchors/proof/1.json", TWO);
            store.hide("/acme-anchors/proof/2.json", null);
            assertThat(objects.get("1.json").orElseThrow()).isEqualTo(ONE);
            assertThat(objects.get("2.json").orElseThrow()).isEqualTo(ONE);
            assertThat(objects.names("")).containsExactly("1.json", "2.json");
            assertThat(objects.all("", name -> true).values()).containsExactly(ONE, ONE);
            objects.put("2.json", ONE, UNTIL);
            assertThatThrownBy(() -> objects.put("2.json", TWO, UNTIL)).isInstanceOf(StoreUnavailable.class);
            store.refusing = "versions";
            assertThatThrownBy(() -> objects.get("1.json"))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("403");
        }
    }

    @Test
    void aStoreThatKnowsNoVersionsIsReadAsItIs() throws Exception {
        try (LockingStore store = new LockingStore("");
                WriteOnceObjects objects = open(store.uri(), "key", "secret", "s3://acme-anchors")) {
            store.versions = false;
            objects.put("1.json", ONE, UNTIL);
            assertThat(objects.get("1.json").orElseThrow()).isEqualTo(ONE);
            assertThat(objects.all("", name -> true).keySet()).containsExactly("1.json");
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
        private final Map<String, byte[]> hidden = new HashMap<>();
        private final String rule;
        private volatile String refusing = "";
        private volatile boolean versions = true;

        LockingStore(String rule) throws IOException {
            this.rule = rule;
            server.createContext("/", this::answer);
            server.start();
        }

        private void answer(HttpExchange exchange) throws IOException {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            String query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
            if (!refusing.isEmpty() && query.contains(refusing)) {
                send(exchange, 403, error("AccessDenied"));
            } else if (query.equals("object-lock")) {
                send(
                        exchange,
                        200,
                        text("<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>" + rule
                                + "</ObjectLockConfiguration>"));
            } else if (exchange.getRequestMethod().equals("PUT")) {
                puts.add(exchange);
                objects.put(path, sent);
                send(exchange, 200, new byte[0]);
            } else if (query.contains("versions")) {
                send(
                        exchange,
                        versions ? 200 : 501,
                        versions ? text(versions(prefix(query))) : error("NotImplemented"));
            } else if (query.contains("list-type")) {
                send(exchange, 200, text(names(prefix(query))));
            } else if (query.equals("versionId=v1")) {
                send(exchange, 206, hidden.get(path));
            } else if (objects.containsKey(path)) {
                send(exchange, 206, objects.get(path));
            } else {
                send(exchange, 404, error("NoSuchKey"));
            }
        }

        /** @param over what is the newest version from now on, or null for a mark that it is deleted */
        void hide(String path, byte[] over) {
            hidden.put(path, objects.remove(path));
            if (over != null) {
                objects.put(path, over);
            }
        }

        private static String prefix(String query) {
            return "/acme-anchors/" + query.replaceFirst("(^|.*&)prefix=", "").replaceFirst("&.*", "");
        }

        private String versions(String prefix) {
            StringBuilder list = new StringBuilder("<ListVersionsResult><IsTruncated>false</IsTruncated>");
            objects.keySet().stream()
                    .filter(path -> path.startsWith(prefix))
                    .forEach(path -> list.append(version(path, hidden.containsKey(path) ? "v2" : "v1", true)));
            hidden.keySet().stream()
                    .filter(path -> path.startsWith(prefix))
                    .forEach(path -> list.append(version(path, "v1", false)));
            return list + "</ListVersionsResult>";
        }

        private static String version(String path, String id, boolean latest) {
            return "<Version><Key>" + path.substring("/acme-anchors/".length()) + "</Key><VersionId>" + id
                    + "</VersionId><IsLatest>" + latest + "</IsLatest></Version>";
        }

        private String names(String prefix) {
            return objects.keySet().stream()
                    .filter(path -> path.startsWith(prefix))
                    .map(path -> "<Contents><Key>" + path.substring("/acme-anchors/".length()) + "</Key></Contents>")
                    .collect(Collectors.joining("", "<ListBucketResult>", "</ListBucketResult>"));
        }

        private static byte[] error(String code) {
            return text("<Error><Code>" + code + "</Code><Message>none</Message></Error>");
        }

        private static byte[] text(String xml) {
            return xml.getBytes(StandardCharsets.UTF_8);
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
