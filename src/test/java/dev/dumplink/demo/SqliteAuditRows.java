package dev.dumplink.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The bot's own audit database, read as anybody with the file could read it. */
final class SqliteAuditRows implements AuditRows {
    private static final String ROWS = "SELECT e.*, a.actor_user FROM audit_event e LEFT JOIN audit_actor a"
            + " USING (actor_ref) WHERE e.seq > ? ORDER BY e.seq LIMIT 200";

    private final Path file;

    SqliteAuditRows(Path file) {
        this.file = file;
    }

    @Override
    public List<AuditRow> after(long seq) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                PreparedStatement query = connection.prepareStatement(ROWS)) {
            query.setLong(1, seq);
            List<AuditRow> rows = new ArrayList<>();
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    rows.add(row(result));
                }
            }
            return rows;
        } catch (SQLException e) {
            // the bot has not made its tables yet, or writes this very moment: the page asks again
            return List.of();
        }
    }

    private static AuditRow row(ResultSet result) throws SQLException {
        return new AuditRow(
                result.getLong("seq"),
                Instant.ofEpochMilli(result.getLong("time_ms")),
                text(result, "code"),
                text(result, "decision"),
                text(result, "decision_rule"),
                text(result, "reason_text"),
                text(result, "actor_user"),
                text(result, "command"),
                text(result, "database_name"),
                text(result, "object_key"),
                text(result, "request_id"),
                text(result, "hash"),
                text(result, "prev_hash"));
    }

    private static String text(ResultSet result, String column) throws SQLException {
        String value = result.getString(column);
        return value == null ? "" : value;
    }
}
