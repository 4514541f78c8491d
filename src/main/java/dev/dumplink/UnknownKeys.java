package dev.dumplink;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dumplink.link.Names;
import java.util.Map;
import java.util.stream.Collectors;

/** Refuses every key that nobody reads, with the nearest one that somebody does. A misspelt key must not become a default. */
final class UnknownKeys {
    private final SettingsTree tree;
    private final JsonMapper mapper;

    UnknownKeys(SettingsTree tree, JsonMapper mapper) {
        this.tree = tree;
        this.mapper = mapper;
    }

    void check(Class<?> shape) {
        check(JsonPointer.empty(), mapper.constructType(shape));
    }

    private void check(JsonPointer place, JavaType type) {
        JsonNode node = tree.at(place);
        if (!(node instanceof ObjectNode)) {
            if (isGroup(type) && !node.isNull() && !node.isMissingNode()) {
                throw tree.error(place, "this should be a group of keys");
            }
            return;
        }
        if (type.isMapLikeType()) {
            node.fieldNames().forEachRemaining(key -> check(place.appendProperty(key), type.getContentType()));
        } else if (type.isRecordType()) {
            checkRecord(place, node, type);
        }
    }

    private static boolean isGroup(JavaType type) {
        return type.isRecordType() || type.isMapLikeType();
    }

    private void checkRecord(JsonPointer place, JsonNode node, JavaType type) {
        Map<String, JavaType> known = mapper.getDeserializationConfig().introspect(type).findProperties().stream()
                .collect(Collectors.toMap(BeanPropertyDefinition::getName, BeanPropertyDefinition::getPrimaryType));
        node.fieldNames().forEachRemaining(key -> {
            JavaType value = known.get(key);
            if (value == null) {
                String near = Names.nearest(key, known.keySet())
                        .map(name -> "did you mean " + name + "?")
                        .orElseGet(() -> "known here: "
                                + String.join(
                                        ", ", known.keySet().stream().sorted().toList()));
                throw tree.error(place.appendProperty(key), "nobody reads this key; " + near);
            }
            check(place.appendProperty(key), value);
        });
    }
}
