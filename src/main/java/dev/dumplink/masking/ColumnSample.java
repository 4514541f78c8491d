package dev.dumplink.masking;

import dev.dumplink.schema.DataType;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** Values of one masked column that say something when they are met again, and what of them stayed where it was. */
final class ColumnSample {
    private static final Set<String> TEXTS = Set.of(
            "text",
            "varchar",
            "bpchar",
            "citext",
            "name",
            "uuid",
            "inet",
            "cidr",
            "macaddr",
            "macaddr8",
            "bytea",
            "xml");
    private static final Set<String> NUMBERS = Set.of("int4", "int8", "numeric");
    private static final Set<String> CONTAINERS = Set.of("json", "jsonb", "hstore");
    private static final int LONGEST = 64;

    private final String mask;
    private final boolean numbers;
    private final boolean whole;
    private final BottomValues met;
    private final Stayed stayed;
    private final Bytes text = new Bytes(256);

    ColumnSample(CompiledColumn column, Inside inside, int most, long seed) {
        DataType type = column.type().base();
        String base = type instanceof DataType.Base plain ? plain.name() : "";
        boolean parts = inside != Inside.NOTHING;
        numbers = NUMBERS.contains(base);
        whole = !parts && (numbers || TEXTS.contains(base));
        mask = column.mask().orElse("");
        met = new BottomValues(whole || parts || hasParts(type) ? most : 0, seed);
        stayed = parts ? new Stayed(inside, seed) : Stayed.NOTHING;
    }

    private static boolean hasParts(DataType type) {
        return type instanceof DataType.Composite
                || type instanceof DataType.Array array
                        && array.element().base() instanceof DataType.Base element
                        && TEXTS.contains(element.name())
                || type instanceof DataType.Base base && CONTAINERS.contains(base.name());
    }

    /** Whether its values are to be collected. */
    boolean wanted() {
        return met.most() > 0;
    }

    void masked(byte[] value, int from, int to, byte[] masked, int maskedFrom, int maskedTo) {
        if (!wanted()) {
            return;
        }
        stayed.row(value, from, to, masked, maskedFrom, maskedTo);
        if (!whole) {
            parts(value, from, to, masked, maskedFrom, maskedTo);
        } else if (!Arrays.equals(value, from, to, masked, maskedFrom, maskedTo)) {
            take(value, from, to);
        }
    }

    private void parts(byte[] value, int from, int to, byte[] masked, int start, int end) {
        int at = from;
        for (int i = from; i <= to; i++) {
            if (i == to || "{}[](),:\"".indexOf(value[i]) >= 0) {
                if (i - at > 4 && !contains(masked, start, end, value, at, i)) {
                    take(value, at, i);
                }
                at = i + 1;
            }
        }
    }

    static boolean contains(byte[] text, int from, int to, byte[] part, int start, int end) {
        for (int i = from; i + end - start <= to; i++) {
            if (Arrays.equals(text, i, i + end - start, part, start, end)) {
                return true;
            }
        }
        return false;
    }

    private void take(byte[] value, int from, int to) {
        long hash = met.count(value, from, to);
        if (!met.wants(hash) || met.again(hash)) {
            return;
        }
        text.clear();
        SearchText.value(value, from, to, text);
        int start = 0;
        int end = text.size();
        while (start < end && !SearchText.isWord(text.array()[start])) {
            start++;
        }
        while (end > start && !SearchText.isWord(text.array()[end - 1])) {
            end--;
        }
        Strength strength =
                numbers ? Strength.inNumbers(text.array(), start, end) : Strength.of(text.array(), start, end);
        if (strength != Strength.NONE) {
            met.add(hash, BottomValues.copy(text.array(), start, Math.min(end, start + LONGEST)), strength);
        }
    }

    /** Takes in what another thread met of the same column. */
    void merge(ColumnSample other) {
        met.merge(other.met);
        stayed.merge(other.stayed);
    }

    /** Adds what is to be looked for. */
    void into(LeakIndex index, String name) {
        new Lookout(name, mask, numbers, met, LONGEST).into(index);
    }

    /** Which part of its different values that is. */
    double share() {
        return met.size() / met.different();
    }

    /** What stayed of values that are masked by parts, and how often: forms, and {@link ScanException#KEYS}. */
    Map<String, Long> stayed() {
        return stayed.found();
    }

    int size() {
        return met.size();
    }
}
