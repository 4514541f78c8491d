package dev.dumplink.masking;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Text as it is searched, and values as they are searched for, so that the same value is the same in whatever way it is
 * written: without backslashes and double quotes, whatever level of escaping put them there (COPY, JSON, arrays, rows);
 * escapes of JSON, XML and web addresses as the characters they stand for; one apostrophe where SQL writes two; spaces for
 * control characters; signs beyond ASCII as {@link SearchSigns} says; and of a bytea that holds text, that text.
 */
final class SearchText {
    private static final boolean[] WORD = words();
    // what becomes of a byte; 0 where more must be looked at
    private static final byte[] SIMPLE = simple();
    private static final int LONGEST_ENTITY = 10;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST = 0x80L * ONES;

    private SearchText() {}

    /** How many of eight bytes stand before the first that is more than itself. */
    private static int before(long eight) {
        // of a byte of ASCII that is zero the highest bit is set when one is taken away; those beyond are signs anyway
        long signs = (eight ^ '\\' * ONES) - ONES
                | (eight ^ '"' * ONES) - ONES
                | (eight ^ '\'' * ONES) - ONES
                | (eight ^ '&' * ONES) - ONES
                | (eight ^ '%' * ONES) - ONES
                // control characters
                | eight - ' ' * ONES
                | eight;
        return Long.numberOfTrailingZeros(signs & HIGHEST) >>> 3;
    }

    private static boolean[] words() {
        boolean[] words = new boolean[256];
        for (int b = 0; b < 256; b++) {
            words[b] = b >= 128 || Character.isLetterOrDigit(b);
        }
        return words;
    }

    private static byte[] simple() {
        byte[] simple = new byte[256];
        for (int b = ' '; b < 128; b++) {
            simple[b] = "\\\"'&%".indexOf(b) >= 0 ? 0 : (byte) b;
        }
        return simple;
    }

    /** Whether the byte, of a text that is as it is searched, is part of a word: of a letter, digit or mark. */
    static boolean isWord(byte b) {
        return WORD[b & 0xff];
    }

    /** Appends a decoded value. */
    static void value(byte[] text, int from, int to, Bytes out) {
        new Reader(text, from, to, false, out).read();
    }

    /** Appends rows of COPY text; tabs and newlines stay. */
    static void rows(byte[] text, int from, int to, Bytes out) {
        new Reader(text, from, to, true, out).read();
    }

    private static final class Reader {
        private final byte[] text;
        private final int from;
        private final int to;
        private final boolean rows;
        private final Bytes out;
        private final int start;
        private int at;

        Reader(byte[] text, int from, int to, boolean rows, Bytes out) {
            this.text = text;
            this.from = from;
            this.to = to;
            this.rows = rows;
            this.out = out;
            start = out.size();
            at = from;
        }

        /** Nothing becomes longer than it was, so that there is room for all from the beginning. */
        void read() {
            byte[] into = out.room(to - from + Long.BYTES);
            int size = start;
            int i = from;
            while (i < to) {
                if (i + Long.BYTES <= to) {
                    // all eight are copied, and what follows the first sign among them is written over
                    long eight = (long) EIGHT.get(text, i);
                    EIGHT.set(into, size, eight);
                    int before = before(eight);
                    size += before;
                    i += before;
                    if (before == Long.BYTES) {
                        continue;
                    }
                }
                byte simple = SIMPLE[text[i] & 0xff];
                if (simple != 0) {
                    into[size++] = simple;
                    i++;
                    continue;
                }
                int next = letters(i, into, size);
                size += next - i;
                if (next == i) {
                    out.filled(size);
                    at = i;
                    special(text[i]);
                    next = at;
                    size = out.size();
                }
                i = next;
            }
            out.filled(size);
        }

        /** Copies the letters beyond ASCII that are there. @return where they end */
        private int letters(int begin, byte[] into, int size) {
            int i = begin;
            int more = size;
            while (i < to && text[i] < 0) {
                int length = SearchSigns.letter(text, i, to);
                if (length == 0) {
                    break;
                }
                for (int end = i + length; i < end; i++) {
                    into[more++] = text[i];
                }
            }
            return i;
        }

        private void special(byte b) {
            if (b < 0) {
                beyondAscii();
                return;
            }
            switch (b) {
                case '\\' -> backslashes();
                case '&' -> entity();
                case '%' -> percent();
                case '\t', '\n' -> {
                    at++;
                    if (rows) {
                        out.append(b);
                    } else {
                        character(' ');
                    }
                }
                default -> {
                    at++;
                    character(b);
                }
            }
        }

        private void beyondAscii() {
            int code = Text.at(text, at, to);
            if (code == Text.INVALID) {
                out.append(text[at]);
                at++;
            } else {
                at += Text.length(code);
                character(code);
            }
        }

        /** However many there are, as of each level of escaping there may be one more. */
        private void backslashes() {
            int field = at;
            while (at < to && text[at] == '\\') {
                at++;
            }
            if (at == to) {
                return;
            }
            byte letter = text[at];
            if ("bfnrtv".indexOf(letter) >= 0) {
                at++;
                character(' ');
            } else if (letter == 'u' && number(at + 1, at + 5, 16) >= 0) {
                unicode();
            } else if (letter == 'x' && (field == from || "\t\n\"'{(,:".indexOf(text[field - 1]) >= 0)) {
                bytea();
            }
        }

        private void unicode() {
            int code = number(at + 1, at + 5, 16);
            at += 5;
            if (Character.isHighSurrogate((char) code) && at + 1 < to && text[at] == '\\') {
                int next = at;
                while (next < to && text[next] == '\\') {
                    next++;
                }
                int low = next < to && text[next] == 'u' ? number(next + 1, next + 5, 16) : -1;
                if (low >= 0 && Character.isLowSurrogate((char) low)) {
                    code = Character.toCodePoint((char) code, (char) low);
                    at = next + 5;
                }
            }
            character(code);
        }

        /** Hexadecimal digits up to the field's or element's end, if they are text. */
        private void bytea() {
            int end = at + 1;
            while (end < to && digit(text[end], 16) >= 0) {
                end++;
            }
            boolean whole = end == to || "\t\n\"'})],\\".indexOf(text[end]) >= 0;
            if (whole && (end - at) % 2 == 1 && HexText.isText(text, at + 1, end)) {
                byte[] decoded = HexText.decode(text, at + 1, end);
                value(decoded, 0, decoded.length, out);
                at = end;
            }
        }

        /** {@code &#252;}, {@code &#xfc;} and the five that XML knows by name. */
        private void entity() {
            int end = at + 1;
            while (end < to && end - at < LONGEST_ENTITY && text[end] != ';') {
                end++;
            }
            int code = end < to && text[end] == ';' ? entity(at + 1, end) : -1;
            if (code < 0) {
                out.append('&');
                at++;
            } else {
                at = end + 1;
                character(code);
            }
        }

        private int entity(int begin, int end) {
            if (end > begin + 1 && text[begin] == '#') {
                boolean hex = text[begin + 1] == 'x' || text[begin + 1] == 'X';
                return hex ? number(begin + 2, end, 16) : number(begin + 1, end, 10);
            }
            return switch (new String(text, begin, end - begin, StandardCharsets.ISO_8859_1)) {
                case "amp" -> '&';
                case "lt" -> '<';
                case "gt" -> '>';
                case "quot" -> '"';
                case "apos" -> '\'';
                default -> -1;
            };
        }

        /** However often it was written so: {@code %2540} is {@code %40} is an at sign. */
        private void percent() {
            int first = percentByte(at);
            int length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
            byte[] bytes = new byte[length];
            int end = at;
            for (int i = 0; i < length; i++) {
                int next = end < to && text[end] == '%' ? percentByte(end) : -1;
                if (next <= 0) {
                    break;
                }
                bytes[i] = (byte) next;
                end = percentEnd(end);
            }
            int code = first > 0 ? Text.at(bytes, 0, length) : Text.INVALID;
            if (code > 0) {
                at = end;
                character(code);
            } else {
                out.append('%');
                at++;
            }
        }

        private int percentByte(int begin) {
            int end = percentEnd(begin);
            return number(end - 2, end, 16);
        }

        /** Behind the digits of a byte, in front of which {@code 25} may stand once or more. */
        private int percentEnd(int begin) {
            int end = begin + 3;
            while (number(end - 2, end, 16) == '%' && number(end, end + 2, 16) >= 0) {
                end += 2;
            }
            return end;
        }

        /** A character that was written some other way, or is not written as it is. */
        private void character(int code) {
            int shown = code < 0x80 ? code : SearchSigns.of(code);
            if (shown == '\'' || shown >= 0 && shown <= ' ') {
                int sign = shown == '\'' ? shown : ' ';
                int last = out.size() > start ? out.array()[out.size() - 1] : 0;
                if (last != sign) {
                    out.append(sign);
                }
            } else if (shown != SearchSigns.NOTHING && code != '"' && code != '\\') {
                Text.put(shown, out);
            }
        }

        /** The number that stands there; -1 if none does. */
        private int number(int begin, int end, int base) {
            if (end > to || end == begin) {
                return -1;
            }
            int number = 0;
            for (int i = begin; i < end; i++) {
                int digit = digit(text[i], base);
                if (digit < 0) {
                    return -1;
                }
                number = number * base + digit;
            }
            return number <= Character.MAX_CODE_POINT ? number : -1;
        }

        private static int digit(byte b, int base) {
            return b < 0 ? -1 : Character.digit(b, base);
        }
    }
}
