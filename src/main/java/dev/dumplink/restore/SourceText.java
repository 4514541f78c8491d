package dev.dumplink.restore;

import dev.dumplink.archive.DatabaseName;
import java.util.Collection;

/** What somebody typed as the source of a restore. */
record SourceText(String source, Collection<DatabaseName> configured) {
    Wanted wanted() {
        throw new UnsupportedOperationException(source);
    }
}
