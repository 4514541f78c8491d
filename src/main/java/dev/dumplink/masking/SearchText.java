package dev.dumplink.masking;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Text as it is searched, and values as they are searched for: without backslashes and double quotes, whatever level of
 * escaping put them there (COPY, JSON, arrays, rows), and with spaces for control characters.
 */
final class SearchText {
    private static final boolean[] WORD = words();
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST = 0x8080808080808080L;

    private SearchText() {}

    private static boolean[] words() {
        boolean[] words = new boolean[256];
        for (int b = 0; b < 256; b++) {
            words[b] = b >= 128 || b == '_' || Character.isLetterOrDigit(b);
        }
        return words;
    }

    /** Whether the byte is part of a word: a letter, digit or underscore, or any of a character beyond ASCII. */
    static boolean isWord(byte b) {
        return WORD[b & 0xff];
    }

    /** Appends a decoded value. */
    static void value(byte[] text, int from, int to, Bytes out) {
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (b != '\\' && b != '"') {
                out.append(b >= 0 && b < ' ' ? ' ' : b);
            }
        }
    }

    /** Appends rows of COPY text; tabs and newlines stay. */
    static void rows(byte[] text, int from, int to, Bytes out) {
        byte[] into = out.room(to - from + Long.BYTES);
        int size = out.size();
        int at = from;
        while (at < to) {
            if (at + Long.BYTES <= to) {
                // all eight are copied, and what follows the first sign among them is written over
                long eight = (long) EIGHT.get(text, at);
                EIGHT.set(into, size, eight);
                int before = before(eight);
                size += before;
                at += before;
                if (before == Long.BYTES) {
                    continue;
                }
            }
            byte b = text[at++];
            if (b == '\\' && at < to) {
                byte letter = text[at++];
                if (letter != '\\') {
                    into[size++] = "bfnrtv".indexOf(letter) >= 0 ? (byte) ' ' : letter;
                }
            } else if (b != '"') {
                into[size++] = b;
            }
        }
        out.filled(size);
    }

    /** How many of eight bytes stand before the first backslash or double quote. */
    private static int before(long eight) {
        return Long.numberOfTrailingZeros(zeros(eight ^ '\\' * ONES) | zeros(eight ^ '"' * ONES)) >>> 3;
    }

    /** The highest bit of each byte that is zero, exact up to the first of them. */
    private static long zeros(long eight) {
        return eight - ONES & ~eight & HIGHEST;
    }
}
