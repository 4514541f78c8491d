package dev.dumplink.masking;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

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

    // words that come again pack well, and those that come after the same ones even better: a text goes on in the
    // list's order but for one word in eight
    private static final int COUNT = 128;
    private static final int JUMP_BITS = 3;
    private static final int LONGEST = 16;
    private static final byte[] WORDS = words();
    private static final Text.Sort[] ASCII =
            IntStream.range(0, 128).mapToObj(Text::sort).toArray(Text.Sort[]::new);

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
        // no character becomes a longer one
        byte[] into = out.room(to - from);
        int size = out.size();
        int word = NONE;
        int at = 0;
        int end = NONE;
        for (int i = from; i < to; ) {
            byte first = value[i];
            int length = first >= 0 ? 1 : Text.length(Text.at(value, i, to));
            Text.Sort sort = first >= 0 ? ASCII[first] : Text.sort(Text.at(value, i, to));
            if (sort == Text.Sort.LOWER || sort == Text.Sort.UPPER) {
                if (at == end || end == NONE) {
                    word = end == NONE ? word(word) : further(word);
                    at = word * LONGEST;
                    end = at + LONGEST;
                }
                into[size++] = (byte) (sort == Text.Sort.LOWER ? WORDS[at] : WORDS[at] - 32);
                at++;
            } else {
                end = NONE;
                if (sort == Text.Sort.DIGIT) {
                    into[size++] = (byte) ('0' + below(10));
                } else {
                    for (int j = i; j < i + length; j++) {
                        into[size++] = value[j];
                    }
                }
            }
            i += length;
        }
        out.filled(size);
    }

    /** A word's number; the first one of a text is any. */
    private int word(int before) {
        return before == NONE || next() >>> 64 - JUMP_BITS == 0 ? below(COUNT) : (before + 1) % COUNT;
    }

    /** After a word that was used up, another that begins like it, so that vowels and consonants go on taking turns. */
    private int further(int word) {
        return below(COUNT) & ~1 | word & 1;
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
