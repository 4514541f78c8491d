package dev.dumplink.masking;

/**
 * Masks the elements of an array's text form, of any dimensions, e.g. {@code [0:1]={{a,NULL},{"b c","\""}}}; see
 * "Array Input and Output Syntax" in PostgreSQL's manual. The shape and NULLs stay.
 */
final class ArrayMask implements Mask {
    private final Mask mask;
    private final char delimiter;
    private final Bytes element = new Bytes(64);
    private final Bytes result = new Bytes(64);

    ArrayMask(Mask mask, char delimiter) {
        this.mask = mask;
        this.delimiter = delimiter;
    }

    @Override
    public void mask(byte[] value, int from, int to, Bytes out) {
        int i = from;
        while (i < to) {
            byte c = value[i];
            if (c == '[') {
                i = bounds(value, i, to, out);
            } else if (c == '{' || c == '}' || c == delimiter || c == ' ') {
                out.append(c);
                i++;
            } else {
                i = element(value, i, to, out);
            }
        }
    }

    private static int bounds(byte[] value, int from, int to, Bytes out) {
        int i = from;
        while (i < to && value[i] != '=') {
            i++;
        }
        int end = Math.min(to, i + 1);
        out.append(value, from, end);
        return end;
    }

    private int element(byte[] value, int from, int to, Bytes out) {
        boolean quoted = value[from] == '"';
        int i = quoted ? from + 1 : from;
        element.clear();
        while (i < to && !(quoted ? value[i] == '"' : ends(value[i]))) {
            if (value[i] == '\\' && i + 1 < to) {
                i++;
            }
            element.append(value[i++]);
        }
        if (!quoted && Literal.isNull(element)) {
            out.append(Literal.NULL);
        } else {
            write(out);
        }
        return quoted ? Math.min(to, i + 1) : i;
    }

    private boolean ends(byte c) {
        return c == delimiter || c == '}';
    }

    private void write(Bytes out) {
        if (mask == Mask.NULL) {
            out.append(Literal.NULL);
            return;
        }
        result.clear();
        mask.mask(element.array(), 0, element.size(), result);
        Literal.quote(result, out);
    }
}
