package dev.dumplink.archive;

/** Adler-32 of bytes whose parts were summed apart; zlib's {@code adler32_combine}. */
final class Adler {
    static final int EMPTY = 1;

    private static final long MODULUS = 65521;

    private Adler() {}

    /** The sum of two parts, one after the other. */
    static int combine(int one, int other, long otherLength) {
        long low = (half(one, 0) + half(other, 0) + MODULUS - 1) % MODULUS;
        long shifted = otherLength % MODULUS * (half(one, 0) + MODULUS - 1) % MODULUS;
        long high = (half(one, 1) + half(other, 1) + shifted) % MODULUS;
        return (int) (high << 16 | low);
    }

    private static long half(int sum, int which) {
        return sum >>> 16 * which & 0xffff;
    }
}
