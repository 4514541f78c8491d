package dev.dumplink.audit;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** One place's copy of the anchors, brought up to date from the database. */
final class AnchorCopy {
    private static final int PAGE = 500;

    private final AnchorPlace place;
    // of the newest anchor known to be there; less than 0: not asked yet
    private long kept = -1;

    AnchorCopy(AnchorPlace place) {
        this.place = place;
    }

    String name() {
        return place.name();
    }

    long kept() {
        return kept;
    }

    /** @throws AnchorUnkept if the place refuses, or holds what the database does not */
    void update(Session session) throws SQLException {
        Anchors anchors = new Anchors(session);
        if (kept < 0) {
            kept = find(session, anchors);
        }
        List<String> missing;
        do {
            missing = anchors.lines(kept + 1, PAGE);
            missing.forEach(this::keep);
        } while (missing.size() == PAGE);
    }

    private void keep(String line) {
        Anchor anchor = Anchor.parse(line)
                .orElseThrow(() -> new AnchorUnkept("the database holds an anchor that is none; run audit verify"));
        place.keep(anchor);
        kept = anchor.number();
    }

    /** What was set back, or is another log, must not be continued over the evidence. */
    private long find(Session session, Anchors anchors) throws SQLException {
        Optional<String> newest = place.newest(Evidence.chain(session));
        if (newest.isEmpty()) {
            return 0;
        }
        long number = Anchor.parse(newest.get()).map(Anchor::number).orElse(0L);
        if (!anchors.lines(number, 1).equals(List.of(newest.get()))) {
            throw new AnchorUnkept(
                    place.name() + " ends with an anchor that the database does not hold; run audit verify");
        }
        return number;
    }
}
