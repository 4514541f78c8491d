package dev.dumplink.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The database's own copy of the anchors, which decides what the next one is. */
final class Anchors {
    private final Session session;

    Anchors(Session session) {
        this.session = session;
    }

    /** Lines in order, from that number on, at most so many. */
    List<String> lines(long from, int most) throws SQLException {
        try (PreparedStatement query = session.jdbc()
                .prepareStatement("SELECT line FROM audit_anchor WHERE number >= ? ORDER BY number LIMIT " + most)) {
            query.setLong(1, from);
            List<String> lines = new ArrayList<>();
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    lines.add(result.getString(1));
                }
            }
            return lines;
        }
    }

    Optional<String> newest() throws SQLException {
        try (PreparedStatement query =
                        session.jdbc().prepareStatement("SELECT line FROM audit_anchor ORDER BY number DESC LIMIT 1");
                ResultSet result = query.executeQuery()) {
            return result.next() ? Optional.of(result.getString(1)) : Optional.empty();
        }
    }

    /** @return false if somebody else was quicker with an anchor of this number */
    boolean add(Anchor anchor) throws SQLException {
        try (PreparedStatement insert = session.jdbc()
                .prepareStatement("INSERT INTO audit_anchor (number, line) SELECT ?, ?"
                        + " WHERE NOT EXISTS (SELECT 1 FROM audit_anchor WHERE number = ?) ON CONFLICT DO NOTHING")) {
            insert.setLong(1, anchor.number());
            insert.setString(2, anchor.line());
            insert.setLong(3, anchor.number());
            return insert.executeUpdate() == 1;
        }
    }
}
