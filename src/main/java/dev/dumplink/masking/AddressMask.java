package dev.dumplink.masking;

/**
 * Addresses of machines that no packet reaches: IPv4 out of 198.18.0.0/15 (RFC 2544, benchmarks), IPv6 out of 3fff::/20
 * (RFC 9637, documentation; 108 bits are free), MAC locally administered (IEEE 802, the second bit of the first byte).
 */
final class AddressMask {

    private AddressMask() {}

    /** What is IPv6 has a colon. A column whose rows must stay different gets IPv6 alone; a network's length is kept. */
    static Plan ip(Ask ask) {
        ask.needs(Kind.TEXT, Kind.IP);
        boolean cidr = ask.typeName().equals("cidr");
        if (cidr && ask.unique()) {
            throw new Unfit("has too few networks to keep rows different");
        } else if (ask.unique()) {
            ask.needsRoom(39 + 4);
            return Plan.practical(keys -> ip(keys.keyed(), true, false)).cached();
        }
        ask.needsRoom(15);
        if (ask.room() < 43) {
            return Plan.lossy(keys -> {
                Keyed keyed = keys.keyed();
                return (value, from, to, out) -> four(keyed.start(value, from, to), 32, out);
            });
        }
        return Plan.lossy(keys -> ip(keys.keyed(), false, cidr)).cached();
    }

    private static Mask ip(Keyed keyed, boolean always6, boolean network) {
        return (value, from, to, out) -> {
            keyed.start(value, from, to);
            int slash = find(value, from, to, '/');
            int prefix = slash < to ? prefix(value, slash + 1, to) : -1;
            boolean six = find(value, from, to, ':') < to;
            if (six || always6) {
                int kept = prefix < 0 ? 128 : six ? Math.min(128, Math.max(20, prefix)) : 128;
                six(keyed, network ? kept : 128, out);
                suffix(prefix < 0 || !six ? -1 : kept, out);
            } else {
                int kept = prefix < 0 ? 32 : Math.min(32, Math.max(15, prefix));
                four(keyed, network ? kept : 32, out);
                suffix(prefix < 0 ? -1 : kept, out);
            }
        };
    }

    private static int find(byte[] value, int from, int to, char wanted) {
        int i = from;
        while (i < to && value[i] != wanted) {
            i++;
        }
        return i;
    }

    private static int prefix(byte[] value, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            if (!Text.digit(value[i]) || i > from + 2) {
                return -1;
            }
            number = number * 10 + value[i] - '0';
        }
        return to > from ? number : -1;
    }

    private static void suffix(int prefix, Bytes out) {
        if (prefix >= 0) {
            Decimal.write(prefix, out.append('/'));
        }
    }

    private static void four(Keyed keyed, int prefix, Bytes out) {
        int free = keyed.bits() & 0x1ffff & (prefix == 32 ? -1 : -1 << 32 - prefix);
        int address = 198 << 24 | 18 << 16 | free;
        for (int shift = 24; shift >= 0; shift -= 8) {
            Decimal.write(address >>> shift & 0xff, out);
            if (shift > 0) {
                out.append('.');
            }
        }
    }

    private static void six(Keyed keyed, int prefix, Bytes out) {
        for (int group = 0; group < 8; group++) {
            int bits = keyed.bits() >>> 16;
            int kept = Math.max(0, Math.min(16, prefix - 16 * group));
            bits &= 0xffff << 16 - kept;
            bits = group == 0 ? 0x3fff : group == 1 ? bits & 0x0fff : bits;
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.append(HashMask.HEX[bits >>> shift & 15]);
            }
            if (group < 7) {
                out.append(':');
            }
        }
    }

    static Plan mac(Ask ask) {
        ask.needs(Kind.TEXT, Kind.MAC);
        ask.needsRoom(17);
        int bytes = ask.typeName().equals("macaddr8") ? 8 : 6;
        return Plan.lossy(keys -> mac(keys.keyed(), bytes)).cached();
    }

    private static Mask mac(Keyed keyed, int bytes) {
        return (value, from, to, out) -> {
            keyed.start(value, from, to);
            for (int i = 0; i < bytes; i++) {
                int octet = keyed.bits() >>> 24;
                octet = i == 0 ? octet & 0xfc | 2 : octet;
                out.append(HashMask.HEX[octet >>> 4]).append(HashMask.HEX[octet & 15]);
                if (i < bytes - 1) {
                    out.append(':');
                }
            }
        };
    }
}
