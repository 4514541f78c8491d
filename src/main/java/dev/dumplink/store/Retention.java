package dev.dumplink.store;

import dev.dumplink.archive.DumpId;
import java.util.List;

/** How many dumps stay. */
public final class Retention {
    private Retention() {}

    /**
     * Deletes all but the newest dumps of a shelf, oldest first. What has no manifest, or is not named as ours are, is not
     * seen; and the newest stays, whatever is asked for.
     *
     * @param keep at least 1
     * @return what was deleted
     */
    public static List<DumpId> keepNewest(DumpShelf shelf, int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("at least one dump is kept, not " + keep);
        }
        List<DumpId> all = shelf.published();
        List<DumpId> old = all.subList(0, Math.max(0, all.size() - keep));
        old.forEach(shelf::delete);
        return List.copyOf(old);
    }
}
