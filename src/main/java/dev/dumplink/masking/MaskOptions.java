package dev.dumplink.masking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a policy says besides a mask's name: {@code {within: 30d, locale: de}}. */
public final class MaskOptions {
    /** Nothing said. */
    public static final MaskOptions NONE = new MaskOptions(JsonNodeFactory.instance.objectNode());

    private final ObjectNode values;

    /** @param values the rule's mapping without its {@code mask} */
    public MaskOptions(ObjectNode values) {
        this.values = values.deepCopy();
    }

    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        values.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A scalar as it was written. */
    public Optional<String> text(String name) {
        return node(name).filter(JsonNode::isValueNode).map(JsonNode::asText);
    }

    /** Whatever was written. */
    public Optional<JsonNode> node(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isNull());
    }
}
