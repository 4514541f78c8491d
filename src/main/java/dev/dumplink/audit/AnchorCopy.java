package dev.dumplink.audit;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** One place's copy of the anchors, brought up to date from the database. */
final class AnchorCopy {
    private static final int PAGE = 500;

    private final AnchorPlace place;
    // the newest anchor known to be there
    private Optional<Anchor> kept = Optional.empty();
    private boolean compared;
    private boolean apart;

    AnchorCopy(AnchorPlace place) {
        this.place = place;
    }

    /** Whether the place held, when it was last looked at, what the database does not. */
    boolean isApart() {
        return apart;
    }

    /**
     * Brings the place what it lacks. What was set back, or is another log, is not continued over the evidence.
     *
     * @throws TwoHistories if the place holds what the database does not
     * @throws AnchorUnkept if the place refuses
     */
    void update(Session session) throws SQLException {
        Anchors anchors = new Anchors(session);
        if (compared && !apart && anchors.newest().equals(kept.map(Anchor::line))) {
            return;
        }
        compare(session);
        List<String> missing;
        do {
            missing = anchors.lines(number() + 1, PAGE);
            missing.forEach(this::keep);
        } while (missing.size() == PAGE);
    }

    private long number() {
        return kept.map(Anchor::number).orElse(0L);
    }

    private void keep(String line) {
        Anchor anchor = Anchor.parse(line)
                .orElseThrow(() -> new AnchorUnkept("the database holds an anchor that is none; run audit verify"));
        place.keep(anchor);
        kept = Optional.of(anchor);
    }

    /**
     * Looks at the place itself, before anything is signed or brought there: its newest anchor must be the database's.
     *
     * @throws TwoHistories if it is not
     * @throws AnchorUnkept if the place cannot be read
     */
    void compare(Session session) throws SQLException {
        compared = false;
        // the place first: whatever it holds was in the database before
        Optional<String> newest = place.newest(Evidence.chain(session));
        kept = newest.flatMap(Anchor::parse);
        apart = newest.isPresent() && !new Anchors(session).lines(number(), 1).equals(List.of(newest.get()));
        if (apart) {
            throw new TwoHistories(
                    place.name() + " ends with an anchor that the database does not hold; run audit verify");
        }
        compared = true;
    }
}
