package dev.dumplink.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** One person's Slack: what they type and click, and what they see. Immutable; {@code in}, {@code from}… give another. */
public final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Sender sender;
    private final Interactions interactions;

    Client(Sender sender, Interactions interactions) {
        this.sender = sender;
        this.interactions = interactions;
    }

    /** The same person in another channel. */
    public Client in(String channel) {
        return new Client(sender.in(channel), interactions);
    }

    /** The same person, but the payload names another workspace. */
    public Client from(Team team) {
        return new Client(sender.from(team), interactions);
    }

    /** Sets one field of a command's form, or a text at the top of an interaction's payload. */
    public Client with(String field, String value) {
        return new Client(sender.with(field, value), interactions);
    }

    /** Changes the JSON of clicks and events before it is signed. */
    public Client edited(UnaryOperator<ObjectNode> edit) {
        return new Client(sender.edited(edit), interactions);
    }

    /** Types a line and waits for the acknowledgement; without a leading slash it is a plain message. */
    public Reply types(String line) {
        return interactions.types(sender, line);
    }

    /** The signed request that typing this would send, unsent. */
    public Delivery prepares(String line) {
        return interactions.prepares(sender, line);
    }

    /** Clicks a button of a message. */
    public Reply clicks(Message message, String actionId) {
        return interactions.clicks(sender, visible(message), Interactions.element(message.blocks(), actionId));
    }

    /** Clicks the one button with this action id and value, as in a list where every row has such a button. */
    public Reply clicks(Message message, String actionId, String value) {
        JsonNode element = message.actions().stream()
                .filter(action -> action.path("action_id").asText().equals(actionId))
                .filter(action -> action.path("value").asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + actionId + " with value " + value));
        return interactions.clicks(sender, visible(message), element);
    }

    Reply clicks(Message message, JsonNode element) {
        return interactions.clicks(sender, visible(message), element);
    }

    /** Opens the bot's Home tab. */
    public Reply opensHome() {
        return interactions.opensHome(sender);
    }

    /** The Home tab as last published for this person. */
    public Optional<ObjectNode> home() {
        return interactions.views().homeOf(sender.person().id());
    }

    public Reply clicksAtHome(String actionId) {
        ObjectNode home = home().orElseThrow(() -> new IllegalStateException("no Home tab was published"));
        return clicksAtHome(home, Interactions.element((ArrayNode) home.path("blocks"), actionId));
    }

    Reply clicksAtHome(ObjectNode view, JsonNode element) {
        return interactions.clicksInView(sender, view, element);
    }

    /** The modal that is open before this person. */
    public Optional<ObjectNode> modal() {
        return interactions.views().modalOf(sender.person().id());
    }

    /** Hands in the open modal with these values by action id. */
    public Reply submits(Map<String, String> values) {
        return interactions.submits(sender, values);
    }

    /** Closes the open modal; Slack keeps that to itself. */
    public void dismissesModal() {
        interactions.views().close(sender.person().id());
    }

    /** Has Slack tell the bot of an event that this person caused. */
    public Reply causes(ObjectNode event) {
        return interactions.sends(sender, event);
    }

    public List<Message> sees() {
        return interactions.messages().seenBy(sender.person().id());
    }

    /** The newest message this person sees that fits; waits for it. */
    public Message awaits(Predicate<Message> wanted) throws InterruptedException {
        return interactions.messages().await(sender.person().id(), wanted, PATIENCE);
    }

    /** Waits for a message that shows these words. */
    public Message awaits(String words) throws InterruptedException {
        return awaits(message -> message.visibleText().contains(words));
    }

    private Message visible(Message message) {
        if (!message.visibleTo(sender.person().id())) {
            throw new IllegalArgumentException(sender.person().id() + " cannot see that message");
        }
        return message;
    }
}
