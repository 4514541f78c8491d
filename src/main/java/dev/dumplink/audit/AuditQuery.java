package dev.dumplink.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Which rows somebody wants to see. Its text is what people type, {@code user:U01ANN outcome:denied since:7d}; what it
 * prints is understood again as the same query, whatever way it was typed the first time.
 *
 * @param users Slack ids, {@code os:NAME} for operators, {@code system} for the program itself
 * @param outcomes the decisions of {@link EventCode}
 * @param codes of {@link EventCode}
 * @param requests ids as shown in answers
 * @param limit how many rows at most, the newest ones
 */
public record AuditQuery(
        Choice users,
        Choice outcomes,
        Choice databases,
        Choice codes,
        Choice requests,
        Period period,
        OptionalInt limit) {

    private static final AuditQuery ALL = new AuditQuery(
            Choice.any(), Choice.any(), Choice.any(), Choice.any(), Choice.any(), Period.always(), OptionalInt.empty());

    /** Every row. */
    public static AuditQuery all() {
        return ALL;
    }

    /** Every row of the last so long. */
    public static AuditQuery ofLast(Duration since) {
        Period period = new Period(Optional.of(since), Optional.empty(), Optional.empty());
        return new AuditQuery(
                ALL.users, ALL.outcomes, ALL.databases, ALL.codes, ALL.requests, period, OptionalInt.empty());
    }

    /** Understands what was typed; words are separated by blanks. */
    public static Parsed parse(String text) {
        return QueryParser.parse(QueryParser.words(text));
    }

    /** The same where a shell has separated the words. */
    public static Parsed parse(List<String> words) {
        return QueryParser.parse(words);
    }

    /** The same query for at most so many rows. */
    public AuditQuery limitedTo(int rows) {
        return new AuditQuery(users, outcomes, databases, codes, requests, period, OptionalInt.of(rows));
    }

    /**
     * The same with a {@code *} for every person: what may be kept in the log itself, where a person could not be forgotten.
     * {@code everything} for every row.
     */
    public String withoutPersons() {
        AuditQuery others = new AuditQuery(Choice.any(), outcomes, databases, codes, requests, period, limit);
        String users = (this.users.wanted().isEmpty() ? "" : "user:* ")
                + (this.users.unwanted().isEmpty() ? "" : "-user:* ");
        String text = (users + others).strip();
        return text.isEmpty() ? "everything" : text;
    }

    /** The query in the words that people type, always in the same order; empty for every row. */
    @Override
    public String toString() {
        StringJoiner words = new StringJoiner(" ");
        users.print("user", words);
        outcomes.print("outcome", words);
        databases.print("database", words);
        codes.print("code", words);
        requests.print("request", words);
        period.print(words);
        limit.ifPresent(rows -> words.add("limit:" + rows));
        return words.toString();
    }

    /**
     * Values of one column.
     *
     * @param wanted one of these; if empty, any
     * @param unwanted none of these
     */
    public record Choice(SortedSet<String> wanted, SortedSet<String> unwanted) {
        private static final Choice ANY = new Choice(new TreeSet<>(), new TreeSet<>());

        public Choice {
            wanted = Collections.unmodifiableSortedSet(new TreeSet<>(wanted));
            unwanted = Collections.unmodifiableSortedSet(new TreeSet<>(unwanted));
        }

        public static Choice any() {
            return ANY;
        }

        public boolean isAny() {
            return wanted.isEmpty() && unwanted.isEmpty();
        }

        boolean accepts(String value) {
            return (wanted.isEmpty() || wanted.contains(value)) && !unwanted.contains(value);
        }

        private void print(String qualifier, StringJoiner words) {
            if (!wanted.isEmpty()) {
                words.add(qualifier + ':' + String.join(",", wanted));
            }
            if (!unwanted.isEmpty()) {
                words.add('-' + qualifier + ':' + String.join(",", unwanted));
            }
        }
    }

    /**
     * When the rows were written; all that is given must hold. To the millisecond.
     *
     * @param since at most so long ago
     * @param from not before
     * @param until before; one typed {@code to:} ends with the day or the millisecond it names
     */
    public record Period(Optional<Duration> since, Optional<Instant> from, Optional<Instant> until) {
        private static final Period ALWAYS = new Period(Optional.empty(), Optional.empty(), Optional.empty());

        public static Period always() {
            return ALWAYS;
        }

        /** The first moment that counts. */
        Optional<Instant> start(Instant now) {
            Optional<Instant> recent = since.map(now::minus);
            return recent.flatMap(a -> from.map(b -> a.isAfter(b) ? a : b))
                    .or(() -> recent)
                    .or(() -> from);
        }

        private void print(StringJoiner words) {
            since.ifPresent(age -> words.add("since:" + Moments.print(age)));
            from.ifPresent(moment -> words.add("from:" + Moments.printStart(moment)));
            until.ifPresent(moment -> words.add("to:" + Moments.printEnd(moment)));
        }
    }

    /** What became of somebody's words. */
    public sealed interface Parsed {
        <R> R fold(Function<AuditQuery, R> understood, Function<NotUnderstood, R> notUnderstood);
    }

    /** They are a query. */
    public record Understood(AuditQuery query) implements Parsed {
        @Override
        public <R> R fold(Function<AuditQuery, R> understood, Function<NotUnderstood, R> notUnderstood) {
            return understood.apply(query);
        }
    }

    /**
     * They are not.
     *
     * @param word the one that is not understood, made printable and cut
     * @param sentence what is wrong and what would be right
     * @param instead the word that was probably meant
     */
    public record NotUnderstood(String word, String sentence, Optional<String> instead) implements Parsed {
        @Override
        public <R> R fold(Function<AuditQuery, R> understood, Function<NotUnderstood, R> notUnderstood) {
            return notUnderstood.apply(this);
        }
    }
}
