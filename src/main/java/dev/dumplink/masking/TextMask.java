package dev.dumplink.masking;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Another text of the same length in characters and the same look: words of syllables for letters in their case, digits
 * for digits; blanks, punctuation and symbols stay. Also what becomes of a value that is not what its mask expects.
 */
final class TextMask implements Mask {
    private static final byte[] CONSONANTS = "bcdfghjklmnprstvwz".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VOWELS = "aeiou".getBytes(StandardCharsets.US_ASCII);
    private static final int TRIES = 8;
    private static final int NONE = -1;
    private static final long STEP = 0x9e3779b97f4a7c15L;

    // words that come again pack well, which syllables made up for each word do not; and they cost less than that
    private static final int COUNT = 256;
    private static final int LONGEST = 16;
    private static final byte[] WORDS = words();

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
        int at = 0;
        int end = NONE;
        for (int i = from; i < to; ) {
            int character = Text.at(value, i, to);
            int length = Text.length(character);
            Text.Sort sort = Text.sort(character);
            if (sort == Text.Sort.LOWER || sort == Text.Sort.UPPER) {
                if (at == end || end == NONE) {
                    at = word(end) * LONGEST;
                    end = at + LONGEST;
                }
                out.append(sort == Text.Sort.LOWER ? WORDS[at] : WORDS[at] - 32);
                at++;
            } else {
                end = NONE;
                if (sort == Text.Sort.DIGIT) {
                    out.append('0' + below(10));
                } else {
                    out.append(value, i, i + length);
                }
            }
            i += length;
        }
    }

    /** A word's number; after one that was used up, another that begins like it, so that vowels and consonants go on taking turns. */
    private int word(int end) {
        int any = below(COUNT);
        return end == NONE ? any : any & ~1 | end / LONGEST - 1 & 1;
    }

    /** Of one syllable after the other, the odd ones beginning with a vowel; always the same, as masked texts depend on them. */
    private static byte[] words() {
        byte[] words = new byte[COUNT * LONGEST];
        for (int i = 0; i < words.length; i++) {
            byte[] of = (i + i / LONGEST) % 2 == 0 ? CONSONANTS : VOWELS;
            words[i] = of[(int) ((mixed(i * STEP) >>> 32) * of.length >>> 32)];
        }
        return words;
    }

    private int below(int n) {
        return (int) ((next() >>> 32) * n >>> 32);
    }

    // SplitMix64 (Steele, Lea, Flood 2014): the seed is secret, so what follows need not be hard to continue
    private long next() {
        state += STEP;
        return mixed(state);
    }

    private static long mixed(long state) {
        long mixed = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
