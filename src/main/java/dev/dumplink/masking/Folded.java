package dev.dumplink.masking;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Makes values that a type holds for equal look the same before they are masked: {@code citext} in lower case,
 * {@code char(n)} without the blanks it is filled up with.
 */
record Folded(MaskType inner) implements MaskType {
    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public String describe() {
        return inner.describe();
    }

    @Override
    public Set<String> options() {
        return inner.options();
    }

    @Override
    public Fit fit(MaskTarget target, MaskOptions options) {
        return inner.fit(target, options);
    }

    @Override
    public Mask create(MaskTarget target, MaskOptions options, MaskingKey key) {
        Mask mask = inner.create(target, options, key);
        if (mask == Mask.NULL) {
            return mask;
        }
        return switch (new Ask(target, options).typeName()) {
            case "citext" -> (value, from, to, out) -> lower(mask, value, from, to, out);
            case "bpchar" -> (value, from, to, out) -> mask.mask(value, from, stripped(value, from, to), out);
            default -> mask;
        };
    }

    private static void lower(Mask mask, byte[] value, int from, int to, Bytes out) {
        if (isLower(value, from, to)) {
            mask.mask(value, from, to, out);
        } else {
            byte[] lower = new String(value, from, to - from, StandardCharsets.UTF_8)
                    .toLowerCase(Locale.ROOT)
                    .getBytes(StandardCharsets.UTF_8);
            mask.mask(lower, 0, lower.length, out);
        }
    }

    private static boolean isLower(byte[] value, int from, int to) {
        for (int i = from; i < to; i++) {
            if (value[i] < 0 || value[i] >= 'A' && value[i] <= 'Z') {
                return false;
            }
        }
        return true;
    }

    private static int stripped(byte[] value, int from, int to) {
        int end = to;
        while (end > from && value[end - 1] == ' ') {
            end--;
        }
        return end;
    }
}
