package dev.dumplink.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When each person at stake was issued links within the longest window of a limit; newest first. */
final class Issues {
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Map<String, List<Instant>> times = new HashMap<>();

    static Issues read(WriterConnection connection, List<Pending> events, Actors actors, Instant now)
            throws SQLException {
        Issues issues = new Issues();
        List<String> refs = events.stream()
                .filter(pending -> pending.limits().isPresent())
                .map(pending -> actors.ref(pending.event().request().actor()))
                .distinct()
                .toList();
        if (!refs.isEmpty()) {
            PreparedStatement query =
                    connection.prepare("SELECT actor_ref, time_ms FROM audit_event WHERE code = 'DL001I'"
                            + " AND actor_ref " + connection.dialect().anyOf() + " AND time_ms > ?");
            connection.dialect().bindAny(query, refs);
            query.setLong(2, now.minus(LONGEST).toEpochMilli());
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    issues.add(result.getString(1), Instant.ofEpochMilli(result.getLong(2)));
                }
            }
            issues.times.values().forEach(list -> list.sort(Comparator.reverseOrder()));
        }
        return issues;
    }

    void add(String actorRef, Instant at) {
        times.computeIfAbsent(actorRef, ref -> new ArrayList<>()).add(0, at);
    }

    /** The limit that one more link now would break: of several, the one that lasts longest. */
    Optional<Receipt.OverLimit> over(Limits limits, String actorRef, Instant now) {
        List<Instant> newestFirst = times.getOrDefault(actorRef, List.of());
        return limits.windows().stream()
                .filter(window -> newestFirst.size() >= window.most())
                .map(window -> new Receipt.OverLimit(
                        window.rule(),
                        window.most(),
                        newestFirst.get(window.most() - 1).plus(window.length())))
                .filter(over -> over.freeAt().isAfter(now))
                .max(Comparator.comparing(Receipt.OverLimit::freeAt));
    }
}
