package dev.dumplink.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The addresses at which the bot may answer later: five times within thirty minutes. Only an address that came with a
 * click can replace or delete, and then only the message that was clicked; on a command's address the same flags post a
 * new message, as on the real Slack.
 */
final class ResponseUrls {
    static final String PATH = "/response/";
    private static final int USES = 5;
    private static final Duration LIFE = Duration.ofMinutes(30);

    private final URI base;
    private final InstantSource clock;
    private final Ids ids;
    private final Messages messages;
    private final Inspector inspector;
    private final Calls calls;
    private final Map<String, Issued> issued = new ConcurrentHashMap<>();

    private record Issued(
            String user,
            String channel,
            Optional<String> clickedTs,
            Optional<String> commandTs,
            Instant at,
            AtomicInteger uses) {}

    ResponseUrls(URI base, InstantSource clock, Ids ids, Messages messages, Inspector inspector, Calls calls) {
        this.base = base;
        this.clock = clock;
        this.ids = ids;
        this.messages = messages;
        this.inspector = inspector;
        this.calls = calls;
    }

    String forCommand(String user, String channel, Optional<String> commandTs) {
        return issue(new Issued(user, channel, Optional.empty(), commandTs, clock.instant(), new AtomicInteger()));
    }

    String forClick(String user, Message clicked) {
        return issue(new Issued(
                user,
                clicked.channel(),
                Optional.of(clicked.ts()),
                Optional.empty(),
                clock.instant(),
                new AtomicInteger()));
    }

    void handle(HttpExchange exchange) throws IOException {
        ObjectNode arguments = Exchanges.arguments(exchange);
        ObjectNode message =
                Json.text(arguments, "payload").flatMap(Json::objectIn).orElse(arguments);
        if (calls.spoiled(Faults.RESPONSE_URL, message, exchange)) {
            return;
        }
        String token = exchange.getRequestURI().getPath().substring(PATH.length());
        Optional<Issued> url = Optional.ofNullable(issued.get(token));
        Optional<String> gone = url.map(this::whyGone).orElse(Optional.of("expired_url"));
        if (gone.isPresent()) {
            Exchanges.answer(exchange, 404, Json.notOk(gone.get()));
            return;
        }
        Optional<String> refusal = apply(url.get(), message);
        Exchanges.answer(
                exchange,
                refusal.isPresent() ? 400 : 200,
                refusal.map(Json::notOk).orElseGet(Json::ok));
    }

    private String issue(Issued url) {
        String token = ids.next("R");
        issued.put(token, url);
        return base.resolve(PATH + token).toString();
    }

    private Optional<String> whyGone(Issued url) {
        if (clock.instant().isAfter(url.at().plus(LIFE))) {
            return Optional.of("expired_url");
        }
        return url.uses().incrementAndGet() > USES ? Optional.of("used_url") : Optional.empty();
    }

    private Optional<String> apply(Issued url, ObjectNode message) {
        Optional<Message> clicked = url.clickedTs().flatMap(messages::find);
        boolean deletes = Json.flag(message, "delete_original");
        if (deletes && clicked.isPresent() && !message.has("text") && !message.has("blocks")) {
            messages.delete(clicked.get());
            return Optional.empty();
        }
        Optional<String> refusal = inspector.refusal(message);
        if (refusal.isPresent()) {
            return refusal;
        }
        if (clicked.isPresent() && Json.flag(message, "replace_original")) {
            messages.replace(clicked.get(), message);
            return Optional.empty();
        }
        clicked.filter(unused -> deletes).ifPresent(messages::delete);
        boolean isPublic = message.path("response_type").asText().equals("in_channel");
        if (isPublic) {
            url.commandTs().ifPresent(messages::reveal);
        }
        Optional<String> onlyFor = isPublic ? Optional.empty() : Optional.of(url.user());
        messages.post(url.channel(), Workspace.BOT_USER, Message.Kind.BOT, onlyFor, message);
        return Optional.empty();
    }
}
