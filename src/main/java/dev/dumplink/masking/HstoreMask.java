package dev.dumplink.masking;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Masks the values of an hstore, {@code "a"=>"1", "b"=>NULL}, by key; those of keys that are not named as text. Keys
 * stay where {@link MemberNames} has it so.
 */
final class HstoreMask implements Mask {
    private final Map<String, Mask> masks;
    private final Mask otherwise;
    private final MemberNames staying;
    private final Mask names;
    private final Bytes part = new Bytes(64);
    private final Bytes result = new Bytes(64);

    private HstoreMask(Map<String, Mask> masks, Mask otherwise, MemberNames staying, Mask names) {
        this.masks = masks;
        this.otherwise = otherwise;
        this.staying = staying;
        this.names = names;
    }

    static Plan plan(Ask ask, Nested nested) {
        ask.needs(Kind.HSTORE);
        Map<String, Nested.Inner> keys = new HashMap<>();
        Optional<JsonNode> said = ask.options().node("keys");
        MemberNames.Said names = said.filter(JsonNode::isTextual)
                .map(word -> MemberNames.said(word.asText()))
                .orElse(MemberNames.Said.NOTHING);
        said.filter(node -> !node.isTextual()).ifPresent(node -> {
            if (!node.isObject()) {
                throw new Unfit("needs keys as a mapping of keys to masks, or the word keep or mask");
            }
            for (Map.Entry<String, JsonNode> each : node.properties()) {
                keys.put(
                        each.getKey(),
                        nested.read(each.getValue(), each.getKey()).fitting(Ask.TEXT, each.getKey()));
            }
        });
        boolean keep = ask.choice("other", "mask", "keep").equals("keep");
        MemberNames staying = new MemberNames(names, keys.keySet());
        return Plan.lossy(made -> {
                    Map<String, Mask> masks = new HashMap<>();
                    keys.forEach((key, inner) -> masks.put(key, inner.make(Ask.TEXT, made.root())));
                    Mask text = nested.named("text").make(Ask.TEXT, made.root());
                    Mask hash = nested.named("hash").make(Ask.TEXT, made.root());
                    return new HstoreMask(masks, keep ? Nested.KEEP : text, staying, hash);
                })
                .escaped();
    }

    @Override
    public void mask(byte[] value, int from, int to, Bytes out) {
        Mask next = Nested.KEEP;
        boolean key = true;
        for (int i = from; i < to; ) {
            if (value[i] != '"') {
                out.append(value[i++]);
                continue;
            }
            i = read(value, i + 1, to);
            if (key) {
                String name = part.toString();
                next = masks.getOrDefault(name, otherwise);
                masked(staying.stays(name) ? Nested.KEEP : names, out);
                i = arrow(value, i, to, out);
                key = i < to && value[i] != '"';
                if (key) {
                    // NULL is of plain letters
                    i = copyNull(value, i, to, out);
                }
            } else {
                masked(next, out);
                key = true;
            }
        }
    }

    private int read(byte[] value, int from, int to) {
        part.clear();
        int i = from;
        while (i < to && value[i] != '"') {
            if (value[i] == '\\' && i + 1 < to) {
                i++;
            }
            part.append(value[i++]);
        }
        return Math.min(to, i + 1);
    }

    private static int arrow(byte[] value, int from, int to, Bytes out) {
        int end = Math.min(to, from + 2);
        out.append(value, from, end);
        return end;
    }

    private static int copyNull(byte[] value, int from, int to, Bytes out) {
        int end = Math.min(to, from + Literal.NULL.length);
        out.append(value, from, end);
        return end;
    }

    private void masked(Mask mask, Bytes out) {
        if (mask == Mask.NULL) {
            out.append(Literal.NULL);
            return;
        }
        result.clear();
        mask.mask(part.array(), 0, part.size(), result);
        write(result, out);
    }

    private static void write(Bytes text, Bytes out) {
        out.append('"');
        Literal.escape(text, out);
        out.append('"');
    }
}
