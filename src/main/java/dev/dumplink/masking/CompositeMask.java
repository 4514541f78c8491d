package dev.dumplink.masking;

import dev.dumplink.schema.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Masks a row type field by field, each of which the policy names; see "Composite Type Input and Output Syntax" in
 * PostgreSQL's manual for the text form. A field that is NULL stays so.
 */
final class CompositeMask implements Mask {
    private final Mask[] masks;
    private final Bytes field = new Bytes(64);
    private final Bytes result = new Bytes(64);

    private CompositeMask(List<Mask> masks) {
        this.masks = masks.toArray(Mask[]::new);
    }

    private record Field(MaskTarget target, Nested.Inner inner) {}

    static Plan plan(Ask ask, Nested nested) {
        if (!(ask.target().type().base() instanceof DataType.Composite type)) {
            throw new Unfit(
                    "masks row types; the column is " + ask.target().type().sql());
        }
        var named = ask.options()
                .node("fields")
                .orElseThrow(() -> new Unfit("needs fields: a mask for each of "
                        + type.attributes().stream()
                                .map(DataType.Composite.Attribute::name)
                                .collect(Collectors.joining(", "))));
        Set<String> strangers = new TreeSet<>();
        named.fieldNames().forEachRemaining(strangers::add);
        List<Field> fields = new ArrayList<>();
        for (DataType.Composite.Attribute attribute : type.attributes()) {
            String name = attribute.name();
            if (!strangers.remove(name)) {
                throw new Unfit("has no mask for the field " + name);
            }
            MaskTarget target = new MaskTarget(attribute.type(), false, false);
            fields.add(new Field(target, nested.read(named.get(name), name).fitting(target, name)));
        }
        if (!strangers.isEmpty()) {
            throw new Unfit("names the field " + strangers.iterator().next() + ", which the type has not");
        }
        return Plan.lossy(keys -> new CompositeMask(fields.stream()
                        .map(each -> each.inner().make(each.target(), keys.root()))
                        .toList()))
                .escaped();
    }

    @Override
    public void mask(byte[] value, int from, int to, Bytes out) {
        int i = from + 1;
        out.append('(');
        for (int at = 0; at < masks.length; at++) {
            if (at > 0) {
                out.append(',');
            }
            int end = read(value, i, to);
            // two quotes are an empty text, nothing at all is NULL
            if (end > i && masks[at] != Mask.NULL) {
                result.clear();
                masks[at].mask(field.array(), 0, field.size(), result);
                Literal.quote(result, out);
            }
            i = end + 1;
        }
        out.append(')');
    }

    /** Reads one field; returns where it ends. */
    private int read(byte[] value, int from, int to) {
        field.clear();
        boolean quoted = false;
        int i = from;
        while (i < to && (quoted || value[i] != ',' && value[i] != ')')) {
            byte c = value[i];
            if (c == '"' && quoted && i + 1 < to && value[i + 1] == '"' || c == '\\' && i + 1 < to) {
                field.append(value[i + 1]);
                i += 2;
            } else if (c == '"') {
                quoted = !quoted;
                i++;
            } else {
                field.append(c);
                i++;
            }
        }
        return i;
    }
}
