package dev.dumplink.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The columns of an entry by their names in the database: those of {@code audit_event}, and the person's from
 * {@code audit_actor}. A column's value is a text or a whole number; what a row does not have is empty.
 */
final class EntryColumns {
    private static final Map<String, Function<AuditEntry, Object>> VALUES = new TreeMap<>(Map.ofEntries(
            Map.entry("seq", entry -> entry.place().seq()),
            Map.entry("event_id", entry -> entry.place().eventId()),
            Map.entry("time_ms", entry -> entry.place().time().toEpochMilli()),
            Map.entry("prev_hash", entry -> entry.place().prevHash()),
            Map.entry("hash", entry -> entry.place().hash()),
            Map.entry("code", entry -> entry.what().code()),
            Map.entry("decision", entry -> entry.what().decision()),
            Map.entry("decision_rule", entry -> entry.what().rule()),
            Map.entry("reason_text", entry -> entry.what().reason()),
            Map.entry("command", entry -> entry.what().command()),
            Map.entry("actor_kind", entry -> entry.who().kind().column()),
            Map.entry("actor_ref", entry -> entry.who().ref()),
            Map.entry("actor_team", entry -> entry.actor().map(Actor::team).orElse("")),
            Map.entry(
                    "actor_enterprise",
                    entry -> entry.actor().map(Actor::enterprise).orElse("")),
            Map.entry("actor_user", entry -> entry.actor().map(Actor::user).orElse("")),
            Map.entry("channel_id", entry -> entry.asked().channel()),
            Map.entry("request_id", entry -> entry.asked().requestId()),
            Map.entry("idempotency_key", entry -> entry.asked().idempotencyKey()),
            Map.entry("instance_id", entry -> entry.asked().instance()),
            Map.entry("app_version", entry -> entry.asked().version()),
            Map.entry("database_name", entry -> entry.dump().database()),
            Map.entry("object_key", entry -> entry.dump().objectKey()),
            Map.entry("object_version", entry -> entry.dump().objectVersion()),
            Map.entry("object_sha256", entry -> entry.dump().objectSha256()),
            Map.entry("dump_time_ms", entry -> millis(entry.dump().madeAt())),
            Map.entry("expires_ms", entry -> millis(entry.link().expires())),
            Map.entry("url_hmac", entry -> entry.link().urlHmac())));

    private EntryColumns() {}

    private static Object millis(Optional<Instant> moment) {
        return moment.<Object>map(Instant::toEpochMilli).orElse("");
    }

    /** All names, sorted. */
    static List<String> names() {
        return List.copyOf(VALUES.keySet());
    }

    static Object value(AuditEntry entry, String column) {
        return VALUES.get(column).apply(entry);
    }

    /** The values that the entry has, by their names, sorted. */
    static Map<String, Object> values(AuditEntry entry) {
        return names().stream()
                .filter(name -> !value(entry, name).equals(""))
                .collect(Collectors.toMap(name -> name, name -> value(entry, name), (one, other) -> one, TreeMap::new));
    }

    /** A row's values by the names of their columns; null is what it does not have. */
    private interface Values<E extends Exception> {
        String text(String column) throws E;

        Long number(String column) throws E;
    }

    private record InDatabase(ResultSet row) implements Values<SQLException> {
        @Override
        public String text(String column) throws SQLException {
            return row.getString(column);
        }

        @Override
        public Long number(String column) throws SQLException {
            long number = row.getLong(column);
            return row.wasNull() ? null : (Long) number;
        }
    }

    private record InMemory(Row row, String hash, Actor actor) implements Values<RuntimeException> {
        @Override
        public String text(String column) {
            return switch (column) {
                case "hash" -> hash;
                case "actor_team" -> actor.team();
                case "actor_enterprise" -> actor.enterprise();
                case "actor_user" -> actor.user();
                default -> (String) row.value(column);
            };
        }

        @Override
        public Long number(String column) {
            return (Long) row.value(column);
        }
    }

    /** @param row of {@code audit_event} beside its row of {@code audit_actor} */
    static AuditEntry entry(ResultSet row) throws SQLException {
        return entry(new InDatabase(row));
    }

    /** A row that this program has just written. */
    static AuditEntry entry(Row row, String hash, Actor actor) {
        return entry(new InMemory(row, hash, actor));
    }

    private static <E extends Exception> AuditEntry entry(Values<E> row) throws E {
        Actor.Kind kind = Actor.Kind.of(row.text("actor_kind"));
        return new AuditEntry(
                new AuditEntry.Place(
                        row.number("seq"),
                        row.text("event_id"),
                        Instant.ofEpochMilli(row.number("time_ms")),
                        row.text("prev_hash"),
                        row.text("hash")),
                new AuditEntry.What(
                        row.text("code"),
                        row.text("decision"),
                        text(row, "decision_rule"),
                        text(row, "reason_text"),
                        text(row, "command")),
                new AuditEntry.Who(kind, row.text("actor_ref"), actor(row, kind)),
                new AuditEntry.Asked(
                        text(row, "channel_id"),
                        row.text("request_id"),
                        text(row, "idempotency_key"),
                        row.text("instance_id"),
                        row.text("app_version")),
                new AuditEntry.Dump(
                        text(row, "database_name"),
                        text(row, "object_key"),
                        text(row, "object_version"),
                        text(row, "object_sha256"),
                        moment(row, "dump_time_ms")),
                new AuditEntry.Link(moment(row, "expires_ms"), text(row, "url_hmac")));
    }

    private static <E extends Exception> Optional<Actor> actor(Values<E> row, Actor.Kind kind) throws E {
        String user = row.text("actor_user");
        return user == null
                ? Optional.empty()
                : Optional.of(new Actor(kind, row.text("actor_team"), row.text("actor_enterprise"), user));
    }

    private static <E extends Exception> String text(Values<E> row, String column) throws E {
        String text = row.text(column);
        return text == null ? "" : text;
    }

    private static <E extends Exception> Optional<Instant> moment(Values<E> row, String column) throws E {
        return Optional.ofNullable(row.number(column)).map(Instant::ofEpochMilli);
    }
}
