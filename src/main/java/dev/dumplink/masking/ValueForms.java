package dev.dumplink.masking;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Counts values that look personal in one kept column: e-mail addresses at real domains, international phone numbers,
 * IBANs, and cards, of which so many numbers pass the check that it is no chance (one in ten of any numbers does).
 */
final class ValueForms {
    private static final Pattern DOMAIN = Pattern.compile("([A-Za-z0-9-]+\\.)+[A-Za-z]{2,24}");
    // RFC 2606 and RFC 6761
    private static final Pattern RESERVED =
            Pattern.compile("(.*\\.)?(example|invalid|test|localhost|example\\.(com|net|org))");
    private static final int SHORTEST_IBAN = 15;
    private static final int LONGEST_IBAN = 34;
    private static final int SHORTEST_CARD = 13;
    private static final int LONGEST_CARD = 19;
    // more are not worth the time: one is enough to stop
    private static final long ENOUGH = 1_000;

    private final Map<Shape, Long> counts = new EnumMap<>(Shape.class);
    private final byte[] digits = new byte[LONGEST_CARD];
    private long cardLike;

    /** A word begins at {@code at} with a capital letter or a digit. */
    void word(byte[] text, int at, int end) {
        if (text[at] >= 'A') {
            if (at + 15 <= end && isCapital(text[at + 1]) && isDigit(text[at + 2]) && isDigit(text[at + 3])) {
                iban(text, at, end);
            }
        } else if (at + 13 <= end && isDigit(text[at + 1]) && isDigit(text[at + 2])) {
            card(text, at, end);
        }
    }

    /** ISO 13616, at each place where a word ends: words that follow may look like a part of it. */
    private void iban(byte[] text, int from, int end) {
        int length = 4;
        int rest = 0;
        for (int at = from + 4; at < end && length < LONGEST_IBAN; at++) {
            byte b = text[at];
            if (isDigit(b) || isCapital(b)) {
                rest = CheckDigits.modulo97(rest, b);
                length++;
            } else if (b != ' ') {
                return;
            }
            boolean wordEnds = at + 1 == end || !SearchText.isWord(text[at + 1]);
            if (length >= SHORTEST_IBAN && wordEnds && checks(rest, text, from)) {
                count(Shape.IBAN);
                return;
            }
        }
    }

    private static boolean checks(int rest, byte[] text, int from) {
        int whole = rest;
        for (int i = from; i < from + 4; i++) {
            whole = CheckDigits.modulo97(whole, text[i]);
        }
        return whole == 1;
    }

    private void card(byte[] text, int from, int end) {
        int length = 0;
        for (int at = from; at < end; at++) {
            byte b = text[at];
            if (isDigit(b)) {
                if (length == digits.length) {
                    return;
                }
                digits[length++] = b;
            } else if (SearchText.isWord(b)) {
                return;
            } else if (b != ' ' && b != '-' || at + 1 == end || !isDigit(text[at + 1])) {
                break;
            }
        }
        if (length >= SHORTEST_CARD) {
            cardLike++;
            if (digits[0] >= '3' && digits[0] <= '6' && CheckDigits.isLuhn(digits, length)) {
                count(Shape.CARD);
            }
        }
    }

    /** An {@code @} or {@code +} stands at {@code at}. */
    void sign(byte[] text, int start, int at, int end) {
        if (text[at] == '@') {
            email(text, start, at, end);
        } else {
            phone(text, start, at, end);
        }
    }

    private void email(byte[] text, int start, int at, int end) {
        if (counts.getOrDefault(Shape.EMAIL, 0L) >= ENOUGH) {
            return;
        }
        int to = at + 1;
        while (to < end && (SearchText.isWord(text[to]) || text[to] == '.' || text[to] == '-')) {
            to++;
        }
        String domain = new String(text, at + 1, to - at - 1, StandardCharsets.UTF_8).replaceFirst("[.-]+$", "");
        boolean named = at > start && SearchText.isWord(text[at - 1]);
        if (named
                && DOMAIN.matcher(domain).matches()
                && !RESERVED.matcher(domain.toLowerCase(Locale.ROOT)).matches()) {
            count(Shape.EMAIL);
        }
    }

    private void phone(byte[] text, int start, int at, int end) {
        boolean first = at == start || !SearchText.isWord(text[at - 1]);
        int digits = 0;
        int to = at + 1;
        while (to < end && (isDigit(text[to]) || " ()-/.".indexOf(text[to]) >= 0)) {
            digits += isDigit(text[to]) ? 1 : 0;
            to++;
        }
        if (first && digits >= 9 && digits <= 15 && text[at + 1] != '0' && isDigit(text[at + 1])) {
            count(Shape.PHONE);
        }
    }

    private void count(Shape shape) {
        counts.merge(shape, 1L, Long::sum);
    }

    /** What was met, by form. */
    Map<Shape, Long> found() {
        Map<Shape, Long> found = new EnumMap<>(Shape.class);
        found.putAll(counts);
        if (found.getOrDefault(Shape.CARD, 0L) * 2 < cardLike) {
            found.remove(Shape.CARD);
        }
        return found;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isCapital(byte b) {
        return b >= 'A' && b <= 'Z';
    }
}
