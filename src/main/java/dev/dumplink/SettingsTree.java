package dev.dumplink;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A YAML file as a tree that remembers where each key stands and which keys refer to variables that are not set. Those
 * matter only to whoever needs the key: the nightly job's file may name the bot's secrets and the other way round.
 */
final class SettingsTree {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final String file;
    private final JsonNode root;
    private final Map<JsonPointer, JsonLocation> places;
    private final Map<JsonPointer, String> unset;

    private SettingsTree(
            String file, JsonNode root, Map<JsonPointer, JsonLocation> places, Map<JsonPointer, String> unset) {
        this.file = file;
        this.root = root;
        this.places = places;
        this.unset = unset;
    }

    /** @param file the name to use in messages */
    static SettingsTree parse(String file, String yaml, Environment environment) {
        Map<JsonPointer, JsonLocation> places = new HashMap<>();
        Map<JsonPointer, String> unset = new HashMap<>();
        try (JsonParser parser = new Expanding(YAML.createParser(yaml), file, environment, places, unset)) {
            JsonNode root = YAML.readTree(parser);
            if (!(root instanceof ObjectNode)) {
                throw new SettingsError(file + ": it holds no settings");
            }
            return new SettingsTree(file, root, places, unset);
        } catch (JsonProcessingException e) {
            // the parser's own message repeats the line, which may hold a secret
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : place(at);
            throw new SettingsError(file + place + ": this is not valid YAML");
        } catch (IOException e) {
            throw new SettingsError(file + ": it cannot be read");
        }
    }

    /** A path that the file names: relative to the folder it lies in. */
    Path path(String name) {
        return Path.of(file).resolveSibling(name);
    }

    JsonNode at(JsonPointer pointer) {
        return root.at(pointer);
    }

    /** @throws SettingsError if {@code pointer} or anything below it needs a variable that is not set */
    void requireSet(JsonPointer pointer) {
        List<JsonPointer> missing = unset.keySet().stream()
                .filter(key -> key.toString().startsWith(pointer + "/") || key.equals(pointer))
                .sorted(Comparator.comparing(key -> places.get(key).getLineNr()))
                .toList();
        if (!missing.isEmpty()) {
            String others = missing.size() == 1
                    ? ""
                    : "; nor are those for "
                            + String.join(
                                    ", ",
                                    missing.stream()
                                            .skip(1)
                                            .map(SettingsTree::name)
                                            .toList());
            throw error(missing.get(0), unset.get(missing.get(0)) + others);
        }
    }

    /** A mistake at a key, with file, line and column where it or the nearest key above it stands. */
    SettingsError error(JsonPointer key, String problem) {
        return new SettingsError(file + place(key) + ": " + name(key) + (key.length() == 0 ? "" : ": ") + problem);
    }

    /** A mistake whose text begins with the name of a key inside {@code section}. */
    SettingsError errorIn(JsonPointer section, String problem) {
        String first = problem.split("[^a-z_]", 2)[0];
        JsonPointer key = section.appendProperty(first);
        String prefix = section.length() == 0 || name(section).isEmpty() ? "" : name(section) + ".";
        return new SettingsError(file + place(key) + ": " + prefix + problem);
    }

    private String place(JsonPointer key) {
        for (JsonPointer at = key; at != null && at.length() > 0; at = at.head()) {
            JsonLocation place = places.get(at);
            if (place != null) {
                return place(place);
            }
        }
        return "";
    }

    private static String place(JsonLocation location) {
        return ":" + location.getLineNr() + ":" + location.getColumnNr();
    }

    private static String name(JsonPointer key) {
        return key.toString().replaceFirst("^/", "").replace('/', '.');
    }

    /** Notes where keys stand and replaces references on the way into the tree. */
    private static final class Expanding extends JsonParserDelegate {
        private final String file;
        private final Environment environment;
        private final Map<JsonPointer, JsonLocation> places;
        private final Map<JsonPointer, String> unset;
        private String text;

        Expanding(
                JsonParser parser,
                String file,
                Environment environment,
                Map<JsonPointer, JsonLocation> places,
                Map<JsonPointer, String> unset) {
            super(parser);
            this.file = file;
            this.environment = environment;
            this.places = places;
            this.unset = unset;
        }

        @Override
        public JsonToken nextToken() throws IOException {
            JsonToken token = super.nextToken();
            JsonPointer pointer = getParsingContext().pathAsPointer();
            if (token == JsonToken.FIELD_NAME && places.put(pointer, currentTokenLocation()) != null) {
                throw new SettingsError(file + place(currentTokenLocation()) + ": " + name(pointer)
                        + ": this key stands here for the second time");
            }
            if (token == JsonToken.VALUE_STRING) {
                text = expand(pointer, super.getText());
            }
            return token;
        }

        private String expand(JsonPointer pointer, String value) {
            try {
                return environment.expand(value);
            } catch (Environment.Unset e) {
                unset.put(pointer, e.getMessage());
                return "";
            }
        }

        @Override
        public String getText() throws IOException {
            return currentToken() == JsonToken.VALUE_STRING ? text : super.getText();
        }
    }
}
