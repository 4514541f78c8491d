package dev.dumplink.masking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Members of sampled JSON whose names say what they hold, as paths: {@code $.nested[*].phone}. */
final class JsonMembers {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int DEEPEST = 12;
    private static final String PLAIN = "[A-Za-z_][A-Za-z0-9_]*";

    private final Map<String, String> found = new TreeMap<>();

    /** The masks by path. */
    static Map<String, String> of(List<String> documents) {
        JsonMembers members = new JsonMembers();
        documents.forEach(members::document);
        return members.found;
    }

    private void document(String text) {
        try {
            look("$", JSON.readTree(text), 0);
        } catch (JsonProcessingException e) {
            // a sample may be cut; whatever no path names is masked anyway
        }
    }

    private void look(String path, JsonNode node, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (node.isArray()) {
            node.forEach(each -> look(path + "[*]", each, depth + 1));
        } else if (node.isObject()) {
            node.properties().forEach(each -> member(path, each.getKey(), each.getValue(), depth + 1));
        }
    }

    private void member(String path, String name, JsonNode value, int depth) {
        if (!name.matches(PLAIN)) {
            return;
        }
        String at = path + "." + name;
        boolean text = value.isTextual() || value.isArray() && value.path(0).isTextual();
        if (text) {
            Meaning.of(new ColumnWords(name))
                    .findFirst()
                    .filter(meaning -> meaning != Meaning.COUNTRY && meaning != Meaning.FREE_TEXT)
                    .ifPresent(meaning -> found.put(value.isArray() ? at + "[*]" : at, meaning.mask()));
        } else {
            look(at, value, depth);
        }
    }
}
