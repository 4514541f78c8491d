package dev.dumplink.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Whoever wants the rows of the audit log, and is not always well: takes deliveries, verifies each signature by itself and
 * keeps the rows of those that it answered for.
 */
public final class WebhookReceiver implements AutoCloseable {
    private final HttpServer server;
    private final String secret;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<JsonNode> rows = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> forged = new CopyOnWriteArrayList<>();
    private volatile Optional<Fault> fault = Optional.empty();

    private WebhookReceiver(HttpServer server, String secret) {
        this.server = server;
        this.secret = secret;
    }

    public static WebhookReceiver open(String secret) throws IOException {
        WebhookReceiver receiver = new WebhookReceiver(Exchanges.server(0), secret);
        receiver.server.createContext("/", receiver::take);
        receiver.server.setExecutor(receiver.threads);
        receiver.server.start();
        return receiver;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/rows?key=hidden");
    }

    /** Every delivery fails like this from now on. */
    public void fails(Fault how) {
        fault = Optional.of(how);
    }

    public void works() {
        fault = Optional.empty();
    }

    /** The configuration's section, given where the log is. */
    public String section(AuditDatabase database) {
        return database.section().replaceFirst("}$", "") + ", webhook: {url: '" + url() + "', secret: '" + secret
                + "'}}";
    }

    /** The rows that it answered for, as often as they came. */
    public List<JsonNode> rows() {
        return List.copyOf(rows);
    }

    public List<Long> seqs() {
        return rows.stream().map(row -> row.get("seq").asLong()).toList();
    }

    /** Bodies of all deliveries, also of those that it failed. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Bodies whose signature is wrong. */
    public List<String> forged() {
        return List.copyOf(forged);
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = Exchanges.text(exchange);
        requests.add(body);
        if (!signed(exchange, body)) {
            forged.add(body);
        }
        try {
            if (fault.isPresent() && fault.get().spoils(exchange, end)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
            return;
        }
        body.lines().forEach(line -> rows.add(Json.objectIn(line).orElseThrow()));
        Exchanges.answer(exchange, 200, "text/plain", "thanks");
    }

    private boolean signed(HttpExchange exchange, String body) {
        String at = Exchanges.header(exchange, "X-Dumplink-Timestamp");
        return at.matches("[0-9]{10}")
                && Signature.of(secret, Instant.ofEpochSecond(Long.parseLong(at)), body)
                        .equals(Exchanges.header(exchange, "X-Dumplink-Signature"));
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
