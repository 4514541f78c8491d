package dev.dumplink.masking;

/**
 * Other digits for digits and other letters for letters, everything else in its place: {@code INV-2026/0017b} becomes
 * {@code QXE-8152/3306k}. A bijection on the values of one form that are UTF-8, by FF1 where the form allows.
 */
final class FormatMask implements Mask {
    private final Numerals digits;
    private final Numerals letters;
    private final Alphabet alphabet;
    private final boolean digitsToo;
    private final boolean lettersToo;
    private byte[] digit = new byte[64];
    private byte[] letter = new byte[64];
    private int digitCount;
    private int letterCount;

    FormatMask(Keys keys, boolean digitsToo, boolean lettersToo) {
        digits = new Numerals(keys, 10);
        letters = new Numerals(keys, 26);
        alphabet = new Alphabet(keys);
        this.digitsToo = digitsToo;
        this.lettersToo = lettersToo;
    }

    static Plan digits(Ask ask) {
        boolean letters = ask.choice("keep", "nothing", "letters").equals("nothing");
        return switch (ask.needs(Kind.TEXT, Kind.INTEGER, Kind.NUMERIC)) {
            case TEXT -> text(true, letters);
            default -> NumeralMask.plan(ask);
        };
    }

    static Plan letters(Ask ask) {
        ask.needs(Kind.TEXT);
        return text(ask.choice("keep", "nothing", "digits").equals("nothing"), true);
    }

    static Plan text(boolean digits, boolean letters) {
        return Plan.bijective(keys -> new FormatMask(keys, digits, letters))
                .escaped()
                .cached();
    }

    @Override
    public void mask(byte[] value, int from, int to, Bytes out) {
        collect(value, from, to);
        long tweak = digits.permute(digit, 0, digitCount, 0);
        tweak = letters.permute(letter, 0, letterCount, tweak);
        write(value, from, to, tweak, out);
    }

    private void collect(byte[] value, int from, int to) {
        if (to - from > digit.length) {
            digit = new byte[to - from];
            letter = new byte[to - from];
        }
        digitCount = 0;
        letterCount = 0;
        for (int i = from; i < to; i++) {
            byte c = value[i];
            if (digitsToo && Text.digit(c)) {
                digit[digitCount++] = (byte) (c - '0');
            } else if (lettersToo && Text.letter(c)) {
                letter[letterCount++] = (byte) ((c | 32) - 'a');
            }
        }
    }

    private void write(byte[] value, int from, int to, long seed, Bytes out) {
        int nextDigit = 0;
        int nextLetter = 0;
        long tweak = seed;
        for (int i = from; i < to; ) {
            int character = Text.at(value, i, to);
            if (digitsToo && Text.digit(character)) {
                out.append('0' + digit[nextDigit++]);
            } else if (lettersToo && Text.letter(character)) {
                out.append((Text.upper(character) ? 'A' : 'a') + letter[nextLetter++]);
            } else if (character >= 0x80) {
                tweak = foreign(character, tweak, out);
            } else {
                // a byte of no character, as SQL_ASCII databases hold, is not kept
                out.append(character == Text.INVALID ? '?' : character);
            }
            i += Text.length(character);
        }
    }

    private long foreign(int character, long tweak, Bytes out) {
        Text.Sort sort = Text.sort(character);
        boolean stays = sort == Text.Sort.SIGN || !(sort == Text.Sort.DIGIT ? digitsToo : lettersToo);
        int written = stays ? character : alphabet.permute(character, tweak);
        Text.put(written, out);
        return tweak * 0x9e3779b97f4a7c15L + written;
    }
}
