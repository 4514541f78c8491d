package dev.dumplink.restore;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The name that somebody may have meant. */
final class Nearest {
    private static final int MOST_EDITS = 2;

    private Nearest() {}

    static Optional<String> to(String typed, List<String> names) {
        return names.stream()
                .filter(name -> edits(typed, name) <= MOST_EDITS)
                .min(Comparator.comparingInt(name -> edits(typed, name)));
    }

    /** How many characters must be put in, taken out or changed. */
    private static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
