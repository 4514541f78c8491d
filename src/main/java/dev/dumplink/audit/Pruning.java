package dev.dumplink.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Deletes the oldest rows, past their time, so that the rest stays provable: an anchor that says how far is signed and
 * kept wherever anchors are kept, and only then do rows go, in small steps between which the bot writes. What was broken
 * off is finished the next time.
 */
public final class Pruning {
    private static final int STEP = 500;
    private static final int ATTEMPTS = 5;

    private final AuditSettings settings;
    private final AnchorMaker maker;
    private final Set<String> streams;

    /**
     * @param streams those that are switched on hold back what they have not sent; others are not waited for
     * @throws IllegalArgumentException if there is no key to sign with
     */
    public Pruning(AuditSettings settings, StreamSettings streams) {
        this.settings = settings;
        this.streams = streams.names();
        this.maker = settings.anchor()
                .signer()
                .map(key -> new AnchorMaker(key, settings.anchor()))
                .orElseThrow(() -> new IllegalArgumentException("anchor.key is not set, and pruning leaves a signed"
                        + " checkpoint: without it nobody could tell the missing rows from stolen ones"));
    }

    /**
     * What would go.
     *
     * @param first the oldest row there is
     * @param through the youngest that would go
     * @param from the time of the oldest
     * @param to the time of the youngest that would go
     * @param left how many would stay
     */
    public record Plan(long first, long through, Instant from, Instant to, long left) {
        public long rows() {
            return through - first + 1;
        }
    }

    /**
     * A stream that rows past their time wait for.
     *
     * @param seq the last row that it has sent
     */
    public record Held(String stream, long seq) {}

    /**
     * What has gone.
     *
     * @param rows how many rows
     * @param persons how many persons of whom no row speaks any more
     */
    public record Pruned(long rows, long persons, Anchor checkpoint) {}

    /** Rows from the first one on that are all older than the settings retain; empty if the oldest is not. */
    public Optional<Plan> plan(Instant now) {
        return Session.with(
                settings, session -> plan(session, cut(now), slowest(session).map(Held::stream)));
    }

    /** The stream but for which more would go. */
    public Optional<Held> held(Instant now) {
        return Session.with(settings, session -> {
            Optional<Plan> free = plan(session, cut(now), Optional.empty());
            return slowest(session)
                    .filter(stream ->
                            free.isPresent() && stream.seq() < free.get().through());
        });
    }

    private long cut(Instant now) {
        return now.minus(settings.retain()).toEpochMilli();
    }

    private Optional<Held> slowest(Session session) throws SQLException {
        try (Statement statement = session.jdbc().createStatement();
                ResultSet result = statement.executeQuery("SELECT name, seq FROM audit_stream ORDER BY seq, name")) {
            while (result.next()) {
                if (streams.contains(result.getString(1))) {
                    return Optional.of(new Held(result.getString(1), result.getLong(2)));
                }
            }
            return Optional.empty();
        }
    }

    private static Optional<Plan> plan(Session session, long cut, Optional<String> stream) throws SQLException {
        // a clock may have been set back: rows go up to the first that is young, not up to the last that is old; and a
        // row that a stream has not sent yet stays
        try (PreparedStatement query = session.jdbc()
                .prepareStatement("SELECT o.seq, o.time_ms, t.seq, t.time_ms, c.seq - t.seq FROM audit_chain c"
                        + " JOIN audit_event o ON o.seq = (SELECT min(seq) FROM audit_event)"
                        + " JOIN audit_event t ON t.seq = coalesce("
                        + "(SELECT min(seq) FROM (SELECT seq FROM audit_event WHERE time_ms >= ? UNION ALL"
                        + " SELECT seq + 1 FROM audit_stream WHERE name = ?) AS young) - 1, c.seq)"
                        + " WHERE c.id = 1")) {
            query.setString(2, stream.orElse(""));
            query.setLong(1, cut);
            try (ResultSet result = query.executeQuery()) {
                return result.next()
                        ? Optional.of(new Plan(
                                result.getLong(1),
                                result.getLong(3),
                                Instant.ofEpochMilli(result.getLong(2)),
                                Instant.ofEpochMilli(result.getLong(4)),
                                result.getLong(5)))
                        : Optional.empty();
            }
        }
    }

    /**
     * Does it.
     *
     * @param places every one of them holds the checkpoint before the first row goes
     * @param progress told after each step which row went last
     * @throws AnchorUnkept if a place does not keep the checkpoint; then no row has gone
     * @throws AuditUnavailable if the database fails; rows may have gone, and the next time goes on
     */
    public Pruned prune(Plan plan, List<AnchorPlace> places, Instant now, LongConsumer progress) {
        return Session.with(settings, session -> {
            List<AnchorCopy> copies = places.stream().map(AnchorCopy::new).toList();
            for (AnchorCopy copy : copies) {
                copy.compare(session);
            }
            Anchor checkpoint = checkpoint(session, plan.through(), now);
            for (AnchorCopy copy : copies) {
                copy.update(session);
            }
            long rows = deleteRows(session, plan, progress);
            long persons = deletePersons(session);
            return new Pruned(rows, persons, checkpoint);
        });
    }

    /** A running bot may make an anchor at the same moment; then ours comes after it. */
    private Anchor checkpoint(Session session, long through, Instant now) throws SQLException {
        Anchor.Mark mark = new Anchor.Mark(through, hash(session, through));
        for (int i = 0; i < ATTEMPTS; i++) {
            Anchor anchor = maker.signPruned(session, mark, now);
            if (session.inTransaction(held -> add(held, anchor))) {
                return anchor;
            }
        }
        throw new AnchorUnkept("somebody else makes one anchor after the other; try again");
    }

    private static boolean add(Session session, Anchor anchor) throws SQLException {
        if (!new Anchors(session).add(anchor)) {
            return false;
        }
        try (PreparedStatement insert = session.jdbc()
                .prepareStatement("INSERT INTO audit_pruned (seq, anchor) SELECT ?, ?"
                        + " WHERE NOT EXISTS (SELECT 1 FROM audit_pruned WHERE seq = ?)")) {
            insert.setLong(1, anchor.statement().pruned().seq());
            insert.setLong(2, anchor.number());
            insert.setLong(3, anchor.statement().pruned().seq());
            insert.executeUpdate();
        }
        return true;
    }

    private static String hash(Session session, long seq) throws SQLException {
        try (PreparedStatement query =
                        session.jdbc().prepareStatement("SELECT hash FROM audit_event WHERE seq = " + seq);
                ResultSet result = query.executeQuery()) {
            if (!result.next()) {
                throw new AnchorUnkept("row " + seq + " has gone meanwhile; somebody else prunes");
            }
            return result.getString(1);
        }
    }

    private static long deleteRows(Session session, Plan plan, LongConsumer progress) throws SQLException {
        long rows = 0;
        try (PreparedStatement delete = session.jdbc().prepareStatement("DELETE FROM audit_event WHERE seq <= ?")) {
            // from the front, so that what is left of it always leads up to the checkpoint
            for (long last = plan.first() - 1; last < plan.through(); ) {
                last = Math.min(last + STEP, plan.through());
                delete.setLong(1, last);
                rows += delete.executeUpdate();
                progress.accept(last);
                // a moment for the bot, which otherwise might not get its turn
                pause();
            }
        }
        return rows;
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looked for without holding anybody up; looked at again, each by itself, because the bot goes on writing. */
    private static long deletePersons(Session session) throws SQLException {
        long seen = end(session);
        long persons = 0;
        for (String reference : unmentioned(session)) {
            persons += session.inTransaction(held -> deletePerson(held, reference, seen));
        }
        return persons;
    }

    private static List<String> unmentioned(Session session) throws SQLException {
        try (Statement statement = session.jdbc().createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT actor_ref FROM audit_actor EXCEPT" + " SELECT actor_ref FROM audit_event")) {
            List<String> references = new ArrayList<>();
            while (result.next()) {
                references.add(result.getString(1));
            }
            return references;
        }
    }

    /** Under the lock that every writer takes: a person cannot be mentioned between the look and the deletion. */
    private static int deletePerson(Session session, String reference, long seen) throws SQLException {
        end(session);
        try (PreparedStatement delete = session.jdbc()
                .prepareStatement("DELETE FROM audit_actor WHERE actor_ref = ?"
                        + " AND NOT EXISTS (SELECT 1 FROM audit_event e WHERE e.seq > ? AND e.actor_ref = ?)")) {
            delete.setString(1, reference);
            delete.setLong(2, seen);
            delete.setString(3, reference);
            return delete.executeUpdate();
        }
    }

    private static long end(Session session) throws SQLException {
        try (Statement statement = session.jdbc().createStatement();
                ResultSet result = statement.executeQuery("SELECT seq FROM audit_chain WHERE id = 1"
                        + session.dialect().lock())) {
            result.next();
            return result.getLong(1);
        }
    }
}
