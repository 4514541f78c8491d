package dev.dumplink.masking;

/** A decimal number as text, read into a whole number of its last place; small enough that arithmetic cannot overflow. */
final class DecimalText {
    private static final int MOST_DIGITS = 17;

    private boolean negative;
    private long units;
    private int scale;
    private int head;
    private int tail;

    /** Reads {@code -12.50} and, for money, {@code -$1,234.56}; false where it is something else, as {@code NaN}. */
    boolean read(byte[] text, int from, int to, boolean money) {
        negative = false;
        units = 0;
        head = from;
        while (head < to && !Text.digit(text[head]) && text[head] != '.') {
            negative |= text[head] == '-' || text[head] == '(';
            head++;
        }
        tail = to;
        while (tail > head && !Text.digit(text[tail - 1])) {
            tail--;
        }
        boolean exact = head == from + (negative ? 1 : 0) && tail == to;
        return (money || exact) && digits(text, money, money ? point(text) : -1);
    }

    // the decimal point of money is the last sign in front of two digits, whatever sign the server's locale has
    private int point(byte[] text) {
        int at = tail - 3;
        return at > head && !Text.digit(text[at]) ? at : -1;
    }

    private boolean digits(byte[] text, boolean money, int point) {
        int count = 0;
        scale = -1;
        for (int i = head; i < tail; i++) {
            if (Text.digit(text[i])) {
                units = units * 10 + text[i] - '0';
                scale += scale < 0 ? 0 : 1;
                count++;
            } else if (i == point || !money && text[i] == '.' && scale < 0) {
                scale = 0;
            } else if (!money) {
                return false;
            }
        }
        scale = Math.max(0, scale);
        return count > 0 && count <= MOST_DIGITS;
    }

    boolean negative() {
        return negative;
    }

    /** The number without its sign and point. */
    long units() {
        return units;
    }

    /** Digits behind the point. */
    int scale() {
        return scale;
    }

    /** Appends another number in the form of the one that was read. */
    void write(byte[] text, int from, int to, long other, Bytes out) {
        out.append(text, from, head);
        write(other, scale, scale > 0 ? text[tail - scale - 1] : '.', out);
        out.append(text, tail, to);
    }

    /** Appends a number of that scale. */
    static void write(long units, int scale, int point, Bytes out) {
        long power = 1;
        for (int i = 0; i < scale; i++) {
            power *= 10;
        }
        Decimal.write(units / power, out);
        if (scale > 0) {
            Decimal.digits(units % power, scale, out.append(point));
        }
    }
}
