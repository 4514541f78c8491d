package dev.dumplink.audit;

import com.github.f4b6a3.uuid.UuidCreator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * One transaction: many events decided, chained and inserted together, in a number of statements that does not grow with
 * them. Steps: lock the head, read what is known of the keys, persons and limits at stake, decide each event in order,
 * insert, move the head.
 */
final class Commit {
    private final Handle handle;
    private final Dialect dialect;
    private final Writer writer;
    private final SecureRandom random;
    private final Instant now;
    private final List<Chained> rows = new ArrayList<>();
    private Head head;
    private Answered answered;
    private Actors actors;
    private Issues issues;

    Commit(Handle handle, Dialect dialect, Writer writer, SecureRandom random, Instant now) {
        this.handle = handle;
        this.dialect = dialect;
        this.writer = writer;
        this.random = random;
        this.now = now;
    }

    /** The end of the chain, and the key that links are hashed with. */
    record Head(byte[] urlKey, long seq, String hash) {}

    private record Chained(EventCode code, Row row, String hash) {}

    /**
     * Valid only when the transaction has committed.
     *
     * @param receipts one for each event, in order
     * @param codes one for each row
     */
    record Result(List<Receipt> receipts, List<EventCode> codes) {}

    Result write(List<Pending> events) {
        head = lockHead();
        answered = Answered.read(handle, events);
        actors = Actors.read(handle, events, random);
        issues = Issues.read(handle, events, actors, now);
        List<Receipt> receipts = events.stream().map(this::decide).toList();
        insert();
        moveHead();
        return new Result(receipts, rows.stream().map(Chained::code).toList());
    }

    private Head lockHead() {
        return handle.createQuery("SELECT url_key, seq, hash FROM audit_chain WHERE id = 1" + dialect.lock())
                .map((result, context) ->
                        new Head(HexFormat.of().parseHex(result.getString(1)), result.getLong(2), result.getString(3)))
                .one();
    }

    private Receipt decide(Pending pending) {
        AuditEvent event = pending.event();
        Optional<Receipt.AlreadyAnswered> first = event.request().key().flatMap(answered::first);
        if (first.isPresent()) {
            append(
                    event.instead(
                            EventCode.REPLAYED,
                            "duplicate",
                            "already answered as " + first.get().first()),
                    false);
            return first.get();
        }
        Optional<Receipt.OverLimit> over =
                pending.limits().flatMap(limits -> issues.over(limits, actorRef(event), now));
        AuditEvent outcome = over.map(limit -> event.instead(EventCode.DENIED, limit.rule(), "limit reached"))
                .orElse(event);
        Receipt.Written written = append(outcome, true);
        return over.<Receipt>map(limit -> limit).orElse(written);
    }

    private Receipt.Written append(AuditEvent event, boolean answers) {
        AuditEvent kept = answers ? event : withoutKey(event);
        String ref = actorRef(event);
        Optional<String> urlHmac =
                event.link().map(link -> Chain.hmac(head.urlKey(), link.url().toString()));
        String eventId = UuidCreator.getTimeOrderedEpoch(now).toString();
        Row row = Row.of(kept, new Row.Place(head.seq() + 1, head.hash(), now, eventId, ref, writer), urlHmac);
        head = new Head(head.urlKey(), head.seq() + 1, row.hash());
        rows.add(new Chained(event.code(), row, head.hash()));
        kept.request().key().ifPresent(key -> answered.add(key, event.request().id(), now));
        if (event.code() == EventCode.LINK_ISSUED) {
            issues.add(ref, now);
        }
        return new Receipt.Written(head.seq(), now);
    }

    /** Only the row that answers may carry the key, which is unique. */
    private static AuditEvent withoutKey(AuditEvent event) {
        Request request = event.request();
        Request bare =
                new Request(request.id(), request.actor(), request.command(), request.channel(), Optional.empty());
        return new AuditEvent(event.code(), bare, event.rule(), event.reason(), event.dump(), event.link());
    }

    private String actorRef(AuditEvent event) {
        return actors.ref(event.request().actor());
    }

    private void insert() {
        PreparedBatch batch = handle.prepareBatch(Row.INSERT);
        for (Chained chained : rows) {
            Object[] values = chained.row().values();
            for (int column = 0; column < values.length; column++) {
                batch.bind(column, values[column]);
            }
            batch.bind(values.length, chained.hash()).add();
        }
        batch.execute();
    }

    private void moveHead() {
        handle.execute("UPDATE audit_chain SET seq = ?, hash = ? WHERE id = 1", head.seq(), head.hash());
    }

    /** The keys among those at stake that were answered before. */
    private static final class Answered {
        private final Map<IdempotencyKey, Receipt.AlreadyAnswered> first = new HashMap<>();

        static Answered read(Handle handle, List<Pending> events) {
            Answered answered = new Answered();
            List<String> keys = events.stream()
                    .flatMap(pending -> pending.event().request().key().stream())
                    .map(IdempotencyKey::hex)
                    .toList();
            if (!keys.isEmpty()) {
                handle.createQuery("SELECT idempotency_key, request_id, time_ms FROM audit_event"
                                + " WHERE idempotency_key IN (<keys>)")
                        .bindList("keys", keys)
                        .map((result, context) -> {
                            answered.add(
                                    new IdempotencyKey(result.getString(1)),
                                    new RequestId(result.getString(2)),
                                    Instant.ofEpochMilli(result.getLong(3)));
                            return 0;
                        })
                        .list();
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
}
