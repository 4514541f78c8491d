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

/**
 * When each person was issued links, as far back as any limit looks. The writer remembers it from commit to commit,
 * because an index of persons costs each new row a page of its own; whenever the chain does not end where the writer left
 * it, the rows that others wrote are read first. So it is exact however many programs write: all hold the head's lock.
 *
 * <p>After a commit whose end is not known it must be thrown away.
 */
final class Issues {
    // twice the longest window, so that a clock that is set back finds what counts then
    private static final Duration KEPT = Duration.ofDays(2);
    private static final Duration TIDY = Duration.ofHours(1);

    private final Map<String, List<Instant>> oldestFirst = new HashMap<>();
    private Instant tidied = Instant.MIN;
    private long seq = -1;
    private String hash = "";

    /** Learns what is in the log and not known yet. */
    void catchUp(WriterConnection connection, Commit.Head head, Instant now) throws SQLException {
        tidy(now);
        if (endsAt(head)) {
            return;
        }
        if (!continues(connection)) {
            oldestFirst.clear();
            seq = before(connection, head, now);
        }
        read(connection, now);
        reached(head);
    }

    private boolean endsAt(Commit.Head head) {
        return head.seq() == seq && head.hash().equals(hash);
    }

    private void reached(Commit.Head head) {
        seq = head.seq();
        hash = head.hash();
    }

    /** The writer itself moves the chain's end, without handing out a link. */
    void follow(Commit.Head from, Commit.Head to) {
        if (endsAt(from)) {
            reached(to);
        }
    }

    /** The same with a link; where the rows before are not known yet, this one will be read with them. */
    void follow(Commit.Head from, Commit.Head to, String actorRef, Instant at) {
        if (endsAt(from)) {
            add(actorRef, at);
            reached(to);
        }
    }

    /** Whether the row that was the last one is still there: else the database is another one, or the row was pruned. */
    private boolean continues(WriterConnection connection) throws SQLException {
        PreparedStatement query = connection.prepare("SELECT hash FROM audit_event WHERE seq = ?");
        query.setLong(1, seq);
        try (ResultSet result = query.executeQuery()) {
            return result.next() && hash.equals(result.getString(1));
        }
    }

    /** The row before the first that counts. */
    private static long before(WriterConnection connection, Commit.Head head, Instant now) throws SQLException {
        // the sum keeps PostgreSQL from looking for it along seq, from the oldest row of all on
        PreparedStatement query = connection.prepare("SELECT min(seq + 0) - 1 FROM audit_event WHERE time_ms > ?");
        query.setLong(1, now.minus(KEPT).toEpochMilli());
        try (ResultSet result = query.executeQuery()) {
            result.next();
            long before = result.getLong(1);
            return result.wasNull() ? head.seq() : before;
        }
    }

    private void read(WriterConnection connection, Instant now) throws SQLException {
        PreparedStatement query = connection.prepare("SELECT actor_ref, time_ms FROM audit_event"
                + " WHERE seq > ? AND code = 'DL001I' AND time_ms > ? ORDER BY seq");
        query.setLong(1, seq);
        query.setLong(2, now.minus(KEPT).toEpochMilli());
        try (ResultSet result = query.executeQuery()) {
            while (result.next()) {
                add(result.getString(1), Instant.ofEpochMilli(result.getLong(2)));
            }
        }
    }

    /** Forgets, now and then, what is older than any limit looks. */
    private void tidy(Instant now) {
        if (tidied.plus(TIDY).isBefore(now)) {
            Instant oldest = now.minus(KEPT);
            oldestFirst.values().forEach(times -> times.removeIf(time -> !time.isAfter(oldest)));
            oldestFirst.values().removeIf(List::isEmpty);
            tidied = now;
        }
    }

    private void add(String actorRef, Instant at) {
        List<Instant> times = oldestFirst.computeIfAbsent(actorRef, ref -> new ArrayList<>());
        int place = times.size();
        // nearly always the last: only a clock that was set back, or another program's, says otherwise
        while (place > 0 && times.get(place - 1).isAfter(at)) {
            place--;
        }
        times.add(place, at);
    }

    /** The limit that one more link now would break: of several, the one that lasts longest. */
    Optional<Receipt.OverLimit> over(Limits limits, String actorRef, Instant now) {
        List<Instant> times = oldestFirst.getOrDefault(actorRef, List.of());
        return limits.windows().stream()
                .filter(window -> times.size() >= window.most())
                .map(window -> new Receipt.OverLimit(
                        window.rule(),
                        window.most(),
                        times.get(times.size() - window.most()).plus(window.length())))
                .filter(over -> over.freeAt().isAfter(now))
                .max(Comparator.comparing(Receipt.OverLimit::freeAt));
    }
}
