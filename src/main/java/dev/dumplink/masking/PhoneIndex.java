package dev.dumplink.masking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds phone numbers by their digits, in whatever groups they are written: with and without {@code +} or {@code 00} and a
 * country's code, and the zero that some countries dial before an area's.
 */
final class PhoneIndex {
    private static final int FEWEST = 7;
    private static final int MOST = 15;
    private static final int WITH_COUNTRY = 11;
    private static final int MOST_BETWEEN = 3;
    private static final int MOST_GROUPS = 6;
    // four groups and dots between them
    private static final int INTERNET = 4;
    private static final long NINE_DIGITS = 100_000_000L;
    private static final long TEN_DIGITS = 10 * NINE_DIGITS;
    private static final long ABROAD = 10 * TEN_DIGITS;
    private static final int FILTER_BITS = 20;
    // ITU-T E.164: countries with codes of two digits; 1 and 7 are alone, and all others have three
    private static final String CODES = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58"
            + " 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";
    private static final boolean[] TWO_DIGITS = twoDigits();
    private static final long[] POWERS = powers();
    // what books have in front
    private static final int NO_COUNTRY = 978;

    private final Map<Long, List<LeakIndex.Entry>> numbers = new HashMap<>();
    private final long[] filter = new long[1 << FILTER_BITS - 6];

    /** Told of every number that is found. */
    @FunctionalInterface
    interface Hit {
        /** @param telling whether it is written as nothing but a phone number is */
        void found(LeakIndex.Entry entry, int from, int to, Telling telling);
    }

    /** How much its digits say. */
    enum Telling {
        /** Ten digits or more after a plus. */
        ALONE,
        /** Nine digits or more in groups: now and then somebody's by chance. */
        GROUPED,
        /** Eleven digits or more in one, perhaps with a country's code. */
        LONG_RUN,
        /** Nine or ten in one, as times and numbers of orders have them too. */
        RUN,
        /** So few that numbers of other things have them. */
        AS_A_COLUMN
    }

    boolean isEmpty() {
        return numbers.isEmpty();
    }

    /** @param written with its plus, if it has one */
    void add(byte[] written, LeakIndex.Entry entry) {
        long number = 0;
        int digits = 0;
        for (int i = 0; i < written.length && !isLetter(written[i]) && digits < MOST; i++) {
            if (isDigit(written[i]) && !isZeroInBrackets(written, i - 1, written.length)) {
                number = number * 10 + written[i] - '0';
                digits++;
            }
        }
        boolean zero = written.length > 1 && written[0] == '0';
        boolean abroad = written[0] == '+' || zero && written[1] == '0' || !zero && digits >= WITH_COUNTRY;
        add(number, entry);
        if (abroad) {
            add(national(number, digits(number)), entry);
        }
    }

    private void add(long number, LeakIndex.Entry entry) {
        if (digits(number) >= FEWEST) {
            numbers.computeIfAbsent(number, any -> new ArrayList<>(1)).add(entry);
            filter[(int) (hash(number) >>> 6)] |= 1L << hash(number);
        }
    }

    private static long hash(long number) {
        return number * 0x9e3779b97f4a7c15L >>> Long.SIZE - FILTER_BITS;
    }

    private boolean mayHave(long number) {
        long hash = hash(number);
        return (filter[(int) (hash >>> 6)] & 1L << hash) != 0;
    }

    /** How many digits the country's code has that a number begins with. @param two its first digits */
    private static int code(int two) {
        return two / 10 == 1 || two / 10 == 7 ? 1 : TWO_DIGITS[two] ? 2 : 3;
    }

    private static boolean[] twoDigits() {
        boolean[] two = new boolean[100];
        for (String code : CODES.split(" ")) {
            two[Integer.parseInt(code)] = true;
        }
        return two;
    }

    /** Without its country's code; 0 if it has none. @param digits how many the number has */
    private static long national(long number, int digits) {
        if (digits < FEWEST || number / POWERS[digits - 3] == NO_COUNTRY) {
            return 0;
        }
        return number % POWERS[digits - code((int) (number / POWERS[digits - 2]))];
    }

    private static int digits(long number) {
        int digits = 1;
        while (digits <= MOST && number >= POWERS[digits]) {
            digits++;
        }
        return digits;
    }

    private static long[] powers() {
        long[] powers = new long[MOST + 2];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    /** Whether a number may begin with the word there: most words are none, and most digits are those of a date or a time. */
    static boolean mayBegin(byte[] text, int at, int wordEnd, int to) {
        return isDigit(text[at]) && (wordEnd - at >= FEWEST || wordEnd < to && isBetween(text[wordEnd]));
    }

    /** Looks for numbers that begin at {@code at}, where a word begins with a digit. */
    void look(byte[] text, int at, int to, Hit hit) {
        if (to - at < FEWEST || goesOn(text, at) || isDate(text, at, to)) {
            return;
        }
        long number = 0;
        int digits = 0;
        int groups = 1;
        int dots = 0;
        boolean plus = at > 0 && text[at - 1] == '+';
        for (int i = at; i < to; ) {
            while (i < to && isDigit(text[i])) {
                number = number * 10 + text[i++] - '0';
                digits++;
            }
            if (digits > MOST) {
                return;
            }
            boolean ends = i == to || !SearchText.isWord(text[i]) && text[i] != ':';
            // a decimal number, or an address of the Internet
            boolean other = dots == groups - 1 && (groups == 2 || groups == INTERNET);
            if (digits >= FEWEST && ends && !other) {
                found(
                        text,
                        at,
                        i,
                        number,
                        digits,
                        plus ? Telling.ALONE : groups > 1 ? Telling.GROUPED : Telling.RUN,
                        hit);
            }
            int next = between(text, i, to);
            dots += next == i + 1 && text[i] == '.' ? 1 : 0;
            if (next == to || next == i || !isDigit(text[next])) {
                return;
            }
            boolean single = next + 1 == to || !isDigit(text[next + 1]);
            if (++groups > MOST_GROUPS || single && groups > 2) {
                return;
            }
            i = next;
        }
    }

    /** Whether it is a group of a number that began before. */
    private static boolean goesOn(byte[] text, int at) {
        return at > 1 && (text[at - 1] == '-' || text[at - 1] == '.' || text[at - 1] == '/') && isDigit(text[at - 2]);
    }

    private static boolean isDate(byte[] text, int at, int to) {
        return at + 8 <= to && text[at + 4] == '-' && text[at + 7] == '-';
    }

    private static int between(byte[] text, int at, int to) {
        int i = at;
        while (i < to && i - at < MOST_BETWEEN && isBetween(text[i])) {
            i += isZeroInBrackets(text, i, to) ? MOST_BETWEEN : 1;
        }
        return i < to && text[i] == ' ' ? i + 1 : i;
    }

    private static boolean isBetween(byte b) {
        return b == ' ' || b == '(' || b == ')' || b == '-' || b == '.' || b == '/' || b == '_';
    }

    private static boolean isZeroInBrackets(byte[] text, int at, int to) {
        return at >= 0 && at + 2 < to && text[at] == '(' && text[at + 1] == '0' && text[at + 2] == ')';
    }

    private void found(byte[] text, int from, int to, long number, int digits, Telling written, Hit hit) {
        found(text, from, to, number, telling(number, digits, written, number >= ABROAD), hit);
        boolean abroad = text[from] != '0' || text[from + 1] == '0';
        if (abroad && digits >= WITH_COUNTRY - 1) {
            long national = national(number, digits(number));
            found(text, from, to, national, telling(national, digits, written, digits == WITH_COUNTRY), hit);
        }
    }

    private static Telling telling(long number, int digits, Telling written, boolean isLong) {
        if (number >= TEN_DIGITS) {
            return written == Telling.RUN && isLong ? Telling.LONG_RUN : written;
        }
        boolean many = digits >= WITH_COUNTRY - 1 && number >= NINE_DIGITS;
        return !many ? Telling.AS_A_COLUMN : written == Telling.ALONE ? Telling.GROUPED : written;
    }

    /** What is written as it was sampled is found anyway. */
    private void found(byte[] text, int from, int to, long number, Telling telling, Hit hit) {
        if (mayHave(number)) {
            for (LeakIndex.Entry entry : numbers.getOrDefault(number, List.of())) {
                byte[] value = entry.value();
                if (!LeakIndex.same(value, 0, value.length, text, from, to)) {
                    hit.found(entry, from, to, telling);
                }
            }
        }
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isLetter(byte b) {
        return b < 0 || Character.isLetter(b);
    }
}
