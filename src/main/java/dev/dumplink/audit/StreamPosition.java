package dev.dumplink.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * How far a stream has come, and whose turn it is. Of several programs on one database one delivers at a time; while
 * there is nothing to deliver nothing is written. Time is the database's, because programs' clocks differ.
 */
final class StreamPosition {
    /** So long a stream stands still when its program is killed. */
    static final Duration TURN = Duration.ofSeconds(20);

    // more than one delivery and its bookkeeping take
    private static final Duration ENOUGH = Duration.ofSeconds(15);

    private static final int MOST_MISSED = 1000;

    private final String name;
    private final String owner;
    private final String now;

    StreamPosition(String name, Owner owner) {
        this.name = name;
        this.owner = owner.id();
        this.now = owner.dialect().now();
    }

    /** @param id tells this program from the others on the same database */
    record Owner(String id, Dialect dialect) {}

    /**
     * What a look at it saw.
     *
     * @param seq the last row that arrived
     * @param head the last row there is
     * @param oldest when the first row that has not arrived was written
     * @param ours whether it is this program's turn, and for long enough
     */
    record State(long seq, long head, Optional<Instant> oldest, boolean ours) {}

    /** @return empty if the stream has never been anywhere */
    Optional<State> look(Handle handle) {
        return handle.createQuery("SELECT s.seq, c.seq, s.owner, s.until_ms - " + now
                        + ", (SELECT e.time_ms FROM audit_event e WHERE e.seq > s.seq ORDER BY e.seq LIMIT 1)"
                        + " FROM audit_stream s, audit_chain c WHERE s.name = :name AND c.id = 1")
                .bind("name", name)
                .map((row, context) -> state(row))
                .findOne();
    }

    private State state(ResultSet row) throws SQLException {
        boolean ours = row.getString(3).equals(owner);
        long left = row.getLong(4);
        long millis = row.getLong(5);
        Optional<Instant> oldest = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
        return new State(row.getLong(1), row.getLong(2), oldest, ours && left > ENOUGH.toMillis());
    }

    /** A stream begins with what is written from {@code start} on: the rows of years are sent only to whom asks for them. */
    void begin(Handle handle, Instant start) {
        handle.createUpdate("INSERT INTO audit_stream (name, seq, owner, until_ms) SELECT :name, coalesce("
                        + "(SELECT min(r.seq) - 1 FROM (SELECT seq, time_ms FROM audit_event ORDER BY seq DESC LIMIT "
                        + MOST_MISSED + ") r WHERE r.time_ms >= :start), c.seq), '', 0"
                        + " FROM audit_chain c WHERE c.id = 1 ON CONFLICT DO NOTHING")
                .bind("name", name)
                .bind("start", start.toEpochMilli())
                .execute();
    }

    /** @return whether it is this program's turn now */
    boolean claim(Handle handle) {
        return handle.createUpdate("UPDATE audit_stream SET owner = :owner, until_ms = " + now
                                + " + :turn WHERE name = :name AND (owner = :owner OR until_ms <= " + now + ")")
                        .bind("owner", owner)
                        .bind("turn", TURN.toMillis())
                        .bind("name", name)
                        .execute()
                == 1;
    }

    List<AuditEntry> rows(Handle handle, long after, int most) {
        return handle.createQuery("SELECT e.*, a.actor_team, a.actor_enterprise, a.actor_user FROM audit_event e"
                        + " LEFT JOIN audit_actor a ON a.actor_ref = e.actor_ref"
                        + " WHERE e.seq > :after ORDER BY e.seq LIMIT :most")
                .bind("after", after)
                .bind("most", most)
                .map((row, context) -> EntryColumns.entry(row))
                .list();
    }

    /** Moves on, unless the turn was lost or somebody moved it meanwhile; then the rows come again. */
    void advance(Handle handle, long from, long to) {
        handle.createUpdate("UPDATE audit_stream SET seq = :to, until_ms = " + now
                        + " + :turn WHERE name = :name AND owner = :owner AND seq = :from")
                .bind("to", to)
                .bind("turn", TURN.toMillis())
                .bind("name", name)
                .bind("owner", owner)
                .bind("from", from)
                .execute();
    }

    /** Lets another program go on at once. */
    void release(Handle handle) {
        handle.createUpdate("UPDATE audit_stream SET until_ms = 0 WHERE name = :name AND owner = :owner")
                .bind("name", name)
                .bind("owner", owner)
                .execute();
    }
}
