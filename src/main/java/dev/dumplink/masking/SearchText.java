package dev.dumplink.masking;

/**
 * Text as it is searched, and values as they are searched for: without backslashes and double quotes, whatever level of
 * escaping put them there (COPY, JSON, arrays, rows), and with spaces for control characters.
 */
final class SearchText {
    private static final boolean[] WORD = words();

    private SearchText() {}

    private static boolean[] words() {
        boolean[] words = new boolean[256];
        for (int b = 0; b < 256; b++) {
            words[b] = b >= 128 || b == '_' || Character.isLetterOrDigit(b);
        }
        return words;
    }

    /** Whether the byte is part of a word: a letter, digit or underscore, or any of a character beyond ASCII. */
    static boolean isWord(byte b) {
        return WORD[b & 0xff];
    }

    /** Appends a decoded value. */
    static void value(byte[] text, int from, int to, Bytes out) {
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (b != '\\' && b != '"') {
                out.append(b >= 0 && b < ' ' ? ' ' : b);
            }
        }
    }

    /** Appends rows of COPY text; tabs and newlines stay. */
    static void rows(byte[] text, int from, int to, Bytes out) {
        byte[] into = out.room(to - from);
        int size = out.size();
        int at = from;
        while (at < to) {
            byte b = text[at++];
            if (b == '\\' && at < to) {
                byte letter = text[at++];
                if (letter != '\\') {
                    into[size++] = "bfnrtv".indexOf(letter) >= 0 ? (byte) ' ' : letter;
                }
            } else if (b != '"') {
                into[size++] = b;
            }
        }
        out.filled(size);
    }
}
