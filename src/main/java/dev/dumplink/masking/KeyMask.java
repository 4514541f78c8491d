package dev.dumplink.masking;

/**
 * Permutes surrogate keys. Positive numbers stay positive, negative ones negative, and 0 is 0; what fits two or four
 * bytes still does, so that a reference becomes the same whichever integer type either side has. UUIDs keep their version
 * and variant.
 */
final class KeyMask {
    private static final long[] BANDS = {0, 1L << 15, 1L << 31, Long.MAX_VALUE};

    private KeyMask() {}

    static Plan plan(Ask ask) {
        return ask.needs(Kind.INTEGER, Kind.UUID) == Kind.UUID
                ? Plan.bijective(keys -> uuids(keys.aes("uuid"))).cached()
                : Plan.bijective(KeyMask::integers).cached();
    }

    private static Mask integers(Keys keys) {
        Permutation[] positive = permutations(keys, "positive", 1);
        Permutation[] negative = permutations(keys, "negative", 0);
        return (value, from, to, out) -> {
            long number = Decimal.read(value, from, to);
            // -1, -2, … are 0, 1, … here, so that each type's lowest number has a place
            long moved = number == 0 ? 0 : number > 0 ? move(positive, number, 1) : ~move(negative, ~number, 0);
            Decimal.write(moved, out);
        };
    }

    private static Permutation[] permutations(Keys keys, String sign, long first) {
        Permutation[] bands = new Permutation[BANDS.length - 1];
        for (int i = 0; i < bands.length; i++) {
            long start = Math.max(first, BANDS[i]);
            bands[i] = new Permutation(keys.aes(sign + "/" + i), BANDS[i + 1] - start + (i == 2 ? 1 : 0));
        }
        return bands;
    }

    private static long move(Permutation[] bands, long number, long first) {
        int band = number < BANDS[1] ? 0 : number < BANDS[2] ? 1 : 2;
        long start = Math.max(first, BANDS[band]);
        return start + bands[band].apply(number - start, 0);
    }

    // 122 bits, those of version and variant left out, in a Feistel network of two halves
    private static Mask uuids(Aes aes) {
        return (value, from, to, out) -> {
            long high = hex(value, from, from + 18);
            long low = hex(value, from + 19, to);
            long left = high >>> 16 << 12 | high & 0xfff;
            long right = low & ~(3L << 62);
            for (int round = 0; round < 8; round += 2) {
                left ^= aes.encrypt(round, right) >>> 4;
                right ^= aes.encrypt(round + 1, left) >>> 2;
            }
            HashMask.write(left >>> 12 << 16 | high & 0xf000 | left & 0xfff, low & 3L << 62 | right, out);
        };
    }

    private static long hex(byte[] value, int from, int to) {
        long bits = 0;
        for (int i = from; i < to; i++) {
            if (value[i] != '-') {
                bits = bits << 4 | Character.digit(value[i], 16);
            }
        }
        return bits;
    }
}
