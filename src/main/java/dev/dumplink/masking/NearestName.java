package dev.dumplink.masking;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody who misspelt a name may have meant. */
final class NearestName {
    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private NearestName() {}

    /** A clause for a message: the name most like {@code typed}, or else all there are. */
    static String hint(String typed, Collection<String> known) {
        return nearest(typed, known)
                .map(name -> "did you mean " + name + "?")
                .orElseGet(() -> known.isEmpty() ? "there are none here" : "known here: " + listed(known));
    }

    /** The same behind another advice, such as {@code remove it}, which is the only one where there are no names. */
    static String hint(String advice, String typed, Collection<String> known) {
        String hint = nearest(typed, known)
                .map(name -> "did you mean " + name + "?")
                .orElseGet(() -> "name one of " + listed(known));
        return known.isEmpty() ? advice : advice + ", or " + hint;
    }

    private static String listed(Collection<String> known) {
        return known.stream().sorted().limit(40).collect(Collectors.joining(", "));
    }

    static Optional<String> nearest(String typed, Collection<String> known) {
        return known.stream()
                .filter(each -> distance(typed, each) <= Math.min(3, Math.max(1, each.length() / 2)))
                .min(Comparator.comparing((String each) -> distance(typed, each))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int distance(String typed, String known) {
        return DISTANCE.apply(typed.toLowerCase(Locale.ROOT), known.toLowerCase(Locale.ROOT));
    }
}
