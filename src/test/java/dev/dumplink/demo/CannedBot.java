package dev.dumplink.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A bot that checks nothing: it answers commands with one text and keeps what it was sent. */
final class CannedBot implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Map<String, String>> commands = new CopyOnWriteArrayList<>();
    private final List<JsonNode> clicks = new CopyOnWriteArrayList<>();
    private final String answer;
    private final Function<JsonNode, String> afterClick;

    private CannedBot(HttpServer server, String answer, Function<JsonNode, String> afterClick) {
        this.server = server;
        this.answer = answer;
        this.afterClick = afterClick;
    }

    /** Starts one; {@code afterClick} turns a click's payload into what is posted to its response_url. */
    static CannedBot open(String answer, Function<JsonNode, String> afterClick) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        CannedBot bot = new CannedBot(server, answer, afterClick);
        server.createContext("/", bot::handle);
        server.start();
        return bot;
    }

    URI requestUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/slack/events");
    }

    List<Map<String, String>> commands() {
        return commands;
    }

    List<JsonNode> clicks() {
        return clicks;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        if (form.containsKey("command")) {
            commands.add(form);
            reply(exchange, answer);
        } else if (form.containsKey("payload")) {
            JsonNode click = JSON.readTree(form.get("payload"));
            clicks.add(click);
            reply(exchange, "");
            post(click.path("response_url").asText(), afterClick.apply(click));
        } else {
            reply(exchange, "");
        }
    }

    private static void reply(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void post(String responseUrl, String body) throws IOException {
        try {
            http.send(
                    HttpRequest.newBuilder(URI.create(responseUrl))
                            .timeout(Patience.ANSWER)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new TreeMap<>();
        for (String pair : body.split("&")) {
            String[] nameAndValue = pair.split("=", 2);
            fields.put(nameAndValue[0], nameAndValue.length < 2 ? "" : URLDecoder.decode(nameAndValue[1], UTF_8));
        }
        return fields;
    }
}
