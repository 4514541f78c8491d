package dev.dumplink.audit;

import dev.dumplink.audit.AuditQuery.NotUnderstood;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What is wrong with a word of a query, and which word was probably meant. */
final class Hints {
    private static final int SHOWN = 60;
    private static final Pattern AGE_IN_WORDS =
            Pattern.compile("([0-9]{1,5})\\s*(mo|[mhdwy])[a-z]*", Pattern.CASE_INSENSITIVE);
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
                .or(() -> anotherSign(word))
                .or(() -> Moments.age(word).map(age -> "since:" + Moments.print(age)));
        return because(word, "There is no search for plain words; each begins with one of " + QUALIFIERS + ".", meant);
    }

    /** {@code outcome=denied} */
    private static Optional<String> anotherSign(String word) {
        int sign = word.indexOf('=');
        return Optional.of(word)
                .filter(each -> sign > 0)
                .map(each -> each.substring(0, sign) + ':' + each.substring(sign + 1))
                .filter(Hints::isUnderstood);
    }

    private static boolean isUnderstood(String word) {
        return AuditQuery.parse(List.of(word)) instanceof AuditQuery.Understood;
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
        return because(
                word,
                "A word begins with one of " + QUALIFIERS + ".",
                near.map(each -> each + ':' + value)
                        .map(Hints::withoutSlacksMarks)
                        .filter(Hints::isUnderstood));
    }

    static NotUnderstood cannotBeNegated(String word, Qualifier qualifier) {
        return because(
                word,
                qualifier.word() + ": has no opposite.",
                Optional.of(word.substring(1)).filter(Hints::isUnderstood));
    }

    static NotUnderstood twice(String word, Qualifier qualifier) {
        return because(word, qualifier.word() + ": may stand only once.", Optional.empty());
    }

    static NotUnderstood wrongValue(String word, Qualifier qualifier, boolean negated, String value) {
        String prefix = (negated ? "-" : "") + qualifier.word() + ':';
        Optional<String> near = nearest(value, qualifier.known());
        return because(
                word,
                // all words there are help only whom the nearest one does not
                qualifier.word()
                        + (near.isPresent() ? ": does not know that word." : ": takes " + qualifier.takes() + '.'),
                near.or(() -> age(qualifier, value)).map(each -> prefix + each));
    }

    /** {@code since:7days}, {@code since:1y} */
    private static Optional<String> age(Qualifier qualifier, String value) {
        Matcher age = AGE_IN_WORDS.matcher(value);
        if (qualifier != Qualifier.SINCE || !age.matches()) {
            return Optional.empty();
        }
        String unit = age.group(2).toLowerCase(Locale.ROOT);
        long count = Long.parseLong(age.group(1));
        return Optional.of(
                        unit.startsWith("mo") ? 30 * count + "d" : unit.equals("y") ? 365 * count + "d" : count + unit)
                .flatMap(Qualifier.SINCE::read);
    }

    /** {@code <@U01ANN|ann>} is what Slack makes of a person; people type the id. */
    private static String withoutSlacksMarks(String word) {
        return word.replaceAll("<@([A-Z0-9]+)(\\|[^>]*)?>", "$1");
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
                .filter(each -> distance(typed, each) >= 0 && distance(typed, each) <= Math.max(1, each.length() / 3))
                .min(Comparator.comparing((String each) -> distance(typed, each))
                        .thenComparing(each -> each));
    }

    private static int distance(String typed, String word) {
        return typed.length() > SHOWN
                ? -1
                : DISTANCE.apply(typed.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
    }
}
