package dev.dumplink.masking;

import java.util.Set;

/**
 * Which names of members (JSON) and keys (hstore) stay. By default those that the policy names and those that look like a
 * program's: a word of letters with few digits. Everything else is data that somebody used as a name: an address, a number,
 * two words.
 */
final class MemberNames {
    private static final int LONGEST = 41;
    private static final int MOST_DIGITS = 3;

    /** What the policy says of them. */
    enum Said {
        /** Nothing: names stay, data does not. */
        NOTHING,
        KEEP,
        MASK
    }

    private final Said said;
    private final Set<String> named;

    /** @param named names in the policy, which stay unless all are masked */
    MemberNames(Said said, Set<String> named) {
        this.said = said;
        this.named = Set.copyOf(named);
    }

    /** @throws Unfit unless it is one of the two words */
    static Said said(String word) {
        return switch (word) {
            case "keep" -> Said.KEEP;
            case "mask" -> Said.MASK;
            default -> throw new Unfit("keys is one of keep, mask, not '" + word + "'");
        };
    }

    boolean stays(String name) {
        return switch (said) {
            case KEEP -> true;
            case MASK -> false;
            case NOTHING -> named.contains(name) || isName(name);
        };
    }

    /** Whether it looks like a program's. */
    static boolean isName(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isDigit(c)) {
                digits++;
            } else if (!Character.isLetter(c) && c != '_' && c != '-' && (c != '$' || i > 0)) {
                return false;
            }
        }
        return text.length() <= LONGEST && digits <= MOST_DIGITS;
    }
}
