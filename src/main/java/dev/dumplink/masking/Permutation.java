package dev.dumplink.masking;

/**
 * A keyed permutation of the numbers below {@code n}: an unbalanced Feistel network of ten rounds of AES over the next
 * power of two, walked until it comes back below {@code n} (Black and Rogaway, "Ciphers with arbitrary finite domains",
 * 2002). For domains too small for FF1 it makes pseudonyms, not secrets: whoever knows a few pairs can guess others.
 *
 * <p>Of up to a million numbers none stays what it is, unless it is the only one: the network only puts them into a circle,
 * and each becomes the next one there. Walking on in one circle to a number that is allowed does not come back to the same
 * either, as long as two are. Of more numbers about one in all of them stays.
 */
final class Permutation {
    private static final int ROUNDS = 10;
    private static final long CIRCLE = 1 << 20;

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
        long place = number;
        do {
            place = once(place, tweak);
        } while (place < 0 || place >= size);
        return size > CIRCLE ? place : at((place + 1) % size, tweak);
    }

    /** What stands at a place of the circle. */
    private long at(long place, long tweak) {
        long number = place;
        do {
            number = back(number, tweak);
        } while (number >= size);
        return number;
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

    private long back(long number, long tweak) {
        long low = number & lowMask;
        long high = number >>> width;
        for (int round = ROUNDS - 2; round >= 0; round -= 2) {
            low ^= aes.encrypt(tweak, (long) (round + 1) << 56 ^ high) & lowMask;
            high ^= aes.encrypt(tweak, (long) round << 56 ^ low) & highMask;
        }
        return high << width | low;
    }
}
