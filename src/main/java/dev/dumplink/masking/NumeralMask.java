package dev.dumplink.masking;

/**
 * Other digits for those of a number: sign, count of digits and the point stay, the first digit is not 0, and the type's
 * limits hold, by permuting until they do. A bijection where the type has no fraction.
 */
final class NumeralMask implements Mask {
    private final Numerals digits;
    private final long limit;
    private byte[] digit = new byte[64];

    private NumeralMask(Keys keys, long limit) {
        digits = new Numerals(keys, 10);
        this.limit = limit;
    }

    static Plan plan(Ask ask) {
        long limit =
                switch (ask.typeName()) {
                    case "int2" -> Short.MAX_VALUE;
                    case "int4" -> Integer.MAX_VALUE;
                    default -> Long.MAX_VALUE;
                };
        boolean whole = ask.kind() == Kind.INTEGER;
        Plan plan = Plan.bijective(keys -> new NumeralMask(keys, whole ? limit : -1))
                .cached();
        return whole ? plan : new Plan(Uniqueness.LOSSY, true, plan.maker());
    }

    @Override
    public void mask(byte[] value, int from, int to, Bytes out) {
        boolean negative = from < to && value[from] == '-';
        int count = 0;
        int whole = -1;
        int end = from;
        if (digit.length < to - from) {
            digit = new byte[to - from];
        }
        // the exponent stays: another one would be another magnitude
        for (; end < to && !Text.letter(value[end]); end++) {
            if (Text.digit(value[end])) {
                digit[count++] = (byte) (value[end] - '0');
            } else if (value[end] == '.') {
                whole = count;
            }
        }
        permute(count, whole < 0 ? count : whole, negative);
        write(value, from, end, out);
        out.append(value, end, to);
    }

    private void permute(int count, int whole, boolean negative) {
        do {
            digits.permute(digit, 0, count, 0);
        } while (count > 0 && !fits(count, whole, negative));
    }

    private boolean fits(int count, int whole, boolean negative) {
        if (digit[0] == 0 && (whole > 1 || negative && limit > 0)) {
            return false;
        }
        return limit < 0 || count < 5 || within(count, negative);
    }

    private boolean within(int count, boolean negative) {
        // as negative numbers, of which there is one more
        long number = 0;
        long least = negative ? -limit - 1 : -limit;
        for (int i = 0; i < count; i++) {
            if (number < least / 10 || number == least / 10 && digit[i] > -(least % 10)) {
                return false;
            }
            number = number * 10 - digit[i];
        }
        return true;
    }

    private void write(byte[] value, int from, int end, Bytes out) {
        int next = 0;
        for (int i = from; i < end; i++) {
            out.append(Text.digit(value[i]) ? '0' + digit[next++] : value[i]);
        }
    }
}
