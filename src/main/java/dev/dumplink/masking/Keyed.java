package dev.dumplink.masking;

/**
 * Numbers that look random and depend on a key and a value alone: HMAC-SHA256 of the value, and of each block for the
 * next one. Nothing of it outlives {@link #start}; one thread's.
 */
final class Keyed {
    private final Hmac hmac;
    private final byte[] block = new byte[Hmac.LENGTH];
    private int used;

    Keyed(MaskingKey key) {
        hmac = new Hmac(key.bytes());
    }

    /** Begins anew for a value. */
    Keyed start(byte[] value, int from, int to) {
        hash(value, from, to);
        return this;
    }

    private void hash(byte[] value, int from, int to) {
        hmac.hash(value, from, to, block);
        used = 0;
    }

    /** The next 32 bits. */
    int bits() {
        if (used == block.length) {
            hash(block, 0, block.length);
        }
        int at = used;
        used += 4;
        return (block[at] & 0xff) << 24
                | (block[at + 1] & 0xff) << 16
                | (block[at + 2] & 0xff) << 8
                | block[at + 3] & 0xff;
    }

    long bits64() {
        return (long) bits() << 32 | bits() & 0xffffffffL;
    }

    /** A number from 0 to {@code n} - 1; what 32 bits are uneven by does not matter here. */
    int below(int n) {
        return (int) ((bits() & 0xffffffffL) * n >>> 32);
    }

    /** From 0 to 1, exclusive, of 53 bits. */
    double unit() {
        return (bits64() >>> 11) * 0x1p-53;
    }

    /** Appends decimal digits. */
    void digits(int count, Bytes out) {
        for (int i = 0; i < count; i++) {
            out.append('0' + below(10));
        }
    }

    /** Appends characters of an alphabet of 32 or 16, 5 or 4 bits each. */
    void letters(byte[] alphabet, int count, Bytes out) {
        int mask = alphabet.length - 1;
        int width = Integer.bitCount(mask);
        int held = 0;
        int left = 0;
        for (int i = 0; i < count; i++) {
            if (left < width) {
                held = bits();
                left = 32;
            }
            out.append(alphabet[held & mask]);
            held >>>= width;
            left -= width;
        }
    }
}
