package dev.dumplink.audit;

import com.github.f4b6a3.uuid.UuidCreator;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;

/**
 * One transaction: many events decided, chained and inserted together, in a number of statements that does not grow with
 * them. Steps: lock the head, read what is known of the keys, persons and limits at stake, decide each event in order,
 * insert, move the head.
 */
final class Commit {
    private final WriterConnection connection;
    private final Writer writer;
    private final SecureRandom random;
    private final Instant now;
    private final Issues issues;
    private final List<Chained> rows = new ArrayList<>();
    private Head head;
    private Answered answered;
    private Actors actors;

    /** @param issues what the writer remembers; of no use any more if the transaction does not commit */
    Commit(WriterConnection connection, Writer writer, SecureRandom random, Instant now, Issues issues) {
        this.connection = connection;
        this.writer = writer;
        this.random = random;
        this.now = now;
        this.issues = issues;
    }

    /** The end of the chain, and the key that links are hashed with. */
    record Head(Mac urlKey, long seq, String hash) {}

    private record Chained(EventCode code, Row row, String hash, Instant time, Actor actor) {
        Newest.Committed committed() {
            return new Newest.Committed(row, hash, time, actor);
        }
    }

    /**
     * Valid only when the transaction has committed.
     *
     * @param receipts one for each event, in order
     * @param codes one for each row
     * @param rows in the order of seq
     */
    record Result(List<Receipt> receipts, List<EventCode> codes, List<Newest.Committed> rows) {}

    Result write(List<Pending> events) throws SQLException {
        head = lockHead();
        answered = Answered.read(connection, events);
        actors = Actors.read(connection, events, random);
        if (events.stream().anyMatch(pending -> pending.limits().isPresent())) {
            issues.catchUp(connection, head, now);
        }
        List<Receipt> receipts = events.stream().map(this::decide).toList();
        insert();
        moveHead();
        return new Result(
                receipts,
                rows.stream().map(Chained::code).toList(),
                rows.stream().map(Chained::committed).toList());
    }

    private Head lockHead() throws SQLException {
        PreparedStatement query = connection.prepare("SELECT url_key, seq, hash FROM audit_chain WHERE id = 1"
                + connection.dialect().lock());
        try (ResultSet result = query.executeQuery()) {
            if (!result.next()) {
                throw new AuditUnavailable("the audit database has no chain");
            }
            return new Head(
                    Chain.keyed(HexFormat.of().parseHex(result.getString(1))), result.getLong(2), result.getString(3));
        }
    }

    private Receipt decide(Pending pending) {
        AuditEvent event = pending.event();
        Optional<Receipt.AlreadyAnswered> first = event.request().key().flatMap(answered::first);
        if (first.isPresent()) {
            append(event.instead(EventCode.REPLAYED, "duplicate", first.get().sentence()), false);
            return first.get();
        }
        Optional<Receipt.OverLimit> over =
                pending.limits().flatMap(limits -> issues.over(limits, actorRef(event), now));
        AuditEvent outcome = over.map(limit -> event.instead(EventCode.DENIED, limit.rule(), limit.sentence()))
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
        Head before = head;
        head = new Head(before.urlKey(), before.seq() + 1, row.hash());
        rows.add(
                new Chained(event.code(), row, head.hash(), now, event.request().actor()));
        kept.request().key().ifPresent(key -> answered.add(key, event.request().id(), now));
        if (event.code() == EventCode.LINK_ISSUED) {
            issues.follow(before, head, ref, now);
        } else {
            issues.follow(before, head);
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

    private void insert() throws SQLException {
        PreparedStatement insert = connection.prepare(Row.INSERT);
        for (Chained chained : rows) {
            chained.row().bind(insert);
            insert.setString(Row.COLUMNS.size() + 1, chained.hash());
            insert.addBatch();
        }
        insert.executeBatch();
    }

    private void moveHead() throws SQLException {
        PreparedStatement update = connection.prepare("UPDATE audit_chain SET seq = ?, hash = ? WHERE id = 1");
        update.setLong(1, head.seq());
        update.setString(2, head.hash());
        update.executeUpdate();
    }
}
