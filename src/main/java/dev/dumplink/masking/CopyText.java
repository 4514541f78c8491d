package dev.dumplink.masking;

/**
 * The fields of {@code COPY}'s text format: backslashes stand before bytes that would end a field or a row. See
 * "Text Format" under COPY in PostgreSQL's documentation.
 */
final class CopyText {
    private static final byte BACKSLASH = '\\';
    // the letter that follows the backslash, by the byte it stands for; 0 for bytes that need none
    private static final byte[] LETTER = letters();

    private CopyText() {}

    private static byte[] letters() {
        byte[] letters = new byte[256];
        letters['\b'] = 'b';
        letters['\t'] = 't';
        letters['\n'] = 'n';
        letters[0x0b] = 'v';
        letters['\f'] = 'f';
        letters['\r'] = 'r';
        letters[BACKSLASH] = BACKSLASH;
        return letters;
    }

    static boolean isNull(byte[] text, int from, int to) {
        return to - from == 2 && text[from] == BACKSLASH && text[from + 1] == 'N';
    }

    /** Whether the field reads otherwise than it is written. */
    static boolean isEscaped(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] == BACKSLASH) {
                return true;
            }
        }
        return false;
    }

    /** Appends what the field stands for. */
    static void decode(byte[] text, int from, int to, Bytes out) {
        int copied = from;
        int at = from;
        while (at < to) {
            if (text[at] != BACKSLASH || at + 1 == to) {
                at++;
            } else {
                at = decodeOne(text, at + 1, to, out.append(text, copied, at));
                copied = at;
            }
        }
        out.append(text, copied, to);
    }

    private static int decodeOne(byte[] text, int at, int to, Bytes out) {
        byte letter = text[at];
        if (letter >= '0' && letter <= '7') {
            return decodeNumber(text, at, Math.min(to, at + 3), 8, out);
        }
        if (letter == 'x' && at + 1 < to && Character.digit(text[at + 1], 16) >= 0) {
            return decodeNumber(text, at + 1, Math.min(to, at + 3), 16, out);
        }
        out.append(meaning(letter));
        return at + 1;
    }

    private static int decodeNumber(byte[] text, int from, int to, int base, Bytes out) {
        int value = 0;
        int at = from;
        while (at < to && Character.digit(text[at], base) >= 0) {
            value = value * base + Character.digit(text[at++], base);
        }
        out.append(value);
        return at;
    }

    private static int meaning(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            default -> letter;
        };
    }

    /** Appends the value as a field. */
    static void encode(byte[] value, int from, int to, Bytes out) {
        int copied = from;
        for (int i = from; i < to; i++) {
            byte letter = LETTER[value[i] & 0xff];
            if (letter != 0) {
                out.append(value, copied, i).append(BACKSLASH).append(letter);
                copied = i + 1;
            }
        }
        out.append(value, copied, to);
    }

    /** Whether the value can stand in a field as it is. */
    static boolean isPlain(byte[] value, int from, int to) {
        for (int i = from; i < to; i++) {
            if (LETTER[value[i] & 0xff] != 0) {
                return false;
            }
        }
        return true;
    }
}
