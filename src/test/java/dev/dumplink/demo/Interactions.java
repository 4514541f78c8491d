package dev.dumplink.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happens when a person types, clicks, opens the Home tab or hands in a modal. */
final class Interactions {
    private final Workspace workspace;
    private final Messages messages;
    private final Views views;
    private final Inspector inspector;
    private final ResponseUrls responseUrls;
    private final Triggers triggers;
    private final Payloads payloads;
    private final Bot bot;
    private final boolean escapes;

    /** One interaction, signed but not yet sent. */
    private record Prepared(Delivery delivery, String triggerId, Optional<String> responseUrl) {
        Reply reply(Bot.Ack ack, Reply.Outcome outcome, List<Message> messages) {
            return new Reply(outcome, ack.status(), ack.body(), ack.took(), messages, delivery, triggerId, responseUrl);
        }
    }

    Interactions(
            Workspace workspace,
            Messages messages,
            Views views,
            Inspector inspector,
            ResponseUrls responseUrls,
            Triggers triggers,
            Payloads payloads,
            Bot bot,
            boolean escapes) {
        this.workspace = workspace;
        this.messages = messages;
        this.views = views;
        this.inspector = inspector;
        this.responseUrls = responseUrls;
        this.triggers = triggers;
        this.payloads = payloads;
        this.bot = bot;
        this.escapes = escapes;
    }

    Workspace workspace() {
        return workspace;
    }

    Messages messages() {
        return messages;
    }

    Views views() {
        return views;
    }

    Reply types(Sender from, String line) {
        String word = firstWord(line);
        if (!word.startsWith("/")) {
            Message said = show(from, Message.Kind.SAID, false, line);
            return locally(Reply.Outcome.OK, said);
        }
        if (workspace.command(word).isEmpty()) {
            return locally(Reply.Outcome.DISPATCH_FAILED, notice(from, word + " is not a valid command."));
        }
        Message trace = show(from, Message.Kind.COMMAND, true, line);
        Prepared prepared = prepare(from, line, Optional.of(trace.ts()));
        Bot.Ack ack = bot.acknowledges(prepared.delivery());
        if (ack.outcome() != Reply.Outcome.OK) {
            return prepared.reply(ack, ack.outcome(), List.of(failure(from, word, ack.outcome())));
        }
        Optional<ObjectNode> content = contentOf(ack);
        if (content.flatMap(inspector::refusal).isPresent()) {
            Message notice = failure(from, word, Reply.Outcome.INVALID_BLOCKS);
            return prepared.reply(ack, Reply.Outcome.INVALID_BLOCKS, List.of(notice));
        }
        List<Message> shown =
                content.map(answer -> show(from, trace, answer)).stream().toList();
        return prepared.reply(ack, Reply.Outcome.OK, shown);
    }

    /** The signed request that typing this line would send. */
    Delivery prepares(Sender from, String line) {
        return prepare(from, line, Optional.empty()).delivery();
    }

    Reply clicks(Sender from, Message message, JsonNode element) {
        String trigger = triggers.next(from.person().id());
        String responseUrl = responseUrls.forClick(from.person().id(), message);
        Delivery delivery = payloads.messageClick(from, message, element, responseUrl, trigger);
        return acknowledged(new Prepared(delivery, trigger, Optional.of(responseUrl)));
    }

    Reply clicksInView(Sender from, ObjectNode view, JsonNode element) {
        String trigger = triggers.next(from.person().id());
        return acknowledged(new Prepared(payloads.viewClick(from, view, element, trigger), trigger, Optional.empty()));
    }

    Reply opensHome(Sender from) {
        String user = from.person().id();
        ObjectNode event = Json.object()
                .put("type", "app_home_opened")
                .put("user", user)
                .put("channel", Workspace.directChannelOf(user))
                .put("tab", "home");
        views.homeOf(user).ifPresent(view -> event.set("view", view));
        return sends(from, event);
    }

    Reply sends(Sender from, ObjectNode event) {
        return acknowledged(new Prepared(payloads.event(from, event), "", Optional.empty()));
    }

    Reply submits(Sender from, Map<String, String> values) {
        String user = from.person().id();
        ObjectNode modal = views.modalOf(user).orElseThrow(() -> new IllegalStateException("no modal is open"));
        String trigger = triggers.next(user);
        Delivery delivery = payloads.submission(from, Views.filledIn(modal, values), trigger);
        Reply reply = acknowledged(new Prepared(delivery, trigger, Optional.empty()));
        if (reply.ok()) {
            JsonNode answer = Json.objectIn(reply.body()).orElseGet(Json::object);
            switch (answer.path("response_action").asText()) {
                case "errors" -> {}
                case "update", "push" -> views.open(user, answer.path("view"));
                default -> views.close(user);
            }
        }
        return reply;
    }

    private Prepared prepare(Sender from, String line, Optional<String> traceTs) {
        String word = firstWord(line);
        String typed = line.strip().substring(word.length()).strip();
        String text = escapes ? new TypedText(workspace).escaped(typed) : typed;
        String trigger = triggers.next(from.person().id());
        String responseUrl = responseUrls.forCommand(from.person().id(), from.channel(), traceTs);
        Delivery delivery = payloads.command(from, word, text, responseUrl, trigger);
        return new Prepared(delivery, trigger, Optional.of(responseUrl));
    }

    /** Slack reads nothing into the body of such an acknowledgement. */
    private Reply acknowledged(Prepared prepared) {
        Bot.Ack ack = bot.acknowledges(prepared.delivery());
        return prepared.reply(ack, ack.outcome(), List.of());
    }

    private static Optional<ObjectNode> contentOf(Bot.Ack ack) {
        if (ack.contentType().contains("json")) {
            return Json.objectIn(ack.body()).filter(answer -> answer.has("text") || answer.has("blocks"));
        }
        return Optional.of(ack.body()).filter(body -> !body.isBlank()).map(body -> Json.object()
                .put("text", body));
    }

    private Message show(Sender from, Message trace, ObjectNode answer) {
        boolean isPublic = answer.path("response_type").asText().equals("in_channel");
        if (isPublic) {
            messages.reveal(trace.ts());
        }
        Optional<String> onlyFor =
                isPublic ? Optional.empty() : Optional.of(from.person().id());
        return messages.post(from.channel(), Workspace.BOT_USER, Message.Kind.BOT, onlyFor, answer);
    }

    private Message show(Sender from, Message.Kind kind, boolean alone, String text) {
        String user = from.person().id();
        Optional<String> onlyFor = alone ? Optional.of(user) : Optional.empty();
        String escaped = new TypedText(workspace).escaped(text);
        return messages.post(from.channel(), user, kind, onlyFor, Json.object().put("text", escaped));
    }

    private Message failure(Sender from, String command, Reply.Outcome outcome) {
        return notice(from, command + " failed with the error \"" + outcome.error() + "\"");
    }

    private Message notice(Sender from, String text) {
        Optional<String> onlyFor = Optional.of(from.person().id());
        ObjectNode content = Json.object().put("text", text);
        return messages.post(from.channel(), "USLACKBOT", Message.Kind.NOTICE, onlyFor, content);
    }

    private static Reply locally(Reply.Outcome outcome, Message message) {
        Prepared nothing = new Prepared(Delivery.form(""), "", Optional.empty());
        return nothing.reply(new Bot.Ack(outcome, 0, "", "", Duration.ZERO), outcome, List.of(message));
    }

    private static String firstWord(String line) {
        return line.strip().split("\\s", 2)[0];
    }

    /** An element with this action id among these blocks. */
    static JsonNode element(ArrayNode blocks, String actionId) {
        List<JsonNode> actions = Blocks.actionsOf(blocks);
        return actions.stream()
                .filter(action -> action.path("action_id").asText().equals(actionId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + actionId + " among "
                        + actions.stream()
                                .map(action -> action.path("action_id").asText())
                                .toList()));
    }
}
