package dev.dumplink.masking;

import java.util.Arrays;

/**
 * Another account of the same country and form, with valid check digits (ISO 13616, modulo 97). A bijection: what is
 * valid stays valid, and what is not stays that. No range of IBANs is reserved for documentation; banks' own check digits
 * inside are not computed.
 */
final class IbanMask implements Mask {
    private static final int SHORTEST = 15;
    private static final int LONGEST = 34;

    private final FormatMask format;
    private final Bytes compact = new Bytes(64);
    private final Bytes moved = new Bytes(64);

    private IbanMask(Keys keys) {
        format = new FormatMask(keys, true, true);
    }

    static Plan plan(Ask ask) {
        ask.needs(Kind.TEXT);
        return Plan.bijective(IbanMask::new).escaped().cached();
    }

    @Override
    public void mask(byte[] value, int from, int to, Bytes out) {
        if (valid(value, from, to)) {
            account(value, from, to, out);
        } else {
            other(value, from, to, out);
        }
    }

    private void account(byte[] value, int from, int to, Bytes out) {
        moved.clear();
        format.mask(compact.array(), 4, compact.size(), moved);
        byte[] text = compact.array();
        System.arraycopy(moved.array(), 0, text, 4, moved.size());
        text[2] = '0';
        text[3] = '0';
        int check = 98 - remainder(text, compact.size());
        text[2] = (byte) ('0' + check / 10);
        text[3] = (byte) ('0' + check % 10);
        int next = 0;
        for (int i = from; i < to; i++) {
            if (value[i] == ' ') {
                out.append(' ');
            } else {
                byte c = text[next++];
                boolean small = value[i] >= 'a' && value[i] <= 'z';
                out.append(small && Text.letter(c) ? c | 32 : c);
            }
        }
    }

    // walked on until it is no valid one either, so that the two kinds do not meet
    private void other(byte[] value, int from, int to, Bytes out) {
        byte[] text = Arrays.copyOfRange(value, from, to);
        do {
            moved.clear();
            format.mask(text, 0, text.length, moved);
            text = moved.toArray();
        } while (valid(text, 0, text.length));
        out.append(text);
    }

    private boolean valid(byte[] value, int from, int to) {
        compact.clear();
        for (int i = from; i < to; i++) {
            byte c = value[i];
            if (Text.letter(c) || Text.digit(c)) {
                compact.append(c >= 'a' ? c - 32 : c);
            } else if (c != ' ') {
                return false;
            }
        }
        byte[] text = compact.array();
        return compact.size() >= SHORTEST
                && compact.size() <= LONGEST
                && Text.letter(text[0])
                && Text.letter(text[1])
                && Text.digit(text[2])
                && Text.digit(text[3])
                && check(text[2], text[3])
                && remainder(text, compact.size()) == 1;
    }

    // 00, 01 and 99 also leave the remainder 1, and are not given out
    private static boolean check(byte tens, byte ones) {
        int check = (tens - '0') * 10 + ones - '0';
        return check >= 2 && check <= 98;
    }

    /** Of the text with its first four characters at the end and letters as 10 to 35, divided by 97. */
    private static int remainder(byte[] text, int size) {
        int remainder = 0;
        for (int i = 0; i < size; i++) {
            byte c = text[(i + 4) % size];
            int number = Text.digit(c) ? c - '0' : c - 'A' + 10;
            remainder = (remainder * (number > 9 ? 100 : 10) + number) % 97;
        }
        return remainder;
    }
}
