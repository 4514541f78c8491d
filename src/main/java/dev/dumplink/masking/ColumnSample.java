package dev.dumplink.masking;

import dev.dumplink.schema.DataType;
import java.util.Arrays;
import java.util.HashSet;
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
    private static final String MONEY = "money";
    private static final Set<String> NUMBERS = Set.of("int4", "int8", "numeric", "float4", "float8", MONEY);
    private static final Set<String> CONTAINERS = Set.of("json", "jsonb", "hstore");
    private static final String PHONE = "phone";
    private static final int LONGEST = 64;

    private final String mask;
    private final boolean numbers;
    private final boolean phones;
    private final boolean whole;
    private final BottomValues met;
    private final Stayed stayed;
    private final Bytes text = new Bytes(256);
    private final Set<Long> left = new HashSet<>();

    ColumnSample(CompiledColumn column, Inside inside, int most, long seed) {
        DataType type = column.type().base();
        String base = type instanceof DataType.Base plain ? plain.name() : "";
        String element = type instanceof DataType.Array array && array.element().base() instanceof DataType.Base plain
                ? plain.name()
                : "";
        boolean parts = inside != Inside.NOTHING
                || type instanceof DataType.Composite
                || CONTAINERS.contains(base)
                || TEXTS.contains(element)
                // its parts have commas
                || NUMBERS.contains(element) && !element.equals(MONEY);
        numbers = NUMBERS.contains(base) || NUMBERS.contains(element);
        whole = !parts && (numbers || TEXTS.contains(base));
        mask = column.mask().orElse("");
        phones = mask.equals(PHONE) || inside.masks().contains(PHONE);
        met = new BottomValues(whole || parts ? most : 0, seed);
        stayed = inside != Inside.NOTHING ? new Stayed(inside, seed) : Stayed.NOTHING;
    }

    /** Of texts that are masked so. */
    ColumnSample(String mask, int most, long seed) {
        this(mask, false, false, true, new BottomValues(most, seed), Stayed.NOTHING);
    }

    private ColumnSample(String mask, boolean numbers, boolean phones, boolean whole, BottomValues met, Stayed stayed) {
        this.mask = mask;
        this.numbers = numbers;
        this.phones = phones;
        this.whole = whole;
        this.met = met;
        this.stayed = stayed;
    }

    /** An empty one of the same column, to go on with and to be merged into this one. */
    ColumnSample more() {
        return new ColumnSample(mask, numbers, phones, whole, met.more(), stayed.more());
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
        left.clear();
        ValueParts.each(masked, start, end, (first, last) -> left.add(met.hash(masked, first, last)));
        ValueParts.each(value, from, to, (first, last) -> {
            if (!left.contains(met.hash(value, first, last))) {
                take(value, first, last);
            }
        });
    }

    private void take(byte[] value, int from, int to) {
        long hash = met.count(value, from, to);
        if (!met.wants(hash) || met.again(hash)) {
            return;
        }
        text.clear();
        SearchText.value(value, from, to, text);
        byte[] plain = text.array();
        int start = begin(plain, 0, text.size());
        int end = end(plain, start, text.size());
        Strength strength = strength(plain, start, end);
        if (strength != Strength.NONE) {
            boolean plus = phones && start > 0 && plain[start - 1] == '+';
            met.add(hash, BottomValues.copy(plain, plus ? start - 1 : start, Math.min(end, start + LONGEST)), strength);
        }
    }

    /** Where its first word begins. */
    static int begin(byte[] plain, int from, int to) {
        int at = from;
        while (at < to && !SearchText.isWord(plain[at])) {
            at++;
        }
        return at;
    }

    /** Where its last word ends. */
    static int end(byte[] plain, int from, int to) {
        int at = to;
        while (at > from && !SearchText.isWord(plain[at - 1])) {
            at--;
        }
        return at;
    }

    /** Takes a value that is as it is searched for. */
    void ready(byte[] value, int from, int to) {
        long hash = met.count(value, from, to);
        if (met.wants(hash) && !met.again(hash)) {
            Strength strength = Strength.of(value, from, to);
            if (strength != Strength.NONE) {
                met.add(hash, BottomValues.copy(value, from, to), strength);
            }
        }
    }

    private Strength strength(byte[] plain, int from, int to) {
        if (!numbers) {
            return Strength.of(plain, from, to);
        }
        byte[] number = Amounts.plain(BottomValues.copy(plain, from, to));
        return Strength.inNumbers(number, 0, number.length);
    }

    /** Takes in what another thread met of the same column. */
    void merge(ColumnSample other) {
        met.merge(other.met);
        stayed.merge(other.stayed);
    }

    /** Adds what is to be looked for. */
    void into(LeakIndex index, String name) {
        new Lookout(name, mask, numbers, phones, met, LONGEST).into(index);
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
