package dev.dumplink.masking;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** One value of a policy and where it stands. */
record PolicyNode(PolicyTree tree, JsonPointer at, JsonNode node) {
    PolicyError error(String problem) {
        return tree.error(at, problem);
    }

    /** The keys below, in their order. */
    Map<String, PolicyNode> entries() {
        if (!(node instanceof ObjectNode)) {
            throw error("this should be a group of keys");
        }
        Map<String, PolicyNode> entries = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(key -> entries.put(key, below(key)));
        return entries;
    }

    /** The keys below, all of which must be among {@code known}. */
    Map<String, PolicyNode> entries(List<String> known) {
        Map<String, PolicyNode> entries = entries();
        entries.forEach((key, value) -> {
            if (!known.contains(key)) {
                throw value.error("nobody reads this key; " + NearestName.hint(key, known));
            }
        });
        return entries;
    }

    List<PolicyNode> items() {
        if (!node.isArray()) {
            throw error("this should be a list");
        }
        return IntStream.range(0, node.size())
                .mapToObj(i -> new PolicyNode(tree, at.appendIndex(i), node.get(i)))
                .toList();
    }

    Optional<PolicyNode> get(String key) {
        return node.has(key) ? Optional.of(below(key)) : Optional.empty();
    }

    PolicyNode required(String key) {
        return get(key).orElseThrow(() -> error("this needs a key " + key));
    }

    boolean isGroup() {
        return node instanceof ObjectNode;
    }

    /** A scalar that says something. */
    String text() {
        if (!node.isValueNode() || node.isNull() || node.asText().isBlank()) {
            throw error("this should be a word or a line of text");
        }
        return node.asText();
    }

    private PolicyNode below(String key) {
        return new PolicyNode(tree, at.appendProperty(key), node.get(key));
    }
}
