package dev.dumplink.masking;

/**
 * How much it says when a real value is met again. A value of fewer than five characters says nothing, nor does a number
 * of fewer than seven digits or a date: those are met by chance.
 */
enum Strength {
    /** Says nothing. */
    NONE,
    /** One word, a name for instance: counts as a whole field that was kept, since texts are made of words. */
    WORD,
    /** Several words, or letters and digits, or a number: counts inside everything that was kept. */
    PHRASE,
    /** An address at a domain, a long number, a token: counts everywhere, also where another value was made up. */
    UNIQUE;

    private static final int SHORTEST = 5;
    private static final int PHRASE_LENGTH = 8;
    private static final int TOKEN_LENGTH = 16;
    private static final int NUMBER_DIGITS = 7;
    private static final int LONG_NUMBER_DIGITS = 13;

    static Strength of(byte[] value, int from, int to) {
        int length = to - from;
        int digits = 0;
        int letters = 0;
        int at = 0;
        for (int i = from; i < to; i++) {
            byte b = value[i];
            digits += b >= '0' && b <= '9' ? 1 : 0;
            letters += b < 0 || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' ? 1 : 0;
            at += b == '@' ? 1 : 0;
        }
        if (length < SHORTEST) {
            return NONE;
        }
        if (letters == 0) {
            return isDate(value, from, to) ? NONE : ofNumber(digits);
        }
        boolean oneWord = letters + digits == length;
        if (at == 1 || length >= TOKEN_LENGTH && digits > 3 && !hasSpace(value, from, to)) {
            return UNIQUE;
        }
        if (oneWord && digits == 0) {
            return WORD;
        }
        return length >= PHRASE_LENGTH ? PHRASE : NONE;
    }

    private static Strength ofNumber(int digits) {
        if (digits >= LONG_NUMBER_DIGITS) {
            return UNIQUE;
        }
        return digits >= NUMBER_DIGITS ? PHRASE : NONE;
    }

    private static boolean isDate(byte[] value, int from, int to) {
        return to - from >= 10 && value[from + 4] == '-' && value[from + 7] == '-';
    }

    private static boolean hasSpace(byte[] value, int from, int to) {
        for (int i = from; i < to; i++) {
            if (value[i] == ' ') {
                return true;
            }
        }
        return false;
    }
}
