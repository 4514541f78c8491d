package dev.dumplink.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The Web API of a {@link LocalSlack}, whose profiles lack the flags that tell guests from members: here they are added, as
 * Slack has them for a full member. Everything else passes as it is.
 */
final class WholeProfiles implements AutoCloseable {
    private static final List<String> FLAGS = List.of("deleted", "is_bot", "is_restricted", "is_ultra_restricted");

    private final URI api;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http = HttpClient.newHttpClient();

    WholeProfiles(URI api) throws IOException {
        this.api = api;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/api/", this::pass);
        server.start();
    }

    /** What the bot is told to be Slack's Web API. */
    URI api() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/");
    }

    private void pass(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestURI().getPath().substring("/api/".length());
        HttpRequest.Builder request = HttpRequest.newBuilder(api.resolve(method))
                .timeout(Patience.ANSWER)
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        exchange.getRequestBody().readAllBytes()));
        for (String header : List.of("Authorization", "Content-Type")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        String answer = send(request.build());
        byte[] body = (method.equals("users.info") ? whole(answer) : answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String whole(String answer) {
        ObjectNode json = (ObjectNode) Json.parse(answer);
        if (json.path("user") instanceof ObjectNode user) {
            FLAGS.stream().filter(flag -> !user.has(flag)).forEach(flag -> user.put(flag, false));
            if (!user.has("team_id")) {
                user.put("team_id", LocalSlack.TEAM);
            }
        }
        return json.toString();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
