package dev.dumplink.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Signs where the log ends, when it is time to: at the first opportunity of a day, and whenever enough rows are new. Only
 * what follows from the anchor before is signed, so the rows in between are verified first. Several programs on one
 * database take turns by the anchor's number.
 */
final class AnchorMaker {
    private final AnchorKey key;
    private final TrustedKeys trusted;
    private final int everyRows;

    AnchorMaker(AnchorKey key, AnchorSettings settings) {
        this.key = key;
        this.trusted = settings.trusted();
        this.everyRows = settings.everyRows();
    }

    /** The end of the log and the newest anchor, of one moment. */
    private record State(String chain, Anchor.Mark end, Optional<Anchor> newest) {
        Anchor.Mark covered() {
            return newest.map(anchor -> anchor.statement().end()).orElseGet(() -> Anchor.Mark.beginning(chain));
        }

        Anchor.Mark pruned() {
            return newest.map(anchor -> anchor.statement().pruned()).orElseGet(() -> Anchor.Mark.beginning(chain));
        }
    }

    /** Whether it is time for the next anchor. */
    boolean isDue(Session session, Instant now) throws SQLException {
        return isDue(read(session), now);
    }

    /**
     * Makes the next anchor if it is time.
     *
     * @return empty if it is not, or if another program has just made it
     * @throws AnchorUnkept if the log does not follow from the anchor before
     */
    Optional<Anchor> makeIfDue(Session session, Instant now) throws SQLException {
        State state = read(session);
        if (!isDue(state, now)) {
            return Optional.empty();
        }
        try {
            Anchor anchor = sign(session, state, state.pruned(), now);
            return new Anchors(session).add(anchor) ? Optional.of(anchor) : Optional.empty();
        } catch (AnchorUnkept e) {
            if (read(session).covered().equals(state.covered())) {
                throw e;
            }
            // another program anchored and pruned meanwhile what we were reading
            return Optional.empty();
        }
    }

    /** Signs an anchor that says that the log is pruned through {@code pruned}; it is not in the database yet. */
    Anchor signPruned(Session session, Anchor.Mark pruned, Instant now) throws SQLException {
        State state = read(session);
        // never back: an earlier pruning may have gone farther
        return sign(session, state, pruned.seq() < state.pruned().seq() ? state.pruned() : pruned, now);
    }

    private boolean isDue(State state, Instant now) {
        return state.newest()
                .map(newest ->
                        day(now).isAfter(day(newest.time())) || state.end().seq() - newest.seq() >= everyRows)
                .orElse(true);
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private Anchor sign(Session session, State state, Anchor.Mark pruned, Instant now) throws SQLException {
        requireContinuation(session, state);
        String previous = state.newest().map(Anchor::digest).orElseGet(() -> Chain.genesis(state.chain()));
        long number = state.newest().map(Anchor::number).orElse(0L) + 1;
        return Anchor.sign(
                new Anchor.Statement(
                        state.chain(), number, previous, pruned, state.end(), now.truncatedTo(ChronoUnit.MILLIS)),
                key);
    }

    private void requireContinuation(Session session, State state) throws SQLException {
        ChainWalk walk = new ChainWalk(session, state.covered(), AnchoredMarks.none(), row -> {});
        try {
            walk.to(state.end().seq());
        } catch (Damage e) {
            throw new AnchorUnkept(e.getMessage() + "; run audit verify");
        }
        if (!walk.last().equals(state.end())) {
            throw new AnchorUnkept("the log does not go on from row "
                    + state.covered().seq() + ", which is anchored; run audit verify");
        }
    }

    private State read(Session session) throws SQLException {
        try (PreparedStatement query = session.jdbc()
                        .prepareStatement("SELECT chain_uid, seq, hash, (SELECT line FROM audit_anchor"
                                + " ORDER BY number DESC LIMIT 1) FROM audit_chain WHERE id = 1");
                ResultSet result = query.executeQuery()) {
            if (!result.next()) {
                throw new AuditUnavailable("the audit database has no chain");
            }
            String chain = result.getString(1);
            Optional<String> newest = Optional.ofNullable(result.getString(4));
            return new State(
                    chain,
                    new Anchor.Mark(result.getLong(2), result.getString(3)),
                    newest.map(line -> believed(line, chain)));
        }
    }

    private Anchor believed(String line, String chain) {
        return Anchor.parse(line)
                .filter(anchor -> anchor.chain().equals(chain))
                .filter(anchor -> trusted.ids().contains(anchor.key()) && anchor.isSignedBy(trusted))
                .orElseThrow(
                        () -> new AnchorUnkept("the database's newest anchor is not one of ours, or was signed with a"
                                + " key that audit.anchor.public_keys does not name; run audit verify"));
    }
}
