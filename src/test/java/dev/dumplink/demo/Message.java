package dev.dumplink.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One message as it stood at one moment; {@code content} is the JSON that was posted, with the ids Slack fills in. */
public record Message(
        String ts,
        String channel,
        String author,
        Kind kind,
        Optional<String> onlyFor,
        Instant at,
        boolean edited,
        ObjectNode content) {

    /** Whose words these are. */
    public enum Kind {
        /** A person's own message. */
        SAID,
        /** The command a person typed; others see it only when the answer is public. */
        COMMAND,
        /** The bot's message. */
        BOT,
        /** Slack itself, telling one person what went wrong. */
        NOTICE
    }

    public boolean ephemeral() {
        return onlyFor.isPresent();
    }

    public String text() {
        return content.path("text").asText("");
    }

    public ArrayNode blocks() {
        return content.path("blocks") instanceof ArrayNode blocks ? blocks : Json.array();
    }

    /** Everything a reader can see, in reading order: texts of all blocks, or the plain text when there are none. */
    public String visibleText() {
        if (blocks().isEmpty()) {
            return text();
        }
        List<String> texts = new ArrayList<>();
        collectTexts(blocks(), texts);
        return String.join("\n", texts);
    }

    /** Every element that can be clicked or chosen. */
    public List<JsonNode> actions() {
        return Blocks.actionsOf(blocks());
    }

    public Optional<JsonNode> action(String actionId) {
        return actions().stream()
                .filter(element -> element.path("action_id").asText().equals(actionId))
                .findFirst();
    }

    /** Where the first link button leads. */
    public Optional<URI> link() {
        return actions().stream()
                .flatMap(element -> Json.text(element, "url").stream())
                .map(URI::create)
                .findFirst();
    }

    boolean visibleTo(String user) {
        return onlyFor.map(user::equals)
                .orElseGet(() -> !Workspace.isDirect(channel) || channel.equals(Workspace.directChannelOf(user)));
    }

    Message with(ObjectNode newContent) {
        return new Message(ts, channel, author, kind, onlyFor, at, true, newContent);
    }

    /** Leaves the content out: it may carry a link, and test reports are kept. */
    @Override
    public String toString() {
        return "Message[ts=" + ts + ", channel=" + channel + ", author=" + author + ", kind=" + kind + ", onlyFor="
                + onlyFor + "]";
    }

    private static void collectTexts(JsonNode node, List<String> into) {
        if (node.path("text").isTextual()) {
            into.add(node.path("text").asText());
        }
        node.forEach(child -> {
            if (child.isContainerNode()) {
                collectTexts(child, into);
            }
        });
    }
}
