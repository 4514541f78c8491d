package dev.dumplink.masking;

/**
 * A keyed permutation of the numbers below {@code n}: an unbalanced Feistel network of ten rounds of AES over the next
 * power of two, walked until it comes back below {@code n} (Black and Rogaway, "Ciphers with arbitrary finite domains",
 * 2002). For domains too small for FF1 it makes pseudonyms, not secrets: whoever knows a few pairs can guess others.
 */
final class Permutation {
    private static final int ROUNDS = 10;

    private final Aes aes;
    private final long size;
    private final int width;
    private final long lowMask;
    private final long highMask;

    /** @param size from 1 to {@code Long.MAX_VALUE} */
    Permutation(Aes aes, long size) {
        this.aes = aes;
        this.size = size;
        int bits = Math.max(2, 64 - Long.numberOfLeadingZeros(size - 1));
        width = bits / 2;
        lowMask = (1L << width) - 1;
        highMask = (1L << bits - width) - 1;
    }

    /** @param tweak another one is another permutation */
    long apply(long number, long tweak) {
        long moved = number;
        do {
            moved = once(moved, tweak);
        } while (moved < 0 || moved >= size);
        return moved;
    }

    private long once(long number, long tweak) {
        long low = number & lowMask;
        long high = number >>> width;
        for (int round = 0; round < ROUNDS; round += 2) {
            high ^= aes.encrypt(tweak, (long) round << 56 ^ low) & highMask;
            low ^= aes.encrypt(tweak, (long) (round + 1) << 56 ^ high) & lowMask;
        }
        return high << width | low;
    }
}
