package dev.dumplink.masking;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Finds which of many values begins at a place in a text. First two bits tell whether any value begins with the five bytes
 * there; then the lengths of those that do are known, and for each of them two others tell whether a value has the hash
 * of as many bytes; only then are bytes compared. Small letters and capitals are the same, those of Latin 1 included; of
 * other alphabets a value is added in each case. Blanks and what joins words in addresses are the same too. Two hash tables with open addressing; no allocation.
 */
final class LeakIndex {
    static final int PREFIX = 5;
    private static final int FILTER_BITS = 22;
    private static final long PREFIX_BITS = (1L << 8 * PREFIX) - 1;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    // makes small letters of capitals; what else becomes the same is told apart later
    private static final long SMALL = 0x2020202020L;
    // a blank, and what stands for it where blanks cannot
    private static final String JOINTS = " -_+";
    private static final byte[] FOLDED = folded();
    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    /**
     * One value of one column; the same value of another column is the next in the chain.
     *
     * @param cut whether it goes on in truth
     * @param sparse whether it is a number that others hardly have by chance
     * @param common whether so many rows of its column have it that it may well be a default
     */
    record Entry(String column, byte[] value, Strength strength, boolean cut, boolean sparse, boolean common) {
        /** Whether it is letters, blanks and commas. */
        boolean wordsOnly() {
            for (byte b : value) {
                if (b >= 0 && b != ' ' && b != ',' && !Character.isLetter(b)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static byte[] folded() {
        byte[] folded = new byte[256];
        for (int b = 0; b < 256; b++) {
            boolean small = b >= 'A' && b <= 'Z' || b >= 0x80 && b < 0xa0;
            folded[b] = (byte) (small ? b | 0x20 : b);
        }
        for (char joint : JOINTS.toCharArray()) {
            folded[joint] = ' ';
        }
        return folded;
    }

    /** Whether words are parted there by a blank, or joined by what stands for one. */
    static boolean isJoint(byte b) {
        return b >= 0 && FOLDED[b] == ' ';
    }

    /** Whether they are the same but for small letters and capitals, and for how words are joined. */
    static boolean same(byte[] one, int from, int to, byte[] other, int start, int end) {
        if (to - from != end - start) {
            return false;
        }
        for (int i = 0; i < to - from; i++) {
            byte mine = one[from + i];
            byte its = other[start + i];
            boolean letter = mine >= 0 || i > 0 && one[from + i - 1] == (byte) 0xc3;
            if (mine != its && !(letter && FOLDED[mine & 0xff] == FOLDED[its & 0xff])) {
                return false;
            }
        }
        return true;
    }

    private final List<Entry> entries = new ArrayList<>();
    private final PhoneIndex phones = new PhoneIndex();
    private final long[] beginnings = new long[1 << (FILTER_BITS - 6)];
    private final long[] wholes = new long[1 << (FILTER_BITS - 6)];
    private long[] prefixes = new long[0];
    private long[] lengths = new long[0];
    private int[] firsts = new int[0];
    private int[] nexts = new int[0];
    private int mask;
    private int slotMask;

    void add(Entry entry) {
        entries.add(entry);
    }

    /** Those of its values that are phone numbers. */
    PhoneIndex phones() {
        return phones;
    }

    /** One of those values alone that say something everywhere; to be sealed too. */
    LeakIndex unique() {
        LeakIndex unique = new LeakIndex();
        entries.stream().filter(entry -> entry.strength() == Strength.UNIQUE).forEach(unique.entries::add);
        return unique;
    }

    /** Builds the tables; nothing can be added after that. */
    LeakIndex sealed() {
        mask = size(entries.size()) - 1;
        firsts = new int[mask + 1];
        nexts = new int[entries.size()];
        slotMask = size(entries.stream()
                        .flatMapToLong(entry -> prefixes(entry.value()))
                        .distinct()
                        .count())
                - 1;
        prefixes = new long[slotMask + 1];
        lengths = new long[slotMask + 1];
        for (int i = 0; i < entries.size(); i++) {
            byte[] value = entries.get(i).value();
            prefixes(value).forEach(prefix -> begin(prefix, value.length));
            insert(i, value);
        }
        return this;
    }

    private static int size(long values) {
        return Integer.highestOneBit((int) Math.max(16, values) * 2) * 2;
    }

    /** With which bytes it may begin: words are joined in one way at a time. */
    private static LongStream prefixes(byte[] value) {
        long prefix = prefix(value, 0);
        for (int i = 0; i < PREFIX; i++) {
            if (isJoint(value[i])) {
                return LongStream.concat(LongStream.of(prefix), JOINTS.chars().mapToLong(by -> joined(value, by)))
                        .distinct();
            }
        }
        return LongStream.of(prefix);
    }

    private static long joined(byte[] value, int by) {
        byte[] joined = Arrays.copyOf(value, PREFIX);
        for (int i = 0; i < PREFIX; i++) {
            joined[i] = isJoint(joined[i]) ? (byte) by : joined[i];
        }
        return prefix(joined, 0);
    }

    private void begin(long prefix, int length) {
        set(beginnings, prefixHash(prefix));
        int slot = slot(prefix);
        prefixes[slot] = prefix;
        lengths[slot] |= 1L << (length - 1);
    }

    private void insert(int entry, byte[] value) {
        long hash = hash(value, 0, value.length);
        set(wholes, hash);
        int at = place(hash);
        while (firsts[at] != 0 && !same(value, entries.get(firsts[at] - 1).value())) {
            at = (at + 1) & mask;
        }
        nexts[entry] = firsts[at];
        firsts[at] = entry + 1;
    }

    private static boolean same(byte[] one, byte[] other) {
        return same(one, 0, one.length, other, 0, other.length);
    }

    private static long prefix(byte[] text, int at) {
        if (at + Long.BYTES <= text.length) {
            return (long) EIGHT.get(text, at) & PREFIX_BITS | SMALL;
        }
        return (text[at] & 0xffL)
                | (text[at + 1] & 0xffL) << 8
                | (text[at + 2] & 0xffL) << 16
                | (text[at + 3] & 0xffL) << 24
                | (text[at + 4] & 0xffL) << 32
                | SMALL;
    }

    private static long prefixHash(long prefix) {
        long hash = prefix * FACTOR;
        return hash ^ hash >>> 32;
    }

    private static void set(long[] filter, long hash) {
        filter[word(filter, hash)] |= bits(hash);
    }

    private static boolean has(long[] filter, long hash) {
        long bits = bits(hash);
        return (filter[word(filter, hash)] & bits) == bits;
    }

    private static int word(long[] filter, long hash) {
        return (int) (hash >>> 38) & filter.length - 1;
    }

    /** Two in the same word, so that one look into memory tells both. */
    private static long bits(long hash) {
        return 1L << (hash >>> 32) | 1L << (hash >>> 26);
    }

    private int place(long hash) {
        return (int) (hash >>> 20) & mask;
    }

    private int slot(long prefix) {
        int slot = (int) (prefixHash(prefix) >>> 3) & slotMask;
        while (prefixes[slot] != 0 && prefixes[slot] != prefix) {
            slot = (slot + 1) & slotMask;
        }
        return slot;
    }

    private static long hash(byte[] text, int from, int to) {
        long hash = 0;
        for (int i = from; i < to; i++) {
            hash = next(hash, text[i]);
        }
        return hash;
    }

    private static long next(long hash, byte b) {
        return (hash + FOLDED[b & 0xff] + 1) * FACTOR;
    }

    /** Told of every value that is found. */
    @FunctionalInterface
    interface Hit {
        void found(Entry entry, int from, int to);
    }

    /** Looks for values that begin at {@code at}, where a word begins, and end where a word does. */
    void look(byte[] text, int at, int to, Hit hit) {
        if (to - at < PREFIX) {
            return;
        }
        long prefix = prefix(text, at);
        if (!has(beginnings, prefixHash(prefix))) {
            return;
        }
        int slot = slot(prefix);
        long wanted = prefixes[slot] == prefix ? lengths[slot] : 0;
        long hash = 0;
        for (int i = at; wanted != 0 && i < to; i++) {
            hash = next(hash, text[i]);
            if ((wanted & 1) != 0 && has(wholes, hash)) {
                compare(text, at, i + 1, to, hash, hit);
            }
            wanted >>>= 1;
        }
    }

    private void compare(byte[] text, int from, int end, int to, long hash, Hit hit) {
        int at = place(hash);
        while (firsts[at] != 0) {
            byte[] value = entries.get(firsts[at] - 1).value();
            if (same(value, 0, value.length, text, from, end)) {
                chain(firsts[at], text, from, end, to, hit);
                return;
            }
            at = (at + 1) & mask;
        }
    }

    private void chain(int first, byte[] text, int from, int end, int to, Hit hit) {
        boolean wordEnds = end == to || !SearchText.isWord(text[end]);
        for (int at = first; at != 0; at = nexts[at - 1]) {
            Entry entry = entries.get(at - 1);
            if (wordEnds || entry.cut()) {
                hit.found(entry, from, end);
            }
        }
    }
}
