package dev.dumplink.masking;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Another text of the same length in characters and the same look: syllables for letters in their case, digits for
 * digits; blanks, punctuation and symbols stay. Also what becomes of a value that is not what its mask expects.
 */
final class TextMask implements Mask {
    private static final byte[] CONSONANTS = "bcdfghjklmnprstvwz".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VOWELS = "aeiou".getBytes(StandardCharsets.US_ASCII);
    private static final int TRIES = 8;

    private final Keyed keyed;
    private long state;

    TextMask(Keyed keyed) {
        this.keyed = keyed;
    }

    static Plan plan(Ask ask) {
        ask.needs(Kind.TEXT);
        return Plan.lossy(keys -> new TextMask(keys.keyed())).escaped();
    }

    @Override
    public void mask(byte[] value, int from, int to, Bytes out) {
        state = keyed.start(value, from, to).bits64();
        int start = out.size();
        for (int i = 0; i < TRIES; i++) {
            out.truncate(start);
            write(value, from, to, out);
            if (!Arrays.equals(value, from, to, out.array(), start, out.size())) {
                return;
            }
        }
    }

    private void write(byte[] value, int from, int to, Bytes out) {
        boolean vowel = (next() & 1) == 0;
        for (int i = from; i < to; ) {
            int character = Text.at(value, i, to);
            int length = Text.length(character);
            switch (Text.sort(character)) {
                case SIGN -> out.append(value, i, i + length);
                case DIGIT -> out.append('0' + below(10));
                case LOWER -> out.append(letter(vowel));
                case UPPER -> out.append(letter(vowel) - 32);
            }
            vowel = !vowel;
            i += length;
        }
    }

    private int letter(boolean vowel) {
        byte[] of = vowel ? VOWELS : CONSONANTS;
        return of[below(of.length)];
    }

    private int below(int n) {
        return (int) ((next() >>> 32) * n >>> 32);
    }

    // SplitMix64 (Steele, Lea, Flood 2014): the seed is secret, so what follows need not be hard to continue
    private long next() {
        state += 0x9e3779b97f4a7c15L;
        long mixed = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
