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
    private static final int LONGEST_IBAN = 42;
    private static final int LONGEST_CARD = 23;

    private final Map<Shape, Long> counts = new EnumMap<>(Shape.class);
    private long cardLike;

    /** A word begins at {@code at} with a capital letter or a digit. */
    void word(byte[] text, int at, int end) {
        if (text[at] >= 'A') {
            if (at + 15 <= end && isCapital(text[at + 1]) && isDigit(text[at + 2]) && isDigit(text[at + 3])) {
                iban(run(text, at, Math.min(end, at + LONGEST_IBAN), false));
            }
        } else if (at + 13 <= end && isDigit(text[at + 1]) && isDigit(text[at + 2])) {
            card(run(text, at, Math.min(end, at + LONGEST_CARD + 1), true));
        }
    }

    private void iban(String run) {
        // words that follow may look like a part of it
        for (int to = run.length(); to >= 15; to--) {
            if (CheckDigits.isIban(run.substring(0, to))) {
                count(Shape.IBAN);
                return;
            }
        }
    }

    private void card(String run) {
        String digits = run.replaceAll("[ -]", "");
        if (digits.length() >= 13 && digits.length() <= 19 && run.length() <= LONGEST_CARD) {
            cardLike++;
            if (CheckDigits.isCard(digits)) {
                count(Shape.CARD);
            }
        }
    }

    /** Digits, or digits and capital letters, with single spaces or hyphens between. */
    private static String run(byte[] text, int from, int to, boolean digits) {
        int at = from;
        while (at < to
                && (isDigit(text[at])
                        || !digits && isCapital(text[at])
                        || (text[at] == ' ' || digits && text[at] == '-')
                                && at + 1 < to
                                && SearchText.isWord(text[at + 1]))) {
            at++;
        }
        return new String(text, from, at - from, StandardCharsets.US_ASCII).strip();
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
