package dev.dumplink.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A bot for the tests of the local Slack. It checks signatures by itself and answers what it was told to. */
final class TinyBot implements AutoCloseable {
    static final String SECRET = "a signing secret";
    static final String TOKEN = "xoxb-a-bot-token";
    private static final long TOLERANCE_SECONDS = 300;

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final InstantSource clock;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Function<Received, Response> behaviour = request -> Response.empty();

    /** A request whose signature was right; {@code fields} is the form, or the JSON of an event. */
    record Received(String contentType, ObjectNode fields) {
        ObjectNode payload() {
            return (ObjectNode) Json.parse(fields.path("payload").asText());
        }

        String field(String name) {
            return fields.path(name).asText();
        }
    }

    record Response(int status, String contentType, String body) {
        static Response empty() {
            return new Response(200, "text/plain", "");
        }

        static Response json(String body) {
            return new Response(200, "application/json", body);
        }
    }

    TinyBot(InstantSource clock) throws IOException {
        this.clock = clock;
        server = Exchanges.server(0);
        server.setExecutor(executor);
        server.createContext("/slack/events", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/slack/events");
    }

    void answers(Function<Received, Response> how) {
        behaviour = how;
    }

    void answers(String json) {
        behaviour = request -> Response.json(json);
    }

    void answersAfter(Duration delay) {
        behaviour = request -> {
            try {
                Thread.sleep(delay.toMillis());
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            return Response.empty();
        };
    }

    List<Received> received() {
        return received;
    }

    Received last() {
        return received.get(received.size() - 1);
    }

    /** Posts JSON to a response_url. */
    HttpResponse<String> responds(String url, String json) throws IOException, InterruptedException {
        return post(URI.create(url), "application/json; charset=utf-8", json, Map.of());
    }

    /** Calls a Web API method as the SDK does: a form, with the token in the header. */
    ObjectNode calls(FakeSlack slack, String method, String form) throws IOException, InterruptedException {
        return (ObjectNode) Json.parse(callsRaw(slack, method, form, TOKEN).body());
    }

    HttpResponse<String> callsRaw(FakeSlack slack, String method, String form, String token)
            throws IOException, InterruptedException {
        return post(slack.apiUrl().resolve(method), Delivery.FORM, form, Map.of("Authorization", "Bearer " + token));
    }

    HttpResponse<String> post(URI url, String contentType, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String contentType = Exchanges.header(exchange, "Content-Type");
        Response response = new Response(401, "text/plain", "signature");
        if (isGenuine(exchange, body)) {
            ObjectNode fields =
                    contentType.startsWith("application/json") ? (ObjectNode) Json.parse(body) : Exchanges.form(body);
            Received request = new Received(contentType, fields);
            received.add(request);
            response = behaviour.apply(request);
        }
        Exchanges.answer(exchange, response.status(), response.contentType(), response.body());
    }

    /** Written a second time on purpose: the local Slack does not get to mark its own work. */
    private boolean isGenuine(HttpExchange exchange, String body) {
        String timestamp = Exchanges.header(exchange, "X-Slack-Request-Timestamp");
        if (!timestamp.matches("\\d{1,12}")
                || Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp)) > TOLERANCE_SECONDS) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            String expected =
                    "v0=" + HexFormat.of().formatHex(mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(UTF_8)));
            String actual = Exchanges.header(exchange, "X-Slack-Signature");
            return MessageDigest.isEqual(expected.getBytes(UTF_8), actual.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
