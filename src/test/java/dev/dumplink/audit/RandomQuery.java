package dev.dumplink.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A query in words and, made beside it and knowing nothing of it, the test of a row that it stands for. */
record RandomQuery(String text, Predicate<Map<String, String>> test) {

    static RandomQuery next(Random random, List<Map<String, String>> rows, Instant now) {
        List<RandomQuery> parts = new ArrayList<>();
        Stream.of(
                        choice(
                                random,
                                "user",
                                List.of("U1", "U2", "U3", "W4", "U9", "os:root", "os:U1", "system"),
                                RandomQuery::user),
                        choice(random, "outcome", known(EventCode::decision), row -> row.get("decision")),
                        choice(
                                random,
                                "database",
                                List.of("shop", "blog", "tiny", "nowhere"),
                                row -> row.get("database_name")),
                        choice(random, "code", known(EventCode::code), row -> row.get("code")))
                .forEach(part -> {
                    if (random.nextInt(3) == 0) {
                        parts.add(part);
                    }
                });
        if (random.nextInt(3) == 0) {
            parts.add(period(random, now));
        }
        if (random.nextInt(20) == 0) {
            String request = rows.get(random.nextInt(rows.size())).get("request_id");
            parts.add(choice(random, "request", List.of(request), row -> row.get("request_id")));
        }
        return parts.stream().reduce(new RandomQuery("", row -> true), RandomQuery::and);
    }

    List<Long> bruteForce(List<Map<String, String>> newestFirst) {
        return newestFirst.stream()
                .filter(test)
                .map(row -> Long.parseLong(row.get("seq")))
                .toList();
    }

    private RandomQuery and(RandomQuery other) {
        return new RandomQuery(text + " " + other.text, test.and(other.test));
    }

    private static List<String> known(Function<EventCode, String> word) {
        return Stream.of(EventCode.values()).map(word).distinct().toList();
    }

    private static String user(Map<String, String> row) {
        if (row.get("actor_user") == null) {
            return null;
        }
        return switch (row.get("actor_kind")) {
            case "operator" -> "os:" + row.get("actor_user");
            case "system" -> "system";
            default -> row.get("actor_user");
        };
    }

    private static RandomQuery choice(
            Random random, String qualifier, List<String> values, Function<Map<String, String>, String> column) {
        List<String> some = Stream.generate(() -> values.get(random.nextInt(values.size())))
                .limit(1 + random.nextInt(3))
                .collect(Collectors.toList());
        boolean negated = random.nextInt(3) == 0;
        return new RandomQuery(
                (negated ? "-" : "") + qualifier + ":" + String.join(",", some),
                row -> some.contains(column.apply(row)) != negated);
    }

    private static RandomQuery period(Random random, Instant now) {
        if (random.nextBoolean()) {
            int days = 1 + random.nextInt(110);
            return new RandomQuery("since:" + days + "d", time(now.minus(Duration.ofDays(days)), Instant.MAX));
        }
        Instant from = now.minus(Duration.ofMinutes(random.nextInt(110 * 24 * 60)));
        Instant to = from.plus(Duration.ofMinutes(random.nextInt(40 * 24 * 60)));
        if (random.nextBoolean()) {
            return new RandomQuery("from:" + from + " to:" + to, time(from, to));
        }
        var first = from.atOffset(ZoneOffset.UTC).toLocalDate();
        var last = to.atOffset(ZoneOffset.UTC).toLocalDate();
        return new RandomQuery(
                "from:" + first + " to:" + last, row -> !day(row).isBefore(first) && !day(row).isAfter(last));
    }

    private static LocalDate day(Map<String, String> row) {
        return moment(row).atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static Predicate<Map<String, String>> time(Instant from, Instant to) {
        return row -> !moment(row).isBefore(from) && !moment(row).isAfter(to);
    }

    private static Instant moment(Map<String, String> row) {
        return Instant.ofEpochMilli(Long.parseLong(row.get("time_ms")));
    }
}
