package dev.dumplink.archive;

import java.util.Arrays;

/**
 * One block of a deflate stream (RFC 1951, 3.2.7): bytes and repeats are collected, and then written in codes made for
 * them. One thread's.
 */
final class DeflateBlock {
    private static final int CAPACITY = 20_000;
    private static final int END = 256;
    private static final int LITERALS = 286;
    private static final int DISTANCES = 30;
    private static final int[] LENGTH_BASE = new int[29];
    private static final int[] LENGTH_EXTRA = new int[29];
    private static final int[] DISTANCE_BASE = new int[DISTANCES];
    private static final int[] DISTANCE_EXTRA = new int[DISTANCES];
    private static final byte[] LENGTH_SYMBOL = new byte[259];
    // those up to 256, then every 128th
    private static final byte[] DISTANCE_SYMBOL = new byte[512];

    static {
        for (int i = 0, base = 3; i < LENGTH_BASE.length; base += 1 << LENGTH_EXTRA[i++]) {
            LENGTH_EXTRA[i] = i < 8 || i == 28 ? 0 : (i - 4) / 4;
            LENGTH_BASE[i] = i == 28 ? 258 : base;
            Arrays.fill(LENGTH_SYMBOL, LENGTH_BASE[i], LENGTH_SYMBOL.length, (byte) i);
        }
        for (int i = 0, base = 1; i < DISTANCES; base += 1 << DISTANCE_EXTRA[i++]) {
            DISTANCE_EXTRA[i] = i < 4 ? 0 : (i - 2) / 2;
            DISTANCE_BASE[i] = base;
            Arrays.fill(DISTANCE_SYMBOL, base <= 256 ? base - 1 : 256 + (base - 1 >> 7), 512, (byte) i);
        }
    }

    // a byte, or the length of a repeat in the upper half and its distance in the lower
    private final long[] items = new long[CAPACITY + 1];
    private final int[] literals = new int[LITERALS];
    private final int[] distances = new int[DISTANCES];
    private final PrefixCode literalCode = new PrefixCode(LITERALS, 15);
    private final PrefixCode distanceCode = new PrefixCode(DISTANCES, 15);
    private final CodeLengths lengths = new CodeLengths();
    private int size;

    /** Whether no more than one repeat goes in. */
    boolean isFull() {
        return size >= CAPACITY;
    }

    void literal(byte b) {
        items[size++] = b & 0xff;
        literals[b & 0xff]++;
    }

    void repeat(int length, int distance) {
        items[size++] = length << Short.SIZE | distance;
        literals[END + 1 + LENGTH_SYMBOL[length]]++;
        distances[distanceSymbol(distance)]++;
    }

    private static int distanceSymbol(int distance) {
        return DISTANCE_SYMBOL[distance <= 256 ? distance - 1 : 256 + (distance - 1 >> 7)];
    }

    /** Writes it, not as the last one, and is empty again. */
    void write(BitOutput out) {
        literals[END] = 1;
        literalCode.build(literals);
        distanceCode.build(distances);
        out.reserve(CodeLengths.MOST_BITS + bits());
        out.put(0b100, 3);
        lengths.write(literalCode, distanceCode, out);
        encode();
        out.putAll(items, size);
        literalCode.put(END, out);
        size = 0;
        Arrays.fill(literals, 0);
        Arrays.fill(distances, 0);
    }

    private long bits() {
        long bits = 0;
        for (int i = 0; i < LITERALS; i++) {
            bits += (long) literals[i] * (literalCode.length(i) + (i > END ? LENGTH_EXTRA[i - END - 1] : 0));
        }
        for (int i = 0; i < DISTANCES; i++) {
            bits += (long) distances[i] * (distanceCode.length(i) + DISTANCE_EXTRA[i]);
        }
        return bits;
    }

    /** Instead of each item its bits, as {@link BitOutput#putAll} wants them. */
    private void encode() {
        int[] literal = literalCode.codes();
        int[] distant = distanceCode.codes();
        for (int i = 0; i < size; i++) {
            int item = (int) items[i];
            int length = item >>> Short.SIZE;
            items[i] = length == 0 ? literal[item] : repeated(literal, distant, length, item & 0xffff);
        }
    }

    private static long repeated(int[] literal, int[] distant, int length, int distance) {
        int symbol = LENGTH_SYMBOL[length];
        int code = literal[END + 1 + symbol];
        int width = code & BitOutput.WIDTH;
        long bits = code >>> BitOutput.WIDTH_BITS | (long) (length - LENGTH_BASE[symbol]) << width;
        width += LENGTH_EXTRA[symbol];
        int far = distanceSymbol(distance);
        code = distant[far];
        bits |= (long) (code >>> BitOutput.WIDTH_BITS) << width;
        width += code & BitOutput.WIDTH;
        bits |= (long) (distance - DISTANCE_BASE[far]) << width;
        width += DISTANCE_EXTRA[far];
        return bits << BitOutput.WIDTH_BITS | width;
    }
}
