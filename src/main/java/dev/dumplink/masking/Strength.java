package dev.dumplink.masking;

/**
 * How much it says when a real value is met again. A value of fewer than five characters says nothing, nor does a number
 * of fewer than seven digits or a date: those are met by chance.
 */
enum Strength {
    /** Says nothing. */
    NONE,
    /** One word, a name for instance, or few characters: counts as a whole field that was kept, since texts are made of such. */
    WORD,
    /** One long word that hardly any row has: counts inside texts too, where several such words are met. */
    RARE,
    /** A number of few digits out of a column of numbers: counts as a whole field, where many are met. */
    NUMBER,
    /** Several words, or letters and digits, or a number: counts inside everything that was kept. */
    PHRASE,
    /** An address at a domain, a long number, a token: counts everywhere, also where another value was made up. */
    UNIQUE;

    private static final int SHORTEST = 5;
    private static final int PHRASE_LENGTH = 8;
    private static final int TOKEN_LENGTH = 16;
    private static final int NUMBER_DIGITS = 7;
    private static final int TELEPHONE_DIGITS = 10;
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
        return length >= PHRASE_LENGTH ? PHRASE : WORD;
    }

    private static Strength ofNumber(int digits) {
        if (digits >= LONG_NUMBER_DIGITS) {
            return UNIQUE;
        }
        return digits >= NUMBER_DIGITS ? PHRASE : NONE;
    }

    /**
     * Of a number in a column of numbers, without its sign and, of money, plain: zeros at its end do not count, as amounts
     * end in them, and of {@code 1.234567e+06} not the exponent.
     */
    static Strength inNumbers(byte[] value, int from, int to) {
        int digits = 0;
        int telling = 0;
        int whole = 0;
        for (int i = from; i < to && (digits == 0 || value[i] != 'e'); i++) {
            byte b = value[i];
            if (b >= '0' && b <= '9') {
                digits++;
                telling = b == '0' ? telling : digits;
            } else if (b == '.' && whole == 0) {
                whole = digits;
            } else {
                return NONE;
            }
        }
        whole = whole == 0 ? digits : whole;
        if (telling < NUMBER_DIGITS || digits == 8 && isDay(value, from)) {
            return NONE;
        }
        return whole >= TELEPHONE_DIGITS ? PHRASE : NUMBER;
    }

    /** A day written as a number, 20240131. */
    private static boolean isDay(byte[] value, int at) {
        int year = number(value, at, 4);
        int month = number(value, at + 4, 2);
        int day = number(value, at + 6, 2);
        return year >= 1900 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    private static int number(byte[] value, int at, int length) {
        int number = 0;
        for (int i = at; i < at + length; i++) {
            number = number * 10 + value[i] - '0';
        }
        return number;
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
