package dev.dumplink.restore;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.Sha256;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An archive on this machine's disk, of which nothing is believed yet.
 *
 * @param archive as it was named, or in the cache
 * @param temporary whether it was downloaded, and may go when it has been loaded
 * @param label what to call it: a file's name, e.g. {@code shop_20261122T010003Z.dump}
 * @param wanted the database that was asked for by its name
 * @param madeAt by its name, or when it was stored
 * @param manifest as it was stored beside the archive, not yet parsed
 * @param promise what the link that it came through says of it
 */
public record Fetched(
        Path archive,
        boolean temporary,
        String label,
        Optional<DatabaseName> wanted,
        Optional<Instant> madeAt,
        Optional<byte[]> manifest,
        Optional<Promise> promise) {
    /**
     * What a link tells of its archive, for machines that have no manifest.
     *
     * @param size as the store told it
     * @param seal a signature over what the name, the size and the digest say, as text
     * @param rows of all tables together
     */
    public record Promise(Optional<Sha256> sha256, long size, Optional<String> seal, OptionalLong rows) {}
}
