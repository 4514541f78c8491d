package dev.dumplink.audit;

import dev.dumplink.audit.AuditQuery.Choice;
import dev.dumplink.audit.AuditQuery.NotUnderstood;
import dev.dumplink.audit.AuditQuery.Parsed;
import dev.dumplink.audit.AuditQuery.Period;
import dev.dumplink.audit.AuditQuery.Understood;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words become a query, or one sentence about the first word that is not understood. Whatever is typed, never throws. */
final class QueryParser {
    // that people and telephones put around a word; they say nothing
    private static final String QUOTES = "\"'`\u201C\u201D\u201E\u2018\u2019";
    // within what Slack writes between < and > nothing separates
    private static final String MARK = "<[^<>]*>|";
    private static final Pattern BLANKS = Pattern.compile(MARK + "\\s+");
    private static final Pattern COMMA_OR_BAR = Pattern.compile(MARK + "[,|]");

    private final Map<Qualifier, SortedSet<String>> wanted = new EnumMap<>(Qualifier.class);
    private final Map<Qualifier, SortedSet<String>> unwanted = new EnumMap<>(Qualifier.class);

    private QueryParser() {}

    static List<String> words(String text) {
        return split(text, BLANKS);
    }

    /** In one pass, however long the text is; what is empty is left out. */
    private static List<String> split(String text, Pattern markOrSeparator) {
        List<String> parts = new ArrayList<>();
        Matcher found = markOrSeparator.matcher(text);
        int start = 0;
        while (found.find()) {
            if (text.charAt(found.start()) != '<') {
                parts.add(text.substring(start, found.start()));
                start = found.end();
            }
        }
        parts.add(text.substring(start));
        parts.removeIf(String::isEmpty);
        return parts;
    }

    static Parsed parse(List<String> words) {
        QueryParser parser = new QueryParser();
        for (String word : joined(words)) {
            Optional<NotUnderstood> problem = parser.read(word);
            if (problem.isPresent()) {
                return problem.get();
            }
        }
        return new Understood(parser.query());
    }

    /** A blank after the colon separates nothing: {@code outcome: denied}. */
    private static List<String> joined(List<String> words) {
        List<String> joined = new ArrayList<>();
        for (String word : words) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).endsWith(":") && word.indexOf(':') < 0) {
                joined.set(last, joined.get(last) + word);
            } else if (!word.isBlank()) {
                joined.add(unquoted(word.strip()));
            }
        }
        joined.removeIf(String::isEmpty);
        return joined;
    }

    private static String unquoted(String word) {
        int start = 0;
        int end = word.length();
        while (start < end && QUOTES.indexOf(word.charAt(start)) >= 0) {
            start++;
        }
        while (start < end && QUOTES.indexOf(word.charAt(end - 1)) >= 0) {
            end--;
        }
        return word.substring(start, end);
    }

    private Optional<NotUnderstood> read(String word) {
        boolean negated = word.startsWith("-");
        int colon = word.indexOf(':');
        if (colon < 0) {
            return Optional.of(Hints.noQualifier(word));
        }
        String name = word.substring(negated ? 1 : 0, Math.max(colon, negated ? 1 : 0));
        Optional<Qualifier> qualifier = Qualifier.of(name);
        if (qualifier.isEmpty()) {
            return Optional.of(Hints.unknownQualifier(word, name, word.substring(colon + 1)));
        }
        if (negated && !qualifier.get().several()) {
            return Optional.of(Hints.cannotBeNegated(word, qualifier.get()));
        }
        return read(word, qualifier.get(), negated, word.substring(colon + 1));
    }

    private Optional<NotUnderstood> read(String word, Qualifier qualifier, boolean negated, String values) {
        SortedSet<String> into = (negated ? unwanted : wanted).computeIfAbsent(qualifier, each -> new TreeSet<>());
        if (!qualifier.several() && !into.isEmpty()) {
            return Optional.of(Hints.twice(word, qualifier));
        }
        List<String> typed = qualifier.several() ? split(values, COMMA_OR_BAR) : List.of(values);
        if (typed.isEmpty()) {
            return Optional.of(Hints.wrongValue(word, qualifier, negated, ""));
        }
        for (String value : typed) {
            Optional<String> read = qualifier.read(value.strip());
            if (read.isEmpty()) {
                return Optional.of(Hints.wrongValue(word, qualifier, negated, value.strip()));
            }
            into.add(read.get());
        }
        return Optional.empty();
    }

    private AuditQuery query() {
        return new AuditQuery(
                choice(Qualifier.USER),
                choice(Qualifier.OUTCOME),
                choice(Qualifier.DATABASE),
                choice(Qualifier.CODE),
                choice(Qualifier.REQUEST),
                new Period(
                        single(Qualifier.SINCE).flatMap(Moments::age),
                        single(Qualifier.FROM).flatMap(Moments::start),
                        single(Qualifier.TO).flatMap(Moments::end)),
                single(Qualifier.LIMIT)
                        .map(rows -> OptionalInt.of(Integer.parseInt(rows)))
                        .orElse(OptionalInt.empty()));
    }

    private Choice choice(Qualifier qualifier) {
        return new Choice(
                wanted.getOrDefault(qualifier, new TreeSet<>()), unwanted.getOrDefault(qualifier, new TreeSet<>()));
    }

    private Optional<String> single(Qualifier qualifier) {
        return Optional.ofNullable(wanted.get(qualifier)).map(SortedSet::first);
    }
}
