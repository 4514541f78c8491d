package dev.dumplink.masking;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Masks what lies inside JSON, by path. The first path that leads to a value counts, else that of the object or array
 * around it, else {@code other}: every string and number is masked unless that says {@code keep}. Names of members stay
 * where {@link MemberNames} has it so; doubled ones too. A mask for text makes a string of a number or boolean it is named for.
 */
final class JsonMask implements Mask {
    private static final byte[] REDACTED = "\"[redacted]\"".getBytes(StandardCharsets.US_ASCII);

    private final JsonRules rules;
    private final List<String> members = new ArrayList<>();
    private int[] elements = new int[16];
    private final List<JsonRules.Rule> around = new ArrayList<>();
    // whether a path leads to this very value, and not only to what is around it
    private boolean named;
    private final Bytes text = new Bytes(256);
    private final Bytes result = new Bytes(256);

    private JsonMask(JsonRules rules) {
        this.rules = rules;
    }

    static Plan plan(Ask ask, Nested nested) {
        Function<MaskingKey, JsonRules> rules = JsonRules.read(ask, nested);
        return Plan.lossy(keys -> new JsonMask(rules.apply(keys.root()))).escaped();
    }

    @Override
    public void mask(byte[] value, int from, int to, Bytes out) {
        int start = out.size();
        members.clear();
        around.clear();
        try (JsonParser parser = Json.parser(value, from, to)) {
            copy(parser, out, start);
        } catch (IOException e) {
            // nothing of it is said, as it tells the text it stumbled over
            out.truncate(start);
            rules.notJson().ifPresentOrElse(mask -> mask.mask(value, from, to, out), () -> out.append(REDACTED));
        }
    }

    private void copy(JsonParser parser, Bytes out, int start) throws IOException {
        boolean first = true;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token.isStructEnd()) {
                leave(token, out);
                first = false;
                continue;
            }
            if (!first && !inMember(out, start)) {
                out.append(',');
            }
            first = false;
            if (token == JsonToken.FIELD_NAME) {
                name(parser, out);
                continue;
            }
            count();
            JsonRules.Rule rule = rule();
            if (token.isStructStart() && !(rule.whole() && named)) {
                enter(token, rule, out);
                first = true;
            } else {
                value(parser, token, rule, out);
                parser.skipChildren();
            }
        }
        if (out.size() == start) {
            throw new IOException("empty");
        }
    }

    private static boolean inMember(Bytes out, int start) {
        return out.size() == start || out.array()[out.size() - 1] == ':';
    }

    private void enter(JsonToken token, JsonRules.Rule rule, Bytes out) {
        out.append(token == JsonToken.START_OBJECT ? '{' : '[');
        around.add(rule);
        members.add("");
        if (members.size() > elements.length) {
            elements = Arrays.copyOf(elements, 2 * elements.length);
        }
        elements[members.size() - 1] = token == JsonToken.START_OBJECT ? -2 : -1;
    }

    private void leave(JsonToken token, Bytes out) {
        out.append(token == JsonToken.END_OBJECT ? '}' : ']');
        around.remove(around.size() - 1);
        members.remove(members.size() - 1);
    }

    private void count() {
        int last = members.size() - 1;
        if (last >= 0 && elements[last] != -2) {
            elements[last]++;
        }
    }

    private void name(JsonParser parser, Bytes out) throws IOException {
        String name = parser.currentName();
        members.set(members.size() - 1, name);
        string(parser, rules.staying().stays(name) ? Optional.empty() : Optional.of(rules.names()), out);
        out.append(':');
    }

    private JsonRules.Rule rule() {
        Optional<JsonRules.Rule> said = rules.at(members, elements);
        named = said.isPresent();
        return said.orElseGet(() -> around.isEmpty() ? rules.other() : around.get(around.size() - 1));
    }

    private void value(JsonParser parser, JsonToken token, JsonRules.Rule rule, Bytes out) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            out.append(Literal.NIL);
        } else if (token == JsonToken.VALUE_STRING) {
            string(parser, rule.keeps() ? Optional.empty() : Optional.of(rule.strings()), out);
        } else if (token.isNumeric()) {
            number(parser, rule, out);
        } else if (token.isBoolean() && (rule.keeps() || !named)) {
            out.append(parser.getText());
        } else {
            text.clear();
            text.append(token.isBoolean() ? parser.getText() : "");
            masked(rule.strings(), out);
        }
    }

    private void number(JsonParser parser, JsonRules.Rule rule, Bytes out) throws IOException {
        text.clear();
        text.append(parser.getText());
        if (rule.numbers().isEmpty()) {
            masked(rule.strings(), out);
        } else if (rule.numbers().get() == Mask.NULL) {
            out.append(Literal.NIL);
        } else {
            rule.numbers().get().mask(text.array(), 0, text.size(), out);
        }
    }

    /** Appends a string or a name, as it is where there is no mask. */
    private void string(JsonParser parser, Optional<Mask> mask, Bytes out) throws IOException {
        char[] characters = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int to = from + parser.getTextLength();
        if (mask.isEmpty()) {
            Json.string(characters, from, to, out);
        } else {
            text.clear();
            Json.utf8(characters, from, to, text);
            masked(mask.get(), out);
        }
    }

    private void masked(Mask mask, Bytes out) {
        if (mask == Mask.NULL) {
            out.append(Literal.NIL);
            return;
        }
        result.clear();
        mask.mask(text.array(), 0, text.size(), result);
        Json.string(result, out);
    }
}
