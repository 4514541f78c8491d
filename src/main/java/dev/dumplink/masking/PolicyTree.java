package dev.dumplink.masking;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/**
 * A policy's YAML as a tree that remembers where each key stands. What YAML may mean in more than one way is refused:
 * keys that stand twice, anchors and aliases, tags, a second document.
 */
final class PolicyTree {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String file;
    private final Map<JsonPointer, JsonLocation> places = new HashMap<>();

    private PolicyTree(String file) {
        this.file = file;
    }

    /** @param file the name to use in messages */
    static PolicyNode parse(String file, String yaml) {
        PolicyTree tree = new PolicyTree(file);
        try (YAMLParser parser = YAML.getFactory().createParser(yaml)) {
            if (parser.nextToken() == null) {
                throw new PolicyError(file + ": it holds no policy");
            }
            JsonNode root = tree.read(parser, JsonPointer.empty());
            if (parser.nextToken() != null) {
                throw tree.error(parser.currentTokenLocation(), "a second document begins here; a policy is one");
            }
            return new PolicyNode(tree, JsonPointer.empty(), root);
        } catch (JsonProcessingException e) {
            throw tree.error(
                    e.getLocation(),
                    "this is not valid YAML: indent with spaces, and put values that hold ': ' or '#', or begin with"
                            + " a sign, in quotes");
        } catch (IOException e) {
            throw new PolicyError(file + ": it cannot be read");
        }
    }

    private JsonNode read(YAMLParser parser, JsonPointer at) throws IOException {
        places.putIfAbsent(at, parser.currentTokenLocation());
        if (parser.isCurrentAlias() || parser.getObjectId() != null || parser.getTypeId() != null) {
            throw error(at, "anchors, aliases and tags are not taken here; write the value out, in quotes if need be");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(parser, at);
        }
        return token == JsonToken.START_ARRAY ? array(parser, at) : scalar(parser, token);
    }

    private ObjectNode object(YAMLParser parser, JsonPointer at) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            JsonPointer place = at.appendProperty(key);
            if (object.has(key)) {
                throw error(parser.currentTokenLocation(), name(place) + ": this key stands here for the second time");
            }
            places.put(place, parser.currentTokenLocation());
            parser.nextToken();
            object.set(key, read(parser, place));
        }
        return object;
    }

    private ArrayNode array(YAMLParser parser, JsonPointer at) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(read(parser, at.appendIndex(array.size())));
        }
        return array;
    }

    /** Numbers that would not be written back as they stand, such as 007, stay text. */
    private static JsonNode scalar(JsonParser parser, JsonToken token) throws IOException {
        String text = parser.getText();
        if (token == JsonToken.VALUE_NULL) {
            return text.equals("null") ? NODES.textNode("null") : NODES.nullNode();
        }
        if (token == JsonToken.VALUE_NUMBER_INT && text.matches("0|-?[1-9][0-9]*")) {
            return NODES.numberNode(new BigInteger(text));
        }
        return token.isBoolean() ? NODES.booleanNode(token == JsonToken.VALUE_TRUE) : NODES.textNode(text);
    }

    /** A mistake at a key, with file, line and column where it or the nearest key above it stands. */
    PolicyError error(JsonPointer key, String problem) {
        JsonPointer at = key;
        while (!places.containsKey(at) && at.length() > 0) {
            at = at.head();
        }
        return error(places.get(at), (key.length() == 0 ? "" : name(key) + ": ") + problem);
    }

    private PolicyError error(JsonLocation at, String problem) {
        String place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
        return new PolicyError(file + place + ": " + problem);
    }

    private static String name(JsonPointer key) {
        return key.toString().substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~");
    }
}
