package dev.dumplink.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Proves the log: every row's hash and its link to the row before, the gapless numbering, the recorded end, every
 * person's reference, and that all of it is what signed anchors saw. Reads only, page by page; writers are not held up.
 */
public final class ChainVerifier {
    private static final int ATTEMPTS = 3;

    private final AuditSettings settings;
    private final List<AnchorPlace> places;
    private final Instant now;
    private final LongConsumer progress;

    private ChainVerifier(AuditSettings settings, List<AnchorPlace> places, Instant now, LongConsumer progress) {
        this.settings = settings;
        this.places = places;
        this.now = now;
        this.progress = progress;
    }

    /**
     * What was found.
     *
     * @param rows how many rows were sound
     * @param damage the first thing wrong, naming its row; empty when all is sound
     */
    public record Verdict(long rows, Optional<String> damage) {}

    /**
     * The same with all that was looked at.
     *
     * @param rows how many rows were sound
     * @param last the last one; where an anchor saw something else than there is, the last that one saw just so
     * @param hash the hash of that one
     * @param persons how many persons' references were sound
     * @param newest the newest anchor that was believed
     * @param holders where that one is
     * @param cut whether an anchor saw rows beyond the end: one added now would take the place of one that was cut off
     * @param damage what is wrong, the rows first; empty when all is sound
     * @param notes what could not be proved, or deserves a look
     */
    public record Proof(
            long rows,
            long last,
            String hash,
            long persons,
            Optional<Anchor> newest,
            List<String> holders,
            boolean cut,
            List<String> damage,
            List<String> notes) {}

    /** Looks at the database alone, at the anchors in it too if the settings name a key. */
    public static Verdict verify(AuditSettings settings) {
        Proof proof = prove(settings, List.of(), Instant.MAX, row -> {});
        return new Verdict(proof.rows(), proof.damage().stream().findFirst());
    }

    /**
     * Looks at the database and at the anchors in {@code places}.
     *
     * @param now by the auditor's clock: an anchor that was made just now may still be on its way to a place
     * @param progress told now and then which row it has come to
     * @throws AuditUnavailable if the database cannot be read
     * @throws AnchorUnkept if a place cannot
     */
    public static Proof prove(AuditSettings settings, List<AnchorPlace> places, Instant now, LongConsumer progress) {
        return new ChainVerifier(settings, places, now, progress).prove();
    }

    /**
     * Looks at what was added since a proof that found nothing wrong, and at all anchors; at everything again where that
     * does not follow from what was seen, so that what is wrong is named as {@link #prove} names it.
     */
    public static Proof proveOn(AuditSettings settings, List<AnchorPlace> places, Instant now, Proof before) {
        return new ChainVerifier(settings, places, now, row -> {}).proveOn(before);
    }

    private Proof proveOn(Proof before) {
        Optional<Proof> on = before.damage().isEmpty()
                ? Session.with(settings, session -> since(session, new Anchor.Mark(before.last(), before.hash())))
                : Optional.empty();
        return on.filter(proof -> proof.damage().isEmpty()).orElseGet(this::prove);
    }

    private Optional<Proof> since(Session session, Anchor.Mark seen) throws SQLException {
        Evidence evidence = Evidence.read(session, settings, places, now);
        ChainEnd end = ChainEnd.read(session);
        Optional<Anchor.Mark> start = before(session, seen);
        return start.isPresent() ? Optional.of(prove(session, evidence, end, start.get())) : Optional.empty();
    }

    /** The row before one that was seen, which is thus recomputed too; empty if that one is not the same any more. */
    private static Optional<Anchor.Mark> before(Session session, Anchor.Mark seen) throws SQLException {
        try (PreparedStatement query =
                session.jdbc().prepareStatement("SELECT prev_hash FROM audit_event WHERE seq = ? AND hash = ?")) {
            query.setLong(1, seen.seq());
            query.setString(2, seen.hash());
            try (ResultSet result = query.executeQuery()) {
                return result.next()
                        ? Optional.of(new Anchor.Mark(seen.seq() - 1, result.getString(1)))
                        : Optional.empty();
            }
        }
    }

    private Proof prove() {
        return Session.with(settings, session -> {
            Evidence evidence = Evidence.read(session, settings, places, now);
            Proof proof = prove(session, evidence);
            for (int i = 1; i < ATTEMPTS && !proof.damage().isEmpty(); i++) {
                Evidence again = Evidence.read(session, settings, places, now);
                if (again.checkpoint().equals(evidence.checkpoint())) {
                    return proof;
                }
                // the log was pruned while we read it
                evidence = again;
                proof = prove(session, evidence);
            }
            return proof;
        });
    }

    private Proof prove(Session session, Evidence evidence) throws SQLException {
        ChainEnd end = ChainEnd.read(session);
        return prove(session, evidence, end, end.start(evidence.checkpoint()));
    }

    private Proof prove(Session session, Evidence evidence, ChainEnd end, Anchor.Mark start) throws SQLException {
        List<String> damage = new ArrayList<>();
        AnchoredMarks marks = AnchoredMarks.of(evidence.anchors());
        ChainWalk walk = new ChainWalk(session, start, marks, progress);
        PersonCheck persons = new PersonCheck(session);
        try {
            end.requireFirst(evidence.checkpoint());
            walk.to(end.farthest());
            end.require(walk.last());
            requireNothingBeyond(walk.last(), marks);
        } catch (Damage e) {
            damage.add(e.getMessage());
        }
        boolean disproved = marks.disproved()
                || walk.last().seq() >= end.farthest() && marks.beyond().isPresent();
        if (disproved) {
            walk.backToAnchored();
        }
        damage.addAll(evidence.damage());
        try {
            persons.check();
            if (damage.isEmpty()) {
                persons.requireAll(walk);
            }
        } catch (Damage e) {
            damage.add(e.getMessage());
        }
        return new Proof(
                damage.isEmpty() ? end.rows() : walk.rows(),
                walk.last().seq(),
                walk.last().hash(),
                persons.sound(),
                evidence.newest(),
                evidence.holders(),
                evidence.covered() > end.recorded().seq(),
                List.copyOf(damage),
                evidence.notes(walk.last()));
    }

    private static void requireNothingBeyond(Anchor.Mark last, AnchoredMarks marks) throws Damage {
        Optional<Anchor> beyond = marks.beyond();
        if (beyond.isPresent()) {
            throw new Damage("row " + (last.seq() + 1) + " is missing: the log ends before it, and " + beyond.get()
                    + " of " + beyond.get().time() + " saw row " + beyond.get().seq() + vouched(last, marks));
        }
    }

    /** Rows may have been added since, into the hole; then what is missing begins before. */
    private static String vouched(Anchor.Mark last, AnchoredMarks marks) {
        return marks.agreed() < last.seq() ? "; of what follows row " + marks.agreed() + " nothing is proved" : "";
    }

    /**
     * Where the log begins and ends, as the database says.
     *
     * @param recorded the end that the writer goes on from
     * @param first the number of the first row, or 0
     * @param last the number of the last row, or 0
     */
    record ChainEnd(String uid, Anchor.Mark recorded, long first, String firstPrevious, long last) {

        /** One statement, so that all is of one moment; rows up to there change no more. */
        static ChainEnd read(Session session) throws SQLException {
            try (Statement statement = session.jdbc().createStatement();
                    ResultSet result = statement.executeQuery("SELECT c.chain_uid, c.seq, c.hash, e.seq, e.prev_hash,"
                            + " (SELECT max(seq) FROM audit_event) FROM audit_chain c LEFT JOIN audit_event e"
                            + " ON e.seq = (SELECT min(seq) FROM audit_event) WHERE c.id = 1")) {
                if (!result.next()) {
                    throw new AuditUnavailable("the audit database has no chain");
                }
                return new ChainEnd(
                        result.getString(1),
                        new Anchor.Mark(result.getLong(2), result.getString(3)),
                        result.getLong(4),
                        result.getString(5),
                        result.getLong(6));
            }
        }

        long rows() {
            return first == 0 ? 0 : last - first + 1;
        }

        long farthest() {
            return Math.max(recorded.seq(), last);
        }

        /**
         * The row before the first. What the checkpoint has released but is still there must lead up to the checkpoint,
         * whose hash is signed; so its beginning may be taken as it is.
         */
        Anchor.Mark start(Anchor.Mark checkpoint) {
            boolean released = first > 1 && first <= checkpoint.seq();
            return first == 1
                    ? Anchor.Mark.beginning(uid)
                    : released ? new Anchor.Mark(first - 1, firstPrevious) : checkpoint;
        }

        void requireFirst(Anchor.Mark checkpoint) throws Damage {
            if (first > checkpoint.seq() + 1 || first == 0 && recorded.seq() > checkpoint.seq()) {
                throw new Damage("row " + (checkpoint.seq() + 1) + " is missing");
            }
        }

        void require(Anchor.Mark end) throws Damage {
            if (recorded.seq() > end.seq()) {
                throw new Damage("row " + (end.seq() + 1)
                        + " is missing: the log ends before it, and its record says row " + recorded.seq());
            }
            if (recorded.seq() < end.seq()) {
                throw new Damage("row " + (recorded.seq() + 1) + " is too many: the log's record says that row "
                        + recorded.seq() + " is the last");
            }
            if (!recorded.equals(end)) {
                throw new Damage("row " + end.seq() + " is not the one that the log's record says is the last");
            }
        }
    }
}
