package dev.dumplink.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The arguments of a Web API call; in a form, lists and objects arrive as JSON text. */
record Arguments(ObjectNode fields) {
    Optional<String> text(String name) {
        return Json.text(fields, name);
    }

    String textOrEmpty(String name) {
        return fields.path(name).asText("");
    }

    JsonNode json(String name) {
        JsonNode value = fields.path(name);
        return value.isTextual() ? Json.parse(value.asText()) : value;
    }

    /** The message in these arguments: everything but the addressing. */
    ObjectNode message() {
        ObjectNode message = fields.deepCopy();
        message.remove(List.of("token", "channel", "user", "ts"));
        if (message.has("blocks")) {
            message.set("blocks", json("blocks"));
        }
        return message;
    }
}
