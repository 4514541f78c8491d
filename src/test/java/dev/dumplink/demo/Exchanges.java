package dev.dumplink.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.Optional;

/** Reading requests and writing answers on the JDK's HTTP server. */
final class Exchanges {
    private static final int LARGEST_BODY = 32 << 20;

    static {
        // without it every answer waits some 40 ms for the acknowledgement of its own headers
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private Exchanges() {}

    /** A server that only this computer can reach, not started yet; port zero takes any free one. */
    static HttpServer server(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException e) {
            throw new IOException(
                    "port " + port + " is taken; end what listens there, or choose another with --port=N", e);
        }
    }

    static byte[] bytes(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new IOException("a request body is larger than " + LARGEST_BODY + " bytes");
        }
        return body;
    }

    static String text(HttpExchange exchange) throws IOException {
        return new String(bytes(exchange), UTF_8);
    }

    /** The arguments of a call, from a query string and a form or JSON body. */
    static ObjectNode arguments(HttpExchange exchange) throws IOException {
        ObjectNode arguments =
                form(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
        String body = text(exchange);
        if (header(exchange, "Content-Type").startsWith(Delivery.JSON)) {
            Json.objectIn(body).ifPresent(arguments::setAll);
        } else {
            arguments.setAll(form(body));
        }
        return arguments;
    }

    static ObjectNode form(String encoded) {
        ObjectNode fields = Json.object();
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(
                        URLDecoder.decode(pair.substring(0, equals), UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return fields;
    }

    static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
        answer(exchange, status, "application/json; charset=utf-8", body.toString());
    }

    static void answer(HttpExchange exchange, int status, String contentType, String body) throws IOException {
        answer(exchange, status, contentType, body.getBytes(UTF_8));
    }

    static void answer(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
