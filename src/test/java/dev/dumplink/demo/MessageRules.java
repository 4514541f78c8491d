package dev.dumplink.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Slack's limits on messages and views. One instance looks at one of them and lists what Slack would refuse. */
final class MessageRules {
    static final Set<String> ACTION_ELEMENTS = Set.of(
            "button",
            "checkboxes",
            "channels_select",
            "conversations_select",
            "datepicker",
            "datetimepicker",
            "email_text_input",
            "external_select",
            "multi_channels_select",
            "multi_conversations_select",
            "multi_external_select",
            "multi_static_select",
            "multi_users_select",
            "number_input",
            "overflow",
            "plain_text_input",
            "radio_buttons",
            "static_select",
            "timepicker",
            "url_text_input",
            "users_select",
            "workflow_button");
    private static final Set<String> BLOCKS = Set.of(
            "actions",
            "context",
            "divider",
            "file",
            "header",
            "image",
            "input",
            "markdown",
            "rich_text",
            "section",
            "table",
            "video");
    private static final int MESSAGE_BLOCKS = 50;
    private static final int VIEW_BLOCKS = 100;

    private final List<String> violations = new ArrayList<>();
    private final Set<String> blockIds = new HashSet<>();

    private MessageRules() {}

    static List<String> broken(ObjectNode message) {
        MessageRules rules = new MessageRules();
        rules.atMost(message.path("text").asText().length(), 40_000, "text");
        rules.blocks(message.path("blocks"), MESSAGE_BLOCKS);
        return rules.violations;
    }

    static List<String> brokenByView(JsonNode view) {
        MessageRules rules = new MessageRules();
        String type = view.path("type").asText();
        rules.check(Set.of("home", "modal").contains(type), "view type: " + type);
        for (String title : List.of("title", "submit", "close")) {
            if (view.has(title)) {
                rules.text(view.path(title), 24, true, title);
            }
        }
        rules.check(!type.equals("modal") || view.has("title"), "a modal has no title");
        rules.atMost(view.path("private_metadata").asText().length(), 3000, "private_metadata");
        rules.atMost(view.path("callback_id").asText().length(), 255, "callback_id");
        rules.blocks(view.path("blocks"), VIEW_BLOCKS);
        return rules.violations;
    }

    private void blocks(JsonNode blocks, int limit) {
        check(blocks.isMissingNode() || blocks.isNull() || blocks.isArray(), "blocks is not a list");
        atMost(blocks.size(), limit, "blocks");
        for (int i = 0; i < blocks.size(); i++) {
            block(blocks.get(i), "blocks/" + i);
        }
    }

    private void block(JsonNode block, String at) {
        String type = block.path("type").asText();
        check(BLOCKS.contains(type), at + ": unknown block type " + type);
        if (block.has("block_id")) {
            String id = block.path("block_id").asText();
            atMost(id.length(), 255, at + "/block_id");
            check(blockIds.add(id), at + ": block_id " + id + " is used twice");
        }
        switch (type) {
            case "header" -> text(block.path("text"), 150, true, at + "/text");
            case "section" -> section(block, at);
            case "actions" -> actions(block.path("elements"), at);
            case "context" -> context(block.path("elements"), at);
            case "image" -> image(block, at);
            case "input" -> {
                text(block.path("label"), 2000, true, at + "/label");
                element(block.path("element"), at + "/element");
            }
            default -> {}
        }
    }

    private void section(JsonNode section, String at) {
        check(section.has("text") || section.has("fields"), at + ": a section has neither text nor fields");
        if (section.has("text")) {
            text(section.path("text"), 3000, false, at + "/text");
        }
        JsonNode fields = section.path("fields");
        check(!section.has("fields") || !fields.isEmpty(), at + "/fields is empty");
        atMost(fields.size(), 10, at + "/fields");
        for (int i = 0; i < fields.size(); i++) {
            text(fields.get(i), 2000, false, at + "/fields/" + i);
        }
        if (section.has("accessory")) {
            element(section.path("accessory"), at + "/accessory");
        }
    }

    private void actions(JsonNode elements, String at) {
        check(!elements.isEmpty(), at + ": actions without elements");
        atMost(elements.size(), 25, at + "/elements");
        Set<String> actionIds = new HashSet<>();
        int primaries = 0;
        for (int i = 0; i < elements.size(); i++) {
            JsonNode element = elements.get(i);
            element(element, at + "/elements/" + i);
            if (element.has("action_id")) {
                String id = element.path("action_id").asText();
                check(actionIds.add(id), at + ": action_id " + id + " is used twice");
            }
            primaries += element.path("style").asText().equals("primary") ? 1 : 0;
        }
        check(primaries <= 1, at + ": more than one primary button");
    }

    private void context(JsonNode elements, String at) {
        check(!elements.isEmpty(), at + ": context without elements");
        atMost(elements.size(), 10, at + "/elements");
        for (int i = 0; i < elements.size(); i++) {
            String here = at + "/elements/" + i;
            if (elements.get(i).path("type").asText().equals("image")) {
                image(elements.get(i), here);
            } else {
                text(elements.get(i), 3000, false, here);
            }
        }
    }

    private void element(JsonNode element, String at) {
        String type = element.path("type").asText();
        if (type.equals("image")) {
            image(element, at);
            return;
        }
        check(ACTION_ELEMENTS.contains(type), at + ": unknown element type " + type);
        atMost(element.path("action_id").asText().length(), 255, at + "/action_id");
        if (type.equals("button")) {
            button(element, at);
        }
        atMost(element.path("options").size(), type.equals("overflow") ? 5 : 100, at + "/options");
        for (JsonNode option : element.path("options")) {
            text(option.path("text"), 75, false, at + "/options/text");
            atMost(option.path("value").asText().length(), 150, at + "/options/value");
        }
    }

    private void button(JsonNode button, String at) {
        text(button.path("text"), 75, true, at + "/text");
        atMost(button.path("url").asText().length(), 3000, at + "/url");
        atMost(button.path("value").asText().length(), 2000, at + "/value");
        atMost(button.path("accessibility_label").asText().length(), 75, at + "/accessibility_label");
        String style = button.path("style").asText("primary");
        check(Set.of("primary", "danger").contains(style), at + ": unknown style " + style);
    }

    private void image(JsonNode image, String at) {
        check(image.hasNonNull("image_url") || image.hasNonNull("slack_file"), at + ": an image without an address");
        check(!image.path("alt_text").asText().isEmpty(), at + ": an image without alt_text");
        atMost(image.path("image_url").asText().length(), 3000, at + "/image_url");
    }

    private void text(JsonNode text, int limit, boolean plainOnly, String at) {
        String type = text.path("type").asText();
        check(type.equals("plain_text") || (!plainOnly && type.equals("mrkdwn")), at + ": text of type " + type);
        check(!text.path("text").asText().isEmpty(), at + ": empty text");
        atMost(text.path("text").asText().length(), limit, at);
    }

    private void atMost(int actual, int limit, String what) {
        check(actual <= limit, what + ": " + actual + " is more than " + limit);
    }

    private void check(boolean holds, String violation) {
        if (!holds) {
            violations.add(violation);
        }
    }
}
