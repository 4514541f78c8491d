package dev.dumplink.restore;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.store.Location;
import dev.dumplink.store.StoreSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Brings an archive to this machine's disk. What breaks off is continued, by the next try or the next run. */
public final class Fetcher {
    private final Path cache;
    private final Optional<StoreSettings> storage;
    private final Map<DatabaseName, Location> locations;
    private final InstantSource clock;

    /**
     * @param cache where downloads lie, for this user alone; made when it is needed
     * @param storage where the named databases' dumps are; empty if no bucket is configured
     * @param locations by name
     */
    public Fetcher(
            Path cache, Optional<StoreSettings> storage, Map<DatabaseName, Location> locations, InstantSource clock) {
        this.cache = cache;
        this.storage = storage;
        this.locations = Map.copyOf(locations);
        this.clock = clock;
    }

    /** @throws FetchFailed if it does not arrive */
    public Fetched fetch(Wanted wanted, FetchProgress progress) {
        throw new UnsupportedOperationException("" + cache + storage + locations + clock + wanted + progress);
    }
}
