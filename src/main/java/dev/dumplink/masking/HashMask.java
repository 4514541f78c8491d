package dev.dumplink.masking;

import java.nio.charset.StandardCharsets;

/** Hexadecimal digits of the keyed hash, and the same written as a UUID of version 4 (RFC 9562). */
final class HashMask {
    static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** Hexadecimal digits that make a hundred bits. */
    static final int UNIQUE = 25;

    private HashMask() {}

    static Plan hash(Ask ask) {
        Kind kind = ask.needs(Kind.TEXT, Kind.XML, Kind.BYTEA);
        int length = ask.whole("length", Math.min(32, ask.room()), 1, 256);
        ask.needsRoom(length);
        if (kind == Kind.BYTEA && length % 2 != 0) {
            throw new Unfit("needs an even length to make bytes");
        } else if (ask.unique() && length < UNIQUE) {
            throw new Unfit("needs a length of at least " + UNIQUE + " to keep rows different");
        }
        byte[] before = kind == Kind.BYTEA ? new byte[] {'\\', 'x'} : new byte[0];
        Plan plan = new Plan(
                length < UNIQUE ? Uniqueness.LOSSY : Uniqueness.PRACTICAL,
                kind != Kind.BYTEA,
                keys -> hash(keys.keyed(), before, length));
        return plan.cached();
    }

    private static Mask hash(Keyed keyed, byte[] before, int length) {
        return (value, from, to, out) -> {
            keyed.start(value, from, to);
            keyed.letters(HEX, length, out.append(before));
        };
    }

    static Plan uuid(Ask ask) {
        ask.needs(Kind.TEXT, Kind.UUID);
        ask.needsRoom(36);
        return Plan.practical(keys -> uuid(keys.keyed())).cached();
    }

    private static Mask uuid(Keyed keyed) {
        return (value, from, to, out) -> {
            keyed.start(value, from, to);
            write(keyed.bits64() & ~0xf000L | 0x4000L, keyed.bits64() & ~(3L << 62) | 2L << 62, out);
        };
    }

    /** Appends a UUID of those 128 bits. */
    static void write(long high, long low, Bytes out) {
        hex(high >>> 32, 8, out);
        hex(high >>> 16, 4, out.append('-'));
        hex(high, 4, out.append('-'));
        hex(low >>> 48, 4, out.append('-'));
        hex(low, 12, out.append('-'));
    }

    private static void hex(long bits, int digits, Bytes out) {
        for (int i = digits - 1; i >= 0; i--) {
            out.append(HEX[(int) (bits >>> 4 * i) & 15]);
        }
    }
}
