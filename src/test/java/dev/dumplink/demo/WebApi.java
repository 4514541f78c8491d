package dev.dumplink.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Slack's Web API: finds the method, looks at the token, answers. */
final class WebApi {
    static final String PATH = "/api/";
    private static final ApiMethod UNKNOWN = arguments -> Json.notOk("unknown_method");

    private final Map<String, ApiMethod> methods = new HashMap<>();
    private final String botToken;
    private final Calls calls;

    WebApi(String botToken, Calls calls, List<Map<String, ApiMethod>> families) {
        this.botToken = botToken;
        this.calls = calls;
        families.forEach(methods::putAll);
    }

    void handle(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestURI().getPath().substring(PATH.length());
        ObjectNode arguments = Exchanges.arguments(exchange);
        if (!calls.spoiled(method, arguments, exchange)) {
            Exchanges.answer(exchange, 200, answer(method, token(exchange, arguments), new Arguments(arguments)));
        }
    }

    private ObjectNode answer(String method, String token, Arguments arguments) {
        if (!methods.containsKey(method)) {
            return UNKNOWN.call(arguments);
        }
        if (!token.equals(botToken)) {
            return Json.notOk(token.isEmpty() ? "not_authed" : "invalid_auth");
        }
        try {
            return methods.get(method).call(arguments);
        } catch (UncheckedIOException notJson) {
            return Json.notOk("invalid_json");
        }
    }

    private static String token(HttpExchange exchange, ObjectNode arguments) {
        String header = Exchanges.header(exchange, "Authorization");
        return header.startsWith("Bearer ")
                ? header.substring("Bearer ".length())
                : arguments.path("token").asText();
    }
}
