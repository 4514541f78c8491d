package dev.dumplink.audit;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes a person out of the side table. The rows keep a reference that nothing leads back from, and the chain stays whole,
 * because it covers only that. What the database would otherwise keep of the id in places nobody looks at (freed pages,
 * its journal, its statistics) is cleared too, and then looked for.
 */
public final class Forgetting {
    private final AuditSettings settings;
    private final String user;

    /** @param user the id in Slack, or the account at the operating system */
    public Forgetting(AuditSettings settings, String user) {
        this.settings = settings;
        this.user = user;
    }

    /**
     * One of those who have the id.
     *
     * @param reference what rows call them
     */
    public record Known(String reference, Actor actor) {}

    /**
     * What is left of the id.
     *
     * @param inRows rows that hold the letters, as a part of something else perhaps
     * @param inFile how often the letters stand in the database's file, unless they are a part of another's id
     * @param hint what somebody with more rights must still do; empty if nothing
     */
    public record Traces(long inRows, long inFile, Optional<String> hint) {}

    /** Whom the id means: usually one, several if it occurs in several workspaces. */
    public List<Known> known() {
        return Session.with(settings, session -> {
            try (PreparedStatement query = session.jdbc()
                    .prepareStatement("SELECT actor_ref, actor_kind, actor_team, actor_enterprise,"
                            + " actor_user FROM audit_actor WHERE actor_user = ? AND actor_kind <> 'system'")) {
                query.setString(1, user);
                try (ResultSet result = query.executeQuery()) {
                    List<Known> known = new ArrayList<>();
                    while (result.next()) {
                        Actor actor = new Actor(
                                Actor.Kind.of(result.getString(2)),
                                result.getString(3),
                                result.getString(4),
                                result.getString(5));
                        known.add(new Known(result.getString(1), actor));
                    }
                    return known;
                }
            }
        });
    }

    /** Whether the database's file holds the letters, although nobody has the id: forgetting was broken off. */
    public boolean lingers() {
        return Session.sqliteFile(settings)
                .map(file -> new RawTraces(file, user).count() > 0)
                .orElse(false);
    }

    /** Deletes them, and what is left of them. The rows that say so must be written before. */
    public Traces forget(List<Known> persons) {
        return Session.with(settings, session -> {
            session.inTransaction(held -> delete(held, persons));
            return session.dialect() == Dialect.SQLITE ? scrubSqlite(session) : scrubPostgresql(session);
        });
    }

    private static int delete(Session session, List<Known> persons) throws SQLException {
        int deleted = 0;
        try (PreparedStatement delete =
                session.jdbc().prepareStatement("DELETE FROM audit_actor WHERE actor_ref = ?")) {
            for (Known person : persons) {
                delete.setString(1, person.reference());
                deleted += delete.executeUpdate();
            }
        }
        return deleted;
    }

    /**
     * What is deleted is overwritten, but copies from before may lie in pages that were split; then the file is written
     * anew, while which the bot cannot write.
     */
    private Traces scrubSqlite(Session session) throws SQLException {
        Path file = Session.sqliteFile(settings).orElseThrow();
        RawTraces raw = new RawTraces(file, user);
        session.emptyJournal();
        if (raw.count() > 0) {
            session.execute("VACUUM");
            session.emptyJournal();
        }
        long others = holding(session, "audit_actor", List.of("actor_user", "actor_team", "actor_enterprise"));
        return new Traces(inRows(session), others > 0 ? 0 : raw.count(), Optional.empty());
    }

    /** The statistics hold the commonest values of each column. */
    private Traces scrubPostgresql(Session session) throws SQLException {
        try (Statement statement = session.jdbc().createStatement()) {
            statement.execute("VACUUM (FULL, ANALYZE) audit_actor");
            SQLWarning refused = statement.getWarnings();
            return new Traces(
                    inRows(session),
                    0,
                    refused == null
                            ? Optional.empty()
                            : Optional.of("the table's owner must still run: VACUUM (FULL, ANALYZE) audit_actor"));
        }
    }

    /** No program of ours writes an id into a row. */
    private long inRows(Session session) throws SQLException {
        return holding(
                session,
                "audit_event",
                Row.COLUMNS.stream().filter(column -> !Row.isNumber(column)).toList());
    }

    /** How many rows of the table hold the letters in one of these columns. */
    private long holding(Session session, String table, List<String> columns) throws SQLException {
        String search = session.dialect() == Dialect.SQLITE ? "instr" : "strpos";
        String any = columns.stream()
                .map(column -> search + "(" + column + ", ?) > 0")
                .collect(Collectors.joining(" OR "));
        try (PreparedStatement query =
                session.jdbc().prepareStatement("SELECT count(*) FROM " + table + " WHERE " + any)) {
            for (int i = 1; i <= columns.size(); i++) {
                query.setString(i, user);
            }
            try (ResultSet result = query.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }
}
