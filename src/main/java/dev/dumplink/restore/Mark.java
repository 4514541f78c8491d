package dev.dumplink.restore;

import dev.dumplink.postgres.TargetFacts;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What dumplink writes into the comment of a database that it made or put aside; only a database's owner can write one, and
 * no dump carries it along. Wire form: {@code dumplink:restore-target env=local id=… for=shop at=2026-11-27T04:20:00Z
 * dump=shop_20261122T010003Z}, values with {@code %} as in URLs; on the lines after it whatever the comment said before.
 *
 * @param environment {@code local}, {@code staging} or what somebody wrote
 * @param id this database's own
 * @param name the name that the database has, or is to get, or had
 * @param at when that was written
 * @param dump what is in it, e.g. {@code shop of 2026-11-22T01:00:03Z}; empty where nobody knows
 * @param before the comment that somebody else had written
 */
public record Mark(Kind kind, String environment, String id, String name, Instant at, String dump, String before) {
    private static final Pattern FORM = Pattern.compile(
            "dumplink:(?<kind>restore-[a-z]+) env=(?<env>\\S+)(?<rest>[^\\n]*)(?:\\n(?<before>.*))?", Pattern.DOTALL);
    private static final Pattern PAIR = Pattern.compile("([a-z]+)=(\\S*)");

    /** What such a database is. */
    public enum Kind {
        /** Whole, and in its place. */
        TARGET("restore-target"),
        /** Being filled; or left behind by a restore that did not end. */
        LOADING("restore-loading"),
        /** Put aside when another took its place. */
        OLD("restore-old");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /** Reads a comment; empty if it is none of ours. */
    static Optional<Mark> parse(String comment) {
        Matcher matcher = FORM.matcher(comment.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> pairs = PAIR.matcher(matcher.group("rest"))
                .results()
                .collect(Collectors.toMap(pair -> pair.group(1), pair -> pair.group(2), (first, second) -> first));
        String before = Optional.ofNullable(matcher.group("before")).orElse("");
        return kind(matcher.group("kind"))
                .map(kind -> new Mark(
                        kind,
                        matcher.group("env"),
                        decoded(pairs, "id"),
                        decoded(pairs, "for"),
                        moment(pairs.getOrDefault("at", "")),
                        decoded(pairs, "dump"),
                        before));
    }

    private static Optional<Kind> kind(String word) {
        for (Kind each : Kind.values()) {
            if (each.word.equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            // written by hand: it has always been there
            return Instant.EPOCH;
        }
    }

    private static String decoded(Map<String, String> pairs, String key) {
        try {
            return URLDecoder.decode(pairs.getOrDefault(key, ""), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /**
     * Of a database that another one takes the place of. Of whatever name it was made for, it is {@code target}'s from now on;
     * a comment that a person wrote, be it a mark of ours by hand, is kept as it is.
     */
    static Mark aside(Target target, TargetFacts.Database database, Instant now) {
        String comment = database.comment().orElse("");
        Optional<Mark> mark = parse(comment);
        return mark.filter(Mark::isOfARestore)
                .map(own -> new Mark(Kind.OLD, own.environment, own.id, target.name(), now, own.dump, own.before))
                .orElseGet(() -> new Mark(
                        Kind.OLD,
                        mark.map(Mark::environment).orElse(target.loopback() ? "local" : "staging"),
                        UUID.randomUUID().toString(),
                        target.name(),
                        now,
                        "",
                        comment));
    }

    private boolean isOfARestore() {
        return kind == Kind.TARGET && !dump.isEmpty();
    }

    /** The same database in another state. */
    Mark as(Kind other, Instant when) {
        return new Mark(other, environment, id, name, when, dump, before);
    }

    /** The comment. */
    String text() {
        String line = "dumplink:" + kind.word + " env=" + environment + " id=" + encoded(id) + " for=" + encoded(name)
                + " at=" + at + " dump=" + encoded(dump);
        return before.isEmpty() ? line : line + "\n" + before;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
