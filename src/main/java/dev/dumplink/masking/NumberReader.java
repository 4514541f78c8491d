package dev.dumplink.masking;

import java.util.Arrays;

/**
 * Reads numbers of a kept column in the one form that types do not change: without currency, what groups digits, an
 * exponent, and zeros at the end of a fraction. Nothing is allocated but for exponents.
 */
final class NumberReader {
    private static final int LONGEST = 64;
    private static final int CENTS = 3;

    private final boolean money;
    private final byte[] plain = new byte[LONGEST];
    private int length;

    /** @param money whether digits are in groups there, and one field is one number */
    NumberReader(boolean money) {
        this.money = money;
    }

    /** What was read last. */
    byte[] plain() {
        return plain;
    }

    /** Whether nothing of a number stands before {@code at} in its field or element. */
    boolean begins(byte[] text, int field, int at) {
        int before = at - 1;
        while (before >= field && !SearchText.isWord(text[before])) {
            if (!money && (text[before] == ',' || text[before] == '{')) {
                return true;
            }
            before--;
        }
        return before < field;
    }

    /** Behind the zeros of a fraction that has nothing else. @param at where a whole number ends */
    static int behindZeros(byte[] text, int at, int to) {
        if (at >= to || text[at] != '.') {
            return at;
        }
        int zeros = at + 1;
        while (zeros < to && text[zeros] == '0') {
            zeros++;
        }
        return zeros < to && SearchText.isWord(text[zeros]) ? at : zeros;
    }

    /**
     * Reads the number whose first word is there.
     *
     * @param field where the field begins
     * @param next where the word ends
     * @return how long it is; 0 if it is in that form already, or none begins there
     */
    int read(byte[] text, int field, int at, int next, int to) {
        boolean more = next < to && ".+-".indexOf(text[next]) >= 0;
        if (!money && !more || !begins(text, field, at)) {
            return 0;
        }
        int end = next;
        while (end < to && !ends(text[end])) {
            end++;
        }
        while (end > at && !isDigit(text[end - 1])) {
            end--;
        }
        if (end - at > LONGEST) {
            return 0;
        }
        length = 0;
        boolean read = money ? money(text, at, end) : number(text, at, end);
        return read && length != end - at ? length : 0;
    }

    private boolean ends(byte b) {
        return b == '\t' || b == '\n' || !money && (b == ',' || b == '}');
    }

    /** The last sign before two digits is the point, whatever a country writes. */
    private boolean money(byte[] text, int from, int to) {
        int point = to - CENTS;
        boolean cents = point > from && !isDigit(text[point]);
        for (int i = from; i < to; i++) {
            if (isDigit(text[i])) {
                plain[length++] = text[i];
            } else if (cents && i == point) {
                plain[length++] = '.';
            }
        }
        if (cents) {
            withoutZeros();
        }
        return true;
    }

    private boolean number(byte[] text, int from, int to) {
        boolean fraction = false;
        for (int i = from; i < to; i++) {
            if (text[i] == 'e') {
                return exponent(text, from, to);
            } else if (!isDigit(text[i]) && text[i] != '.') {
                return false;
            }
            fraction |= text[i] == '.';
            plain[length++] = text[i];
        }
        if (fraction) {
            withoutZeros();
        }
        return true;
    }

    private boolean exponent(byte[] text, int from, int to) {
        byte[] shortest = Amounts.withoutZeros(Amounts.plain(Arrays.copyOfRange(text, from, to)));
        if (shortest.length > LONGEST) {
            return false;
        }
        System.arraycopy(shortest, 0, plain, 0, shortest.length);
        length = shortest.length;
        return true;
    }

    private void withoutZeros() {
        while (plain[length - 1] == '0') {
            length--;
        }
        if (plain[length - 1] == '.') {
            length--;
        }
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
