package dev.dumplink.audit;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Recomputes the whole chain: every row's hash, its link to the row before, the gapless numbering, the recorded end, and
 * every person's reference. Reads rows as a stream; memory does not grow with the log.
 */
public final class ChainVerifier {
    private static final int FETCH = 1000;

    private final Handle handle;
    private long seq;
    private String hash;

    private ChainVerifier(Handle handle) {
        this.handle = handle;
    }

    /**
     * What was found.
     *
     * @param rows how many rows were sound
     * @param damage the first thing wrong, naming its row; empty when all is sound
     */
    public record Verdict(long rows, Optional<String> damage) {}

    /** Reads the log at {@code settings}, which must exist. */
    public static Verdict verify(AuditSettings settings) {
        try (AuditStore store = new AuditStore(settings, new SecureRandom())) {
            return store.open().inTransaction(handle -> new ChainVerifier(handle).verify());
        }
    }

    private Verdict verify() {
        ChainEnd end = handle.createQuery("SELECT chain_uid, seq, hash FROM audit_chain WHERE id = 1")
                .map((result, context) -> new ChainEnd(result.getString(1), result.getLong(2), result.getString(3)))
                .one();
        hash = Chain.genesis(end.uid());
        Optional<String> damage = firstBadRow().or(() -> wrongEnd(end)).or(this::firstBadActor);
        return new Verdict(seq, damage);
    }

    private record ChainEnd(String uid, long seq, String hash) {}

    private Optional<String> firstBadRow() {
        try (Stream<Optional<String>> rows = handle
                .createQuery("SELECT * FROM audit_event ORDER BY seq")
                .setFetchSize(FETCH)
                .map((result, context) -> check(result))
                .stream()) {
            return rows.flatMap(Optional::stream).findFirst();
        }
    }

    private Optional<String> check(ResultSet result) throws SQLException {
        Row row = Row.from(result);
        if (row.number(Row.Column.SEQ) != seq + 1) {
            return Optional.of("row " + (seq + 1) + " is missing");
        }
        if (!row.text(Row.Column.PREV_HASH).equals(hash)) {
            return Optional.of("row " + (seq + 1) + " does not follow the row before it");
        }
        if (!row.hash().equals(result.getString("hash"))) {
            return Optional.of("row " + (seq + 1) + " was altered");
        }
        seq++;
        hash = result.getString("hash");
        return Optional.empty();
    }

    private Optional<String> wrongEnd(ChainEnd end) {
        return end.seq() == seq && end.hash().equals(hash)
                ? Optional.empty()
                : Optional.of("the log ends at row " + seq + ", its record says row " + end.seq());
    }

    private Optional<String> firstBadActor() {
        try (Stream<Optional<String>> actors = handle
                .createQuery("SELECT actor_ref, salt, actor_kind, actor_team,"
                        + " actor_enterprise, actor_user FROM audit_actor ORDER BY actor_ref")
                .setFetchSize(FETCH)
                .map((result, context) -> checkActor(result))
                .stream()) {
            return actors.flatMap(Optional::stream).findFirst();
        }
    }

    private static Optional<String> checkActor(ResultSet result) throws SQLException {
        String ref = result.getString(1);
        Actor actor = new Actor(
                Actor.Kind.of(result.getString(3)), result.getString(4), result.getString(5), result.getString(6));
        return Actors.reference(HexFormat.of().parseHex(result.getString(2)), actor)
                        .equals(ref)
                ? Optional.empty()
                : Optional.of("the person behind " + ref.substring(0, 12) + " was altered");
    }
}
