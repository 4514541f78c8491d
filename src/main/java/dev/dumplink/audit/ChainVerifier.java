package dev.dumplink.audit;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Recomputes the whole chain: every row's hash, its link to the row before, the gapless numbering, the recorded end, and
 * every person's reference. Reads page by page; memory does not grow with the log.
 */
public final class ChainVerifier {
    private static final int PAGE = 2000;

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

    /** Reads the log at {@code settings}, which must exist; writers are not held up. */
    public static Verdict verify(AuditSettings settings) {
        try (AuditStore store = new AuditStore(settings, new SecureRandom())) {
            return store.open().withHandle(handle -> new ChainVerifier(handle).verify());
        }
    }

    private Verdict verify() {
        // one statement, so that both numbers are of one moment; rows up to there change no more
        ChainEnd end = handle.createQuery("SELECT chain_uid, seq, hash,"
                        + " (SELECT max(seq) FROM audit_event) FROM audit_chain WHERE id = 1")
                .map((result, context) ->
                        new ChainEnd(result.getString(1), result.getLong(2), result.getString(3), result.getLong(4)))
                .one();
        hash = Chain.genesis(end.uid());
        Optional<String> damage = firstBadRow(end).or(() -> wrongEnd(end)).or(this::firstBadActor);
        return new Verdict(seq, damage);
    }

    private record ChainEnd(String uid, long seq, String hash, long lastRow) {}

    private Optional<String> firstBadRow(ChainEnd end) {
        boolean more = true;
        while (more) {
            List<Optional<String>> page = handle.createQuery(
                            "SELECT * FROM audit_event WHERE seq > :after AND seq <= :end ORDER BY seq LIMIT " + PAGE)
                    .bind("after", seq)
                    .bind("end", Math.max(end.seq(), end.lastRow()))
                    .map((result, context) -> check(result))
                    .list();
            Optional<String> damage = page.stream().flatMap(Optional::stream).findFirst();
            if (damage.isPresent()) {
                return damage;
            }
            more = page.size() == PAGE;
        }
        return Optional.empty();
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
        String after = "";
        while (after != null) {
            List<CheckedActor> page = handle.createQuery(
                            "SELECT actor_ref, salt, actor_kind, actor_team, actor_enterprise,"
                                    + " actor_user FROM audit_actor WHERE actor_ref > :after ORDER BY actor_ref LIMIT "
                                    + PAGE)
                    .bind("after", after)
                    .map((result, context) -> checkActor(result))
                    .list();
            Optional<CheckedActor> bad =
                    page.stream().filter(actor -> !actor.sound()).findFirst();
            if (bad.isPresent()) {
                return Optional.of("the person behind " + bad.get().ref().substring(0, 12) + " was altered");
            }
            after = page.size() == PAGE ? page.get(PAGE - 1).ref() : null;
        }
        return Optional.empty();
    }

    private record CheckedActor(String ref, boolean sound) {}

    private static CheckedActor checkActor(ResultSet result) throws SQLException {
        String ref = result.getString(1);
        Actor actor = new Actor(
                Actor.Kind.of(result.getString(3)), result.getString(4), result.getString(5), result.getString(6));
        byte[] salt = HexFormat.of().parseHex(result.getString(2));
        return new CheckedActor(ref, Actors.reference(salt, actor).equals(ref));
    }
}
