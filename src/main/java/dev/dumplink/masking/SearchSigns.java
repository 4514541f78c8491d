package dev.dumplink.masking;

/**
 * What a character beyond ASCII is to a search: letters, digits and marks are themselves; every kind of blank is a blank,
 * every dash a hyphen, every single quote an apostrophe; what is as wide as an ideograph is as wide as others; what is not
 * shown is not there; every other sign is a double quote, as those of ASCII are left out.
 */
final class SearchSigns {
    /** Of a character that is to be left out. */
    static final int NOTHING = -1;

    private static final int OTHER = '"';
    private static final String APOSTROPHES = "\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201a\u201b\u2032";
    private static final String DASHES = "\u2043\u2212";
    private static final int ZERO_WIDTH_SPACE = 0x200b;
    private static final int FIRST_WIDE = 0xff01;
    private static final int LAST_WIDE = 0xff5e;
    private static final int WIDE = FIRST_WIDE - '!';
    // of each of two or three bytes: 0 is itself
    private static final byte[] PLAIN = plain();

    private SearchSigns() {}

    private static byte[] plain() {
        byte[] plain = new byte[Character.MIN_SUPPLEMENTARY_CODE_POINT];
        for (int c = 0x80; c < plain.length; c++) {
            int sign = sign(c);
            plain[c] = (byte) (sign == c ? 0 : sign);
        }
        return plain;
    }

    private static int sign(int c) {
        if (APOSTROPHES.indexOf(c) >= 0) {
            return '\'';
        } else if (c >= FIRST_WIDE && c <= LAST_WIDE) {
            int narrow = c - WIDE;
            return narrow == '\\' ? OTHER : narrow;
        }
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL -> ' ';
            case Character.FORMAT -> c == ZERO_WIDTH_SPACE ? ' ' : NOTHING;
            case Character.DASH_PUNCTUATION -> '-';
            case Character.MATH_SYMBOL, Character.OTHER_PUNCTUATION -> DASHES.indexOf(c) >= 0 ? '-' : OTHER;
            case Character.CONNECTOR_PUNCTUATION -> '_';
            case Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL,
                    Character.OTHER_NUMBER -> OTHER;
            default -> c;
        };
    }

    /** Itself, another sign, or {@link #NOTHING}. @param c beyond ASCII */
    static int of(int c) {
        if (c >= PLAIN.length) {
            return sign(c);
        }
        return PLAIN[c] == 0 ? c : PLAIN[c];
    }

    /** How many bytes the letter, digit or mark takes that begins there; 0 if it is none, or not as it is. */
    static int letter(byte[] text, int at, int to) {
        int lead = text[at] & 0xff;
        if (lead < 0xe0) {
            boolean whole = lead >= 0xc2 && at + 1 < to && follows(text[at + 1]);
            return whole && PLAIN[(lead & 0x1f) << 6 | text[at + 1] & 0x3f] == 0 ? 2 : 0;
        } else if (lead > 0xe0 && lead < 0xed && at + 2 < to && follows(text[at + 1]) && follows(text[at + 2])) {
            return PLAIN[(lead & 0xf) << 12 | (text[at + 1] & 0x3f) << 6 | text[at + 2] & 0x3f] == 0 ? 3 : 0;
        }
        int c = Text.at(text, at, to);
        return c == Text.INVALID || of(c) != c ? 0 : Text.length(c);
    }

    private static boolean follows(byte b) {
        return b < (byte) 0xc0;
    }
}
