package dev.dumplink.masking;

/**
 * FF1 of NIST SP 800-38G with AES, for numerals of up to nine digits or six letters in each half: there every number fits
 * a long and every round is one block of AES. The tests hold it against another implementation and NIST's samples.
 * FF3-1 is not offered: the second draft of revision 1 (February 2025) drops it.
 */
final class Ff1 {
    private static final int ROUNDS = 10;

    private final Aes aes;
    private final int radix;
    private final int longest;
    // the first block is the same for all numerals of a length: it is kept from the last time
    private long firstOf = -1;
    private long high;
    private long low;

    /** @param radix 10 or 26 */
    Ff1(Aes aes, int radix) {
        this.aes = aes;
        this.radix = radix;
        longest = radix == 10 ? 18 : 12;
    }

    /** The fewest numerals that make a million different values, which revision 1 demands. */
    int shortest() {
        return radix == 10 ? 6 : 5;
    }

    /** The most numerals it takes at once. */
    int longest() {
        return longest;
    }

    /**
     * Encrypts numerals in place.
     *
     * @param tweakLength 0, or 8 when {@code tweak} counts
     */
    void encrypt(byte[] numerals, int from, int length, long tweak, int tweakLength) {
        int u = length / 2;
        int v = length - u;
        int width = bytes(v);
        long a = number(numerals, from, u);
        long b = number(numerals, from + u, v);
        first(u, length, tweakLength);
        for (int round = 0; round < ROUNDS; round++) {
            long c = modulo(a, round(tweak, tweakLength, round, b, width), power(round % 2 == 0 ? u : v));
            a = b;
            b = c;
        }
        write(a, numerals, from, u);
        write(b, numerals, from + u, v);
    }

    private void first(int u, int length, int tweakLength) {
        long lengths = (long) length << 32 | tweakLength;
        if (lengths != firstOf) {
            high = aes.encrypt(0x010201L << 40 | (long) radix << 16 | 10L << 8 | u & 0xff, lengths);
            low = aes.rest();
            firstOf = lengths;
        }
    }

    /** The first eight bytes of PRF(P || Q), where Q is T, zeros, the round and NUM(B). */
    private long round(long tweak, int tweakLength, int round, long b, int width) {
        long q = (long) round << 8 * width | b;
        return aes.encrypt(tweakLength == 0 ? high : high ^ tweak, low ^ q);
    }

    private static long modulo(long a, long y, long m) {
        return (a + Long.remainderUnsigned(y, m)) % m;
    }

    /** How many bytes hold a half: ⌈⌈v·log₂ radix⌉ / 8⌉. */
    private int bytes(int v) {
        int bits = 64 - Long.numberOfLeadingZeros(power(v) - 1);
        return (bits + 7) / 8;
    }

    private long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= radix;
        }
        return power;
    }

    private long number(byte[] numerals, int from, int length) {
        long number = 0;
        for (int i = from; i < from + length; i++) {
            number = number * radix + numerals[i];
        }
        return number;
    }

    private void write(long number, byte[] numerals, int from, int length) {
        long rest = number;
        for (int i = from + length - 1; i >= from; i--) {
            numerals[i] = (byte) (rest % radix);
            rest /= radix;
        }
    }
}
