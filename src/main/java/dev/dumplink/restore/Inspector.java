package dev.dumplink.restore;

import dev.dumplink.archive.ManifestKeys;
import java.time.Duration;
import java.time.Instant;

/** Reads an archive once from its first byte to its last and says whether it may be loaded. Touches nothing. */
public final class Inspector {
    private final int pgRestoreMajor;
    private final FetchProgress progress;

    /** @param pgRestoreMajor of the pg_restore that is to load it, e.g. 15 */
    public Inspector(int pgRestoreMajor, FetchProgress progress) {
        this.pgRestoreMajor = pgRestoreMajor;
        this.progress = progress;
    }

    /**
     * @param trusted where there are any, only what one of them signed is sound
     * @param staleAfter the oldest age of a dump
     */
    public Inspection inspect(Fetched fetched, ManifestKeys trusted, Duration staleAfter, Instant now) {
        throw new UnsupportedOperationException(fetched.label() + pgRestoreMajor + progress);
    }
}
