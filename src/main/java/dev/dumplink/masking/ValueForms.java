package dev.dumplink.masking;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Counts values that look personal in one place: e-mail addresses at real domains, international phone numbers,
 * IBANs, and cards, of which so many numbers pass the check that it is no chance (one in ten of any numbers does).
 */
final class ValueForms {
    private static final Pattern DOMAIN = Pattern.compile("([\\p{L}0-9-]+\\.)+(\\p{L}{2,24}|xn--[a-z0-9-]{2,59})");
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
    private final Set<Shape> wanted;
    private final boolean strictCards;
    private final Told told;
    private long cardLike;

    /** Told where a value of a form stands, and says whether it counts. */
    @FunctionalInterface
    interface Told {
        boolean counts(byte[] text, int from, int to);
    }

    ValueForms(LeakPlace place) {
        this(place.forms(), place.strictCards(), (text, from, to) -> true);
    }

    /** @param strictCards whether only numbers of 15 or 16 digits are cards */
    ValueForms(Set<Shape> wanted, boolean strictCards, Told told) {
        this.wanted = wanted;
        this.strictCards = strictCards;
        this.told = told;
    }

    /** Goes through a whole text. */
    void text(byte[] text, int from, int to) {
        boolean inWord = false;
        for (int i = from; i < to; i++) {
            boolean word = SearchText.isWord(text[i]);
            if (word && !inWord) {
                word(text, i, to);
            } else if (text[i] == '@' || text[i] == '+') {
                sign(text, from, i, to);
            }
            inWord = word;
        }
    }

    /** A word begins at {@code at}. */
    void word(byte[] text, int at, int end) {
        if (at + 13 > end) {
            return;
        }
        if (isDigit(text[at])) {
            if (text[at] == '0' && text[at + 1] == '0' && text[at + 2] != '0') {
                dialled(text, at, end);
            } else if (isDigit(text[at + 1]) && isDigit(text[at + 2])) {
                card(text, at, end);
            }
        } else if (at + 15 <= end && isDigit(text[at + 2]) && isDigit(text[at + 3])) {
            if (isCapital(text[at]) && isCapital(text[at + 1])) {
                iban(text, at, end);
            } else if (isLetter(text[at]) && isLetter(text[at + 1])) {
                smallIban(text, at, end);
            }
        }
    }

    /** A number with 00 for the plus, and something between its digits: others begin so too. */
    private void dialled(byte[] text, int from, int end) {
        if (from > 1 && " -_./".indexOf(text[from - 1]) >= 0 && isDigit(text[from - 2])) {
            // a group of a longer number
            return;
        }
        int digits = 0;
        int to = from + 2;
        boolean separated = false;
        while (to < end && (isDigit(text[to]) || " ()-_/.".indexOf(text[to]) >= 0)) {
            digits += isDigit(text[to]) ? 1 : 0;
            separated |= " _(/".indexOf(text[to]) >= 0 && to + 1 < end && " _()0123456789".indexOf(text[to + 1]) >= 0;
            to++;
        }
        if (separated && isDigit(text[from + 2]) && digits >= 9 && digits <= 15) {
            count(Shape.PHONE, text, from, to);
        }
    }

    /** One that is not in capitals, of which words and tokens are told by the length that its country has. */
    private void smallIban(byte[] text, int from, int end) {
        int length = IbanLengths.of(text[from], text[from + 1]);
        int rest = 0;
        int seen = 4;
        int at = from + 4;
        for (; at < end && seen < length; at++) {
            byte b = text[at];
            if (isDigit(b) || isLetter(b)) {
                rest = CheckDigits.modulo97(rest, capital(b));
                seen++;
            } else if (b != ' ' && b != '_') {
                return;
            }
        }
        boolean wordEnds = at == end || !SearchText.isWord(text[at]);
        if (length > 0 && seen == length && wordEnds && checks(rest, text, from)) {
            count(Shape.IBAN, text, from, at);
        }
    }

    private static byte capital(byte b) {
        return b >= 'a' ? (byte) (b - 32) : b;
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
            } else if (b != ' ' && b != '_') {
                return;
            }
            boolean wordEnds = at + 1 == end || !SearchText.isWord(text[at + 1]);
            if (length >= SHORTEST_IBAN && wordEnds && checks(rest, text, from)) {
                count(Shape.IBAN, text, from, at + 1);
                return;
            }
        }
    }

    private static boolean checks(int rest, byte[] text, int from) {
        int whole = rest;
        for (int i = from; i < from + 4; i++) {
            whole = CheckDigits.modulo97(whole, capital(text[i]));
        }
        return whole == 1;
    }

    private void card(byte[] text, int from, int end) {
        int length = 0;
        int at = from;
        for (; at < end; at++) {
            byte b = text[at];
            if (isDigit(b)) {
                if (length == digits.length) {
                    return;
                }
                digits[length++] = b;
            } else if (SearchText.isWord(b)) {
                return;
            } else if (b != ' ' && b != '-' && b != '_' || at + 1 == end || !isDigit(text[at + 1])) {
                break;
            }
        }
        if (length >= SHORTEST_CARD && wanted.contains(Shape.CARD) && told.counts(text, from, at)) {
            cardLike++;
            boolean usual = !strictCards || length == 15 || length == 16;
            if (usual && digits[0] >= '3' && digits[0] <= '6' && CheckDigits.isLuhn(digits, length)) {
                counts.merge(Shape.CARD, 1L, Long::sum);
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
            count(Shape.EMAIL, text, local(text, start, at), at + 1 + domain.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    private void phone(byte[] text, int start, int at, int end) {
        boolean first = at == start || !SearchText.isWord(text[at - 1]);
        int digits = 0;
        int to = at + 1;
        while (to < end && (isDigit(text[to]) || " ()-_/.".indexOf(text[to]) >= 0)) {
            digits += isDigit(text[to]) ? 1 : 0;
            to++;
        }
        if (first && digits >= 9 && digits <= 15 && text[at + 1] != '0' && isDigit(text[at + 1])) {
            count(Shape.PHONE, text, at, to);
        }
    }

    private static int local(byte[] text, int start, int at) {
        int from = at;
        while (from > start && (SearchText.isWord(text[from - 1]) || "._+-".indexOf(text[from - 1]) >= 0)) {
            from--;
        }
        return from;
    }

    private void count(Shape shape, byte[] text, int from, int to) {
        if (wanted.contains(shape) && told.counts(text, from, to)) {
            counts.merge(shape, 1L, Long::sum);
        }
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

    private static boolean isLetter(byte b) {
        return b >= 'a' && b <= 'z' || isCapital(b);
    }

    private static boolean isCapital(byte b) {
        return b >= 'A' && b <= 'Z';
    }
}
