package dev.dumplink.masking;

/** Decimal digits of whole numbers, read and written without a String. */
final class Decimal {
    private Decimal() {}

    /** The number that a column of integers holds there. */
    static long read(byte[] text, int from, int to) {
        boolean negative = text[from] == '-';
        long number = 0;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            // as a negative one, of which there is one more
            number = number * 10 - (text[i] - '0');
        }
        return negative ? number : -number;
    }

    static void write(long number, Bytes out) {
        if (number < 0) {
            out.append('-');
        }
        digits(number, 1, out);
    }

    /** Without the sign, with zeros in front to make up {@code least} digits. */
    static void digits(long number, int least, Bytes out) {
        int count = 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            count++;
        }
        for (int i = count; i < least; i++) {
            out.append('0');
        }
        long power = 1;
        for (int i = 1; i < count; i++) {
            power *= 10;
        }
        for (long rest = number; count > 0; count--, rest %= power, power /= 10) {
            out.append('0' + (int) Math.abs(rest / power));
        }
    }
}
