package dev.dumplink.audit;

import java.util.List;
import java.util.Optional;

/**
 * Somewhere outside the database that keeps anchors and does not let go of them. A copy of the whole sequence: what it
 * lacks is brought to it later. Every method may throw {@link AnchorUnkept}.
 */
public interface AnchorPlace {

    /** As people know it. */
    String name();

    /** The line of the newest anchor about this log that it holds. */
    Optional<String> newest(String chain);

    /** Keeps one more; returns when it is as safe as this place makes it. The same one again changes nothing. */
    void keep(Anchor anchor);

    /** Everything it holds about this log, oldest first, and whatever stands in between. */
    List<String> lines(String chain);
}
