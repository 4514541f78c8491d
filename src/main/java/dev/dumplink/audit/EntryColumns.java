package dev.dumplink.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** From a row of {@code audit_event} beside its row of {@code audit_actor} to an entry. */
final class EntryColumns {
    private EntryColumns() {}

    static AuditEntry entry(ResultSet row) throws SQLException {
        Actor.Kind kind = Actor.Kind.of(row.getString("actor_kind"));
        return new AuditEntry(
                new AuditEntry.Place(
                        row.getLong("seq"),
                        row.getString("event_id"),
                        Instant.ofEpochMilli(row.getLong("time_ms")),
                        row.getString("prev_hash"),
                        row.getString("hash")),
                new AuditEntry.What(
                        row.getString("code"),
                        row.getString("decision"),
                        text(row, "decision_rule"),
                        text(row, "reason_text"),
                        text(row, "command")),
                new AuditEntry.Who(kind, row.getString("actor_ref"), actor(row, kind)),
                new AuditEntry.Asked(
                        text(row, "channel_id"),
                        row.getString("request_id"),
                        text(row, "idempotency_key"),
                        row.getString("instance_id"),
                        row.getString("app_version")),
                new AuditEntry.Dump(
                        text(row, "database_name"),
                        text(row, "object_key"),
                        text(row, "object_version"),
                        text(row, "object_sha256"),
                        moment(row, "dump_time_ms")),
                new AuditEntry.Link(moment(row, "expires_ms"), text(row, "url_hmac")));
    }

    private static Optional<Actor> actor(ResultSet row, Actor.Kind kind) throws SQLException {
        String user = row.getString("actor_user");
        return user == null
                ? Optional.empty()
                : Optional.of(new Actor(kind, row.getString("actor_team"), row.getString("actor_enterprise"), user));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
