package dev.dumplink.slack;

import java.util.stream.IntStream;

/**
 * What people put where a secret belongs until they have one. A bot started with {@code deadbeef…} believes everybody who
 * can guess it; what Slack gives out has no pattern, so that none of it is ever taken for one of these.
 */
final class Placeholder {
    private static final int LONGEST_PERIOD = 16;
    private static final int FEW = 4;
    private static final int LONG_MARCH = 10;
    private static final int SHORTEST = 12;

    private Placeholder() {}

    /** Whether {@code text} says the same again and again, or counts. */
    static boolean inSecret(String text) {
        return text.chars().distinct().count() <= FEW || repeats(text) || counts(text);
    }

    /** Whether {@code token} cannot be one of Slack's: those end in a long part of random letters and digits. */
    static boolean inToken(String token) {
        String secret = token.substring(token.lastIndexOf('-') + 1);
        return !token.matches("[A-Za-z0-9-]+") || secret.length() < SHORTEST || inSecret(secret);
    }

    private static boolean repeats(String text) {
        return IntStream.rangeClosed(1, Math.min(LONGEST_PERIOD, text.length() / 2))
                .anyMatch(period -> text.startsWith(text.substring(period)));
    }

    /** Up, down, or up and down again; perhaps only for a long stretch. */
    private static boolean counts(String text) {
        int[] steps = IntStream.range(1, text.length())
                .map(i -> Character.digit(text.charAt(i), 36) - Character.digit(text.charAt(i - 1), 36))
                .toArray();
        return IntStream.of(steps).distinct().count() <= FEW || longestMarch(steps) >= LONG_MARCH;
    }

    private static int longestMarch(int[] steps) {
        int longest = 0;
        int march = 0;
        for (int i = 0; i < steps.length; i++) {
            march = i > 0 && steps[i] == steps[i - 1] ? march + 1 : 1;
            longest = Math.max(longest, march);
        }
        return longest;
    }
}
