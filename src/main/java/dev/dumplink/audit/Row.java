package dev.dumplink.audit;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One row of {@code audit_event} as the chain sees it: a value for each column but {@code hash}, in the columns' sorted
 * order. What is absent is null in the table and left out of the canonical JSON.
 */
final class Row {
    /** Sorted, as RFC 8785 wants an object's members. */
    static final List<String> COLUMNS = List.of(
            "actor_kind",
            "actor_ref",
            "app_version",
            "channel_id",
            "code",
            "command",
            "database_name",
            "decision",
            "decision_rule",
            "dump_time_ms",
            "event_id",
            "expires_ms",
            "idempotency_key",
            "instance_id",
            "object_key",
            "object_sha256",
            "object_version",
            "prev_hash",
            "reason_text",
            "request_id",
            "seq",
            "time_ms",
            "url_hmac");

    static final String INSERT = "INSERT INTO audit_event (" + String.join(", ", COLUMNS) + ", hash) VALUES ("
            + COLUMNS.stream().map(column -> "?").collect(Collectors.joining(", ")) + ", ?)";

    private static final Set<String> NUMBERS = Set.of("seq", "time_ms", "dump_time_ms", "expires_ms");

    private final Object[] values;

    private Row(Object[] values) {
        this.values = values;
    }

    /** Where in the chain, when, and by which program a row is written. */
    record Place(long seq, String prevHash, Instant time, String eventId, String actorRef, Writer writer) {}

    static Row of(AuditEvent event, Place place, Optional<String> urlHmac) {
        Request request = event.request();
        Optional<AuditEvent.DumpFacts> dump = event.dump();
        return new Row(new Object[] {
            request.actor().kind().column(),
            place.actorRef(),
            place.writer().version(),
            text(request.channel()),
            event.code().code(),
            text(request.command()),
            dump.map(AuditEvent.DumpFacts::database).orElse(null),
            event.code().decision(),
            text(event.rule()),
            dump.map(facts -> facts.madeAt().toEpochMilli()).orElse(null),
            place.eventId(),
            event.link().map(link -> link.expires().toEpochMilli()).orElse(null),
            request.key().map(IdempotencyKey::hex).orElse(null),
            place.writer().instance(),
            dump.map(facts -> text(facts.objectKey())).orElse(null),
            dump.map(facts -> text(facts.sha256())).orElse(null),
            dump.map(facts -> text(facts.version())).orElse(null),
            place.prevHash(),
            text(event.reason()),
            request.id().value(),
            place.seq(),
            place.time().toEpochMilli(),
            urlHmac.orElse(null)
        });
    }

    /** @param result standing on a row whose first columns are {@link #COLUMNS}, in their order */
    static Row from(ResultSet result) throws SQLException {
        Object[] values = new Object[COLUMNS.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = isNumber(COLUMNS.get(i)) ? number(result, i + 1) : result.getString(i + 1);
        }
        return new Row(values);
    }

    private static Long number(ResultSet result, int column) throws SQLException {
        long number = result.getLong(column);
        return result.wasNull() ? null : (Long) number;
    }

    static boolean isNumber(String column) {
        return NUMBERS.contains(column);
    }

    /** Binds every value, in the columns' order, from the first parameter on. */
    void bind(PreparedStatement insert) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Long number) {
                insert.setLong(i + 1, number);
            } else if (values[i] != null) {
                insert.setString(i + 1, (String) values[i]);
            } else {
                insert.setNull(i + 1, NUMBERS.contains(COLUMNS.get(i)) ? Types.BIGINT : Types.VARCHAR);
            }
        }
    }

    /** By the column's name; null is what the row does not have. */
    Object value(String column) {
        return values[Collections.binarySearch(COLUMNS, column)];
    }

    String text(Column column) {
        return (String) values[column.index];
    }

    long number(Column column) {
        return (Long) values[column.index];
    }

    /** Columns that the chain's own code reads. */
    enum Column {
        ACTOR_REF("actor_ref"),
        CODE("code"),
        PREV_HASH("prev_hash"),
        REASON_TEXT("reason_text"),
        SEQ("seq");

        private final int index;

        Column(String name) {
            this.index = COLUMNS.indexOf(name);
        }
    }

    String hash() {
        return Chain.hash(canonical());
    }

    /** The row as canonical JSON (RFC 8785), UTF-8. */
    byte[] canonical() {
        StringBuilder json = new StringBuilder(900).append('{');
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                json.append(json.length() == 1 ? "\"" : ",\"")
                        .append(COLUMNS.get(i))
                        .append("\":");
                append(json, values[i]);
            }
        }
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder json, Object value) {
        if (value instanceof Long number) {
            json.append(number.longValue());
        } else {
            Json.quote(json, (String) value);
        }
    }

    private static String text(String value) {
        return value.isEmpty() ? null : value;
    }
}
