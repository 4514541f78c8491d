package dev.dumplink.masking;

/** UTF-8 as it lies in a row: characters, and what kind each is. */
final class Text {
    /** What {@link #at} says of a byte that begins no character. */
    static final int INVALID = -1;

    private Text() {}

    /** The character that begins there. */
    static int at(byte[] text, int from, int to) {
        int lead = text[from] & 0xff;
        if (lead < 0x80) {
            return lead;
        }
        int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (lead < 0xc2 || lead > 0xf4 || from + length > to) {
            return INVALID;
        }
        int character = lead & 0x7f >> length;
        for (int i = from + 1; i < from + length; i++) {
            if ((text[i] & 0xc0) != 0x80) {
                return INVALID;
            }
            character = character << 6 | text[i] & 0x3f;
        }
        boolean surrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return length(character) == length && !surrogate && character <= Character.MAX_CODE_POINT ? character : INVALID;
    }

    /** How many bytes a character takes. */
    static int length(int character) {
        return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }

    /** Appends a character. */
    static void put(int character, Bytes out) {
        if (character < 0x80) {
            out.append(character);
        } else if (character < 0x800) {
            out.append(0xc0 | character >> 6).append(0x80 | character & 0x3f);
        } else if (character < 0x10000) {
            out.append(0xe0 | character >> 12)
                    .append(0x80 | character >> 6 & 0x3f)
                    .append(0x80 | character & 0x3f);
        } else {
            out.append(0xf0 | character >> 18)
                    .append(0x80 | character >> 12 & 0x3f)
                    .append(0x80 | character >> 6 & 0x3f)
                    .append(0x80 | character & 0x3f);
        }
    }

    /** How many characters, a wrong byte counting as one. */
    static int characters(byte[] text, int from, int to) {
        int count = 0;
        for (int i = from; i < to; count++) {
            i += length(at(text, i, to));
        }
        return count;
    }

    /** Whether {@code part} occurs in a value, whatever the case of its ASCII letters. */
    static boolean holds(byte[] value, int from, int to, byte[] part) {
        int first = part.length == 0 ? 0 : lower(part[0]);
        for (int start = from; start + part.length <= to; start++) {
            if ((part.length == 0 || lower(value[start]) == first) && stands(value, start, part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean stands(byte[] value, int start, byte[] part) {
        int i = 0;
        while (i < part.length && lower(value[start + i]) == lower(part[i])) {
            i++;
        }
        return i == part.length;
    }

    private static int lower(byte c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }

    static boolean digit(int character) {
        return character >= '0' && character <= '9';
    }

    static boolean upper(int character) {
        return character >= 'A' && character <= 'Z';
    }

    static boolean letter(int character) {
        return upper(character) || character >= 'a' && character <= 'z';
    }

    /** What a character counts as, beyond ASCII too. */
    static Sort sort(int character) {
        if (character >= 0 && character < 0x80) {
            return letter(character)
                    ? upper(character) ? Sort.UPPER : Sort.LOWER
                    : digit(character) ? Sort.DIGIT : Sort.SIGN;
        }
        return switch (character < 0 ? Character.UNASSIGNED : Character.getType(character)) {
            case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER -> Sort.UPPER;
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> Sort.DIGIT;
            case Character.LOWERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> Sort.LOWER;
            default -> Sort.SIGN;
        };
    }

    /** Letters with marks, digits, and what stays: punctuation, blanks, symbols. */
    enum Sort {
        UPPER,
        LOWER,
        DIGIT,
        SIGN
    }
}
