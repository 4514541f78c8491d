package dev.dumplink.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The Home tabs and open modals, one of each per person. */
final class Views {
    private final Ids ids;
    private final Team team;
    private final BiConsumer<String, ObjectNode> homeListener;
    private final BiConsumer<String, ObjectNode> modalListener;
    private final Map<String, ObjectNode> homes = new HashMap<>();
    private final Map<String, ObjectNode> modals = new HashMap<>();

    Views(
            Ids ids,
            Team team,
            BiConsumer<String, ObjectNode> homeListener,
            BiConsumer<String, ObjectNode> modalListener) {
        this.ids = ids;
        this.team = team;
        this.homeListener = homeListener;
        this.modalListener = modalListener;
    }

    synchronized Optional<ObjectNode> homeOf(String user) {
        return Optional.ofNullable(homes.get(user)).map(ObjectNode::deepCopy);
    }

    synchronized ObjectNode publish(String user, JsonNode posted) {
        ObjectNode view = complete(posted);
        homes.put(user, view);
        homeListener.accept(user, view);
        return view;
    }

    synchronized Optional<ObjectNode> modalOf(String user) {
        return Optional.ofNullable(modals.get(user)).map(ObjectNode::deepCopy);
    }

    synchronized ObjectNode open(String user, JsonNode posted) {
        ObjectNode view = complete(posted);
        modals.put(user, view);
        modalListener.accept(user, view);
        return view;
    }

    synchronized void close(String user) {
        modals.remove(user);
    }

    /** The modal as it looks when it is handed in with these values, by action id. */
    static ObjectNode filledIn(ObjectNode modal, Map<String, String> values) {
        ObjectNode view = modal.deepCopy();
        ObjectNode state = view.putObject("state").putObject("values");
        for (JsonNode element : Blocks.actionsOf((ArrayNode) view.path("blocks"))) {
            String actionId = element.path("action_id").asText();
            ObjectNode block = state.withObjectProperty(element.path("block_id").asText());
            ObjectNode value =
                    block.putObject(actionId).put("type", element.path("type").asText());
            Optional.ofNullable(values.get(actionId))
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> put(value, text));
        }
        return view;
    }

    private static void put(ObjectNode value, String text) {
        switch (value.path("type").asText()) {
            case "users_select" -> value.put("selected_user", text);
            case "datepicker" -> value.put("selected_date", text);
            case "static_select" -> value.putObject("selected_option").put("value", text);
            default -> value.put("value", text);
        }
    }

    private ObjectNode complete(JsonNode posted) {
        ObjectNode view = posted.deepCopy();
        view.put("id", ids.next("V")).put("team_id", team.id()).put("hash", ids.next(""));
        view.put("app_id", Workspace.APP).put("bot_id", Workspace.BOT);
        view.set("blocks", Blocks.withIds(posted.path("blocks"), ids));
        return view;
    }
}
