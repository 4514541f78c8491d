package dev.dumplink.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which of the keys at stake were answered before, and how. */
final class Answered {
    private final Map<IdempotencyKey, Receipt.AlreadyAnswered> first = new HashMap<>();

    static Answered read(WriterConnection connection, List<Pending> events) throws SQLException {
        Answered answered = new Answered();
        List<String> keys = events.stream()
                .flatMap(pending -> pending.event().request().key().stream())
                .map(IdempotencyKey::hex)
                .toList();
        if (!keys.isEmpty()) {
            PreparedStatement query = connection.prepare(
                    "SELECT idempotency_key, request_id, time_ms FROM audit_event WHERE idempotency_key "
                            + connection.dialect().anyOf());
            connection.dialect().bindAny(query, keys);
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    answered.add(
                            new IdempotencyKey(result.getString(1)),
                            new RequestId(result.getString(2)),
                            Instant.ofEpochMilli(result.getLong(3)));
                }
            }
        }
        return answered;
    }

    Optional<Receipt.AlreadyAnswered> first(IdempotencyKey key) {
        return Optional.ofNullable(first.get(key));
    }

    void add(IdempotencyKey key, RequestId request, Instant at) {
        first.put(key, new Receipt.AlreadyAnswered(request, at));
    }
}
