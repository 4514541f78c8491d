package dev.dumplink.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Block Kit: where the clickable elements are, and the ids Slack invents for those that have none. */
final class Blocks {
    private Blocks() {}

    /** Every element with an {@code action_id}; each carries its block's id as {@code block_id}. */
    static List<JsonNode> actionsOf(ArrayNode blocks) {
        List<JsonNode> actions = new ArrayList<>();
        for (JsonNode block : blocks) {
            for (JsonNode element : elementsOf(block)) {
                if (element instanceof ObjectNode object && object.has("action_id")) {
                    actions.add(object.deepCopy().set("block_id", block.path("block_id")));
                }
            }
        }
        return actions;
    }

    static ArrayNode withIds(JsonNode posted, Ids ids) {
        if (!(posted instanceof ArrayNode original)) {
            return Json.array();
        }
        ArrayNode blocks = original.deepCopy();
        for (JsonNode block : blocks) {
            fill(block, "block_id", ids);
            elementsOf(block).stream()
                    .filter(element -> MessageRules.ACTION_ELEMENTS.contains(
                            element.path("type").asText()))
                    .forEach(element -> fill(element, "action_id", ids));
        }
        return blocks;
    }

    static List<JsonNode> elementsOf(JsonNode block) {
        List<JsonNode> elements = new ArrayList<>();
        block.path("elements").forEach(elements::add);
        for (String single : List.of("accessory", "element")) {
            if (block.has(single)) {
                elements.add(block.get(single));
            }
        }
        return elements;
    }

    private static void fill(JsonNode node, String field, Ids ids) {
        if (node instanceof ObjectNode object && !object.has(field)) {
            object.put(field, ids.next("b"));
        }
    }
}
