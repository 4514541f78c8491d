package dev.dumplink.audit;

import dev.dumplink.audit.AuditQuery.NotUnderstood;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What is wrong with a word of a query, and which word was probably meant. */
final class Hints {
    private static final int SHOWN = 60;
    private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(3);
    private static final String QUALIFIERS =
            Qualifier.all().map(each -> each.word() + ":").collect(Collectors.joining(", "));

    private Hints() {}

    /** A bare value: perhaps there is a qualifier that takes just this. */
    static NotUnderstood noQualifier(String word) {
        Optional<String> meant = Stream.of(Qualifier.OUTCOME, Qualifier.REQUEST, Qualifier.CODE)
                .flatMap(each -> each.read(word).map(value -> each.word() + ':' + value).stream())
                .findFirst()
                .or(() -> bareUser(word))
                .or(() -> Moments.age(word).map(age -> "since:" + Moments.print(age)));
        return because(word, "There is no search for plain words; each begins with one of " + QUALIFIERS + ".", meant);
    }

    private static Optional<String> bareUser(String word) {
        return Optional.of(word)
                .filter(each -> each.startsWith("<@"))
                .flatMap(Qualifier.USER::read)
                .map(user -> "user:" + user);
    }

    static NotUnderstood unknownQualifier(String word, String name, String value) {
        Optional<String> near =
                nearest(name, Qualifier.all().map(Qualifier::word).toList());
        return because(word, "A word begins with one of " + QUALIFIERS + ".", near.map(each -> each + ':' + value));
    }

    static NotUnderstood cannotBeNegated(String word, Qualifier qualifier) {
        return because(word, qualifier.word() + ": has no opposite.", Optional.of(word.substring(1)));
    }

    static NotUnderstood twice(String word, Qualifier qualifier) {
        return because(word, qualifier.word() + ": may stand only once.", Optional.empty());
    }

    static NotUnderstood wrongValue(String word, Qualifier qualifier, boolean negated, String value) {
        String prefix = (negated ? "-" : "") + qualifier.word() + ':';
        return because(
                word,
                qualifier.word() + ": takes " + qualifier.takes() + '.',
                nearest(value, qualifier.known()).map(each -> prefix + each));
    }

    private static NotUnderstood because(String word, String sentence, Optional<String> meant) {
        Optional<String> instead = meant.map(each -> Text.clean(each, SHOWN));
        return new NotUnderstood(
                Text.clean(word, SHOWN),
                instead.map(each -> sentence + " Did you mean " + each + "?").orElse(sentence),
                instead);
    }

    private static Optional<String> nearest(String typed, Collection<String> words) {
        return words.stream()
                .filter(each -> distance(typed, each) >= 0 && distance(typed, each) <= Math.max(1, each.length() / 2))
                .min(Comparator.comparing((String each) -> distance(typed, each))
                        .thenComparing(each -> each));
    }

    private static int distance(String typed, String word) {
        return typed.length() > SHOWN
                ? -1
                : DISTANCE.apply(typed.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
    }
}
