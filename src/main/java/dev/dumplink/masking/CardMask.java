package dev.dumplink.masking;

/**
 * Another card number of the same length and grouping with a valid check digit (ISO/IEC 7812, Luhn). It begins like the
 * test numbers that payment processors publish for the brand (400000, 555555, 378282, 601111, 305693, else 400000), which
 * no bank gives out. What is no card number becomes other digits and letters.
 */
final class CardMask implements Mask {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 19;
    private static final int BANK = 6;

    private final Keyed keyed;
    private final TextMask otherwise;
    private final byte[] digits = new byte[LONGEST];

    private CardMask(Keys keys) {
        keyed = keys.keyed();
        otherwise = new TextMask(keys.keyed());
    }

    static Plan plan(Ask ask) {
        ask.needs(Kind.TEXT);
        if (ask.unique()) {
            throw new Unfit("has too few numbers to keep rows different; use digits");
        }
        return Plan.lossy(CardMask::new).escaped().cached();
    }

    @Override
    public void mask(byte[] value, int from, int to, Bytes out) {
        int count = read(value, from, to);
        if (count < SHORTEST) {
            otherwise.mask(value, from, to, out);
            return;
        }
        draw(value, from, to, count);
        int next = 0;
        for (int i = from; i < to; i++) {
            out.append(Text.digit(value[i]) ? '0' + digits[next++] : value[i]);
        }
    }

    /** Counts its digits; 0 where it is no card number. */
    private int read(byte[] value, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if (Text.digit(value[i]) && count < LONGEST) {
                digits[count++] = (byte) (value[i] - '0');
            } else if (value[i] != ' ' && value[i] != '-') {
                return 0;
            }
        }
        return count;
    }

    private void draw(byte[] value, int from, int to, int count) {
        int bank = bank(digits[0], digits[1]);
        keyed.start(value, from, to);
        byte last = digits[count - 1];
        do {
            int rest = bank;
            for (int i = BANK - 1; i >= 0; i--, rest /= 10) {
                digits[i] = (byte) (rest % 10);
            }
            for (int i = BANK; i < count - 1; i++) {
                digits[i] = (byte) keyed.below(10);
            }
            digits[count - 1] = check(count);
        } while (same(value, from, to, count, last));
    }

    // the published test numbers themselves may be in a column
    private boolean same(byte[] value, int from, int to, int count, byte last) {
        if (digits[count - 1] != last) {
            return false;
        }
        int next = 0;
        for (int i = from; i < to; i++) {
            if (Text.digit(value[i]) && value[i] - '0' != digits[next++]) {
                return false;
            }
        }
        return true;
    }

    private static int bank(int first, int second) {
        return switch (first) {
            case 2, 5 -> 555555;
            case 3 -> second == 4 || second == 7 ? 378282 : 305693;
            case 6 -> 601111;
            default -> 400000;
        };
    }

    private byte check(int count) {
        int sum = 0;
        for (int i = count - 2; i >= 0; i--) {
            int digit = digits[i] * ((count - i) % 2 == 0 ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }
        return (byte) ((10 - sum % 10) % 10);
    }
}
