package dev.dumplink.masking;

/**
 * Permutes strings of digits or of letters: by FF1 where they make a million different values, else by a
 * {@link Permutation}; long ones in pieces, each tweaked by what the ones before became.
 */
final class Numerals {
    private final int radix;
    private final Ff1 ff1;
    private final Permutation[] small;

    Numerals(Keys keys, int radix) {
        this.radix = radix;
        ff1 = new Ff1(keys.aes("ff1/" + radix), radix);
        small = new Permutation[ff1.shortest()];
        long size = 1;
        for (int length = 1; length < small.length; length++) {
            size *= radix;
            small[length] = new Permutation(keys.aes("small/" + radix + "/" + length), size);
        }
    }

    /** Permutes in place; returns the tweak for what follows. */
    long permute(byte[] numerals, int from, int length, long tweak) {
        int pieces = (length + ff1.longest() - 1) / ff1.longest();
        int at = from;
        long chain = tweak;
        for (int left = pieces; left > 0; left--) {
            int piece = (from + length - at) / left;
            permutePiece(numerals, at, piece, chain);
            chain = chain * 0x9e3779b97f4a7c15L + number(numerals, at, piece) + 1;
            at += piece;
        }
        return chain;
    }

    private void permutePiece(byte[] numerals, int from, int length, long tweak) {
        if (length >= ff1.shortest()) {
            ff1.encrypt(numerals, from, length, tweak, tweak == 0 ? 0 : 8);
            return;
        }
        long number = small[length].apply(number(numerals, from, length), tweak);
        for (int i = from + length - 1; i >= from; i--) {
            numerals[i] = (byte) (number % radix);
            number /= radix;
        }
    }

    private long number(byte[] numerals, int from, int length) {
        long number = 0;
        for (int i = from; i < from + length; i++) {
            number = number * radix + numerals[i];
        }
        return number;
    }
}
