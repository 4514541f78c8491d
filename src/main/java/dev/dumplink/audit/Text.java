package dev.dumplink.audit;

import java.util.regex.Pattern;

/** What strangers typed, made safe to keep: no control or formatting characters, no broken surrogates, a bounded length. */
final class Text {
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");

    private Text() {}

    /** @return at most {@code limit} characters; empty for null */
    static String clean(String text, int limit) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        String printable = isPlain(text) ? text : UNPRINTABLE.matcher(text).replaceAll(" ");
        return printable.length() <= limit ? printable : cut(printable, limit - 1) + "…";
    }

    private static String cut(String text, int length) {
        return Character.isHighSurrogate(text.charAt(length - 1))
                ? text.substring(0, length - 1)
                : text.substring(0, length);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}
