package dev.dumplink.link;

import dev.dumplink.archive.DatabaseName;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody typed, matched against the names there are: any case, abbreviated where unambiguous. */
public final class Names {
    private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(3);

    private Names() {}

    /** The databases that {@code typed} may mean: the one of that name, or all that begin with it. */
    public static List<DatabaseName> matching(String typed, List<DatabaseName> names) {
        String word = typed.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> name.value().equals(word))
                .findFirst()
                .map(List::of)
                .orElseGet(() -> names.stream()
                        .filter(name -> name.value().startsWith(word))
                        .toList());
    }

    /** The word most like {@code typed}, if one is close enough to be meant. */
    public static Optional<String> nearest(String typed, Collection<String> words) {
        String word = typed.toLowerCase(Locale.ROOT);
        return words.stream()
                .filter(each -> {
                    int distance = DISTANCE.apply(word, each);
                    return distance >= 0 && distance <= Math.max(1, each.length() / 2);
                })
                .min(Comparator.comparing((String each) -> DISTANCE.apply(word, each))
                        .thenComparing(each -> each));
    }
}
