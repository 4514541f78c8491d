package dev.dumplink.archive;

import java.util.Arrays;

/**
 * A Huffman code for symbols of which some are met more often than others; canonical, so that the lengths alone tell it
 * (RFC 1951, 3.2.2).
 */
final class PrefixCode {
    private final int longest;
    private final byte[] lengths;
    private final int[] codes;
    // the symbol in the lower half, how often it is met above
    private final long[] rarestFirst;

    /** @param longest bits a symbol may have */
    PrefixCode(int symbols, int longest) {
        this.longest = longest;
        this.lengths = new byte[symbols];
        this.codes = new int[symbols];
        this.rarestFirst = new long[symbols];
    }

    /** How many bits the symbol has; 0 where it is not met. */
    int length(int symbol) {
        return lengths[symbol];
    }

    /** All symbols' bits, the first one lowest, as {@link BitOutput#putAll} wants them. */
    int[] codes() {
        return codes;
    }

    void put(int symbol, BitOutput out) {
        out.put(codes[symbol] >>> BitOutput.WIDTH_BITS, lengths[symbol]);
    }

    /** @param times how often each symbol is met */
    void build(int... times) {
        Arrays.fill(lengths, (byte) 0);
        int met = 0;
        for (int symbol = 0; symbol < times.length; symbol++) {
            if (times[symbol] > 0) {
                rarestFirst[met++] = (long) times[symbol] << Integer.SIZE | symbol;
            }
        }
        if (met > 1) {
            Arrays.sort(rarestFirst, 0, met);
            assign(shortened(countByLength(met)));
        } else {
            // there are readers that want two in any case
            int only = met == 0 ? 0 : symbol(0);
            lengths[only] = 1;
            lengths[only == 0 ? 1 : 0] = 1;
        }
        number();
    }

    private int symbol(int rank) {
        return (int) rarestFirst[rank];
    }

    /** Huffman's tree: leaves first, then what joins two; both queues are in order, so the next is at the front of one. */
    private int[] countByLength(int leaves) {
        long[] weights = new long[2 * leaves - 1];
        int[] parents = new int[weights.length];
        for (int i = 0; i < leaves; i++) {
            weights[i] = rarestFirst[i] >>> Integer.SIZE;
        }
        int leaf = 0;
        int inner = leaves;
        for (int joined = leaves; joined < weights.length; joined++) {
            for (int child = 0; child < 2; child++) {
                boolean isLeaf = leaf < leaves && (inner == joined || weights[leaf] <= weights[inner]);
                int next = isLeaf ? leaf++ : inner++;
                weights[joined] += weights[next];
                parents[next] = joined;
            }
        }
        int[] counts = new int[longest + 1];
        int[] depths = new int[weights.length];
        for (int i = weights.length - 2; i >= 0; i--) {
            depths[i] = depths[parents[i]] + 1;
            if (i < leaves) {
                counts[Math.min(depths[i], longest)]++;
            }
        }
        return counts;
    }

    /** Leaves that were lifted to {@code longest} take too much room: others are lowered until all of them fit. */
    private int[] shortened(int[] counts) {
        int taken = 0;
        for (int length = 1; length <= longest; length++) {
            taken += counts[length] << longest - length;
        }
        while (taken > 1 << longest) {
            int length = longest - 1;
            while (counts[length] == 0) {
                length--;
            }
            counts[length]--;
            counts[length + 1] += 2;
            counts[longest]--;
            taken--;
        }
        return counts;
    }

    private void assign(int[] counts) {
        int rank = 0;
        for (int length = longest; length > 0; length--) {
            for (int i = 0; i < counts[length]; i++) {
                lengths[symbol(rank++)] = (byte) length;
            }
        }
    }

    private void number() {
        int code = 0;
        for (int length = 1; length <= longest; length++) {
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == length) {
                    codes[symbol] = Integer.reverse(code++) >>> Integer.SIZE - length << BitOutput.WIDTH_BITS | length;
                }
            }
            code <<= 1;
        }
    }
}
