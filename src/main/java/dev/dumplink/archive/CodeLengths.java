package dev.dumplink.archive;

/** How the codes of a block are told in front of it: runs of their lengths, in a code of their own (RFC 1951, 3.2.7). */
final class CodeLengths {
    /** The most bits they take. */
    static final int MOST_BITS = 14 + 19 * 3 + 316 * 14;

    private static final int LITERALS = 286;
    private static final int DISTANCES = 30;
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final int AGAIN = 16;
    private static final int ZEROS = 17;
    private static final int MANY_ZEROS = 18;

    private final byte[] all = new byte[LITERALS + DISTANCES];
    // the symbol, and what it is followed by above
    private final int[] items = new int[all.length];
    private final PrefixCode code = new PrefixCode(ORDER.length, 7);
    private int size;

    void write(PrefixCode literals, PrefixCode distances, BitOutput out) {
        int literalCount = copy(literals, LITERALS, 257, 0);
        int distanceCount = copy(distances, DISTANCES, 1, literalCount);
        runs(literalCount + distanceCount);
        int[] times = new int[ORDER.length];
        for (int i = 0; i < size; i++) {
            times[items[i] & 0xff]++;
        }
        code.build(times);
        int told = ORDER.length;
        while (told > 4 && code.length(ORDER[told - 1]) == 0) {
            told--;
        }
        out.put(literalCount - 257, 5);
        out.put(distanceCount - 1, 5);
        out.put(told - 4, 4);
        for (int i = 0; i < told; i++) {
            out.put(code.length(ORDER[i]), 3);
        }
        for (int i = 0; i < size; i++) {
            int symbol = items[i] & 0xff;
            code.put(symbol, out);
            out.put(items[i] >>> Byte.SIZE, symbol == AGAIN ? 2 : symbol == ZEROS ? 3 : symbol == MANY_ZEROS ? 7 : 0);
        }
    }

    /** @return how many, without those at the end that are not met */
    private int copy(PrefixCode from, int most, int least, int at) {
        int count = most;
        while (count > least && from.length(count - 1) == 0) {
            count--;
        }
        for (int i = 0; i < count; i++) {
            all[at + i] = (byte) from.length(i);
        }
        return count;
    }

    private void runs(int count) {
        size = 0;
        for (int from = 0, to = 0; from < count; from = to) {
            while (to < count && all[to] == all[from]) {
                to++;
            }
            run(all[from], to - from);
        }
    }

    private void run(int length, int times) {
        int left = times;
        if (length > 0) {
            items[size++] = length;
            left--;
        }
        int longest = length > 0 ? 6 : 138;
        while (left >= 3) {
            int taken = Math.min(left, longest);
            int symbol = length > 0 ? AGAIN : taken > 10 ? MANY_ZEROS : ZEROS;
            items[size++] = symbol | taken - (symbol == MANY_ZEROS ? 11 : 3) << Byte.SIZE;
            left -= taken;
        }
        for (; left > 0; left--) {
            items[size++] = length;
        }
    }
}
