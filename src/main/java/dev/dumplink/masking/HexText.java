package dev.dumplink.masking;

/** Whether the hexadecimal digits of a bytea are those of a text: UTF-8 without control characters but for blanks. */
final class HexText {
    private HexText() {}

    /** @param to exclusive; the number of digits is even */
    static boolean isText(byte[] digits, int from, int to) {
        int more = 0;
        for (int i = from; i < to; i += 2) {
            int b = pair(digits, i);
            if (more > 0) {
                if ((b & 0xc0) != 0x80) {
                    return false;
                }
                more--;
            } else if (b >= 0x80) {
                more = following(b);
                if (more == 0) {
                    return false;
                }
            } else if (b < ' ' && b != '\t' && b != '\n' && b != '\r') {
                return false;
            }
        }
        return more == 0;
    }

    /** How many bytes follow the first of a character; none if it is no first one. */
    private static int following(int first) {
        if (first >= 0xc2 && first <= 0xdf) {
            return 1;
        } else if (first >= 0xe0 && first <= 0xef) {
            return 2;
        }
        return first >= 0xf0 && first <= 0xf4 ? 3 : 0;
    }

    static byte[] decode(byte[] digits, int from, int to) {
        byte[] decoded = new byte[(to - from) / 2];
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] = (byte) pair(digits, from + 2 * i);
        }
        return decoded;
    }

    private static int pair(byte[] digits, int at) {
        return Character.digit(digits[at], 16) << 4 | Character.digit(digits[at + 1], 16);
    }
}
