package dev.dumplink.masking;

/**
 * Moves both bounds of a range, and all ranges of a multirange, by one noise, so that their order stays; see "Range
 * Types" in PostgreSQL's manual for the text form. Missing bounds, {@code empty} and the kind of brackets stay.
 */
final class RangeMask implements Mask {
    private final Noise noise;
    private final Bytes bound = new Bytes(64);
    private final Bytes result = new Bytes(64);

    RangeMask(Noise noise) {
        this.noise = noise;
    }

    @Override
    public void mask(byte[] value, int from, int to, Bytes out) {
        if (from == to || value[from] == 'e') {
            out.append(value, from, to);
            return;
        }
        noise.draw(value, from, to, true);
        int i = from;
        while (i < to) {
            if (sign(value[i])) {
                out.append(value[i++]);
            } else {
                i = bound(value, i, to, out);
            }
        }
    }

    private static boolean sign(byte c) {
        return c == '{' || c == '}' || c == '[' || c == ']' || c == '(' || c == ')' || c == ',';
    }

    private int bound(byte[] value, int from, int to, Bytes out) {
        boolean quoted = value[from] == '"';
        int i = quoted ? from + 1 : from;
        bound.clear();
        while (i < to && !(quoted ? value[i] == '"' : sign(value[i]))) {
            bound.append(value[i++]);
        }
        result.clear();
        noise.apply(bound.array(), 0, bound.size(), result);
        Literal.quote(result, out);
        return quoted ? i + 1 : i;
    }
}
