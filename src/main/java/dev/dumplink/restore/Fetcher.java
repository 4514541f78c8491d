package dev.dumplink.restore;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.DumpId;
import dev.dumplink.archive.StoredDump;
import dev.dumplink.store.BucketDumps;
import dev.dumplink.store.Location;
import dev.dumplink.store.StoreSettings;
import dev.dumplink.store.StoreUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings an archive to this machine's disk. What breaks off is continued, by the next try or the next run. */
public final class Fetcher {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int LARGEST_MANIFEST = 4 << 20;

    private final Path cache;
    private final Optional<StoreSettings> storage;
    private final Map<DatabaseName, Location> locations;
    private final InstantSource clock;
    private final Duration firstPause;

    /**
     * @param cache where downloads lie, for this user alone; made when it is needed
     * @param storage where the named databases' dumps are; empty if no bucket is configured
     * @param locations by name
     */
    public Fetcher(
            Path cache, Optional<StoreSettings> storage, Map<DatabaseName, Location> locations, InstantSource clock) {
        this(cache, storage, locations, clock, FIRST_PAUSE);
    }

    Fetcher(
            Path cache,
            Optional<StoreSettings> storage,
            Map<DatabaseName, Location> locations,
            InstantSource clock,
            Duration firstPause) {
        this.cache = cache;
        this.storage = storage;
        this.locations = Map.copyOf(locations);
        this.clock = clock;
        this.firstPause = firstPause;
    }

    /** @throws FetchFailed if it does not arrive */
    public Fetched fetch(Wanted wanted, FetchProgress progress) {
        return wanted.fold(
                stored -> stored(stored, progress), file -> local(file.path()), link -> linked(link, progress));
    }

    private Fetched linked(Wanted.PastedLink link, FetchProgress progress) {
        LinkQuery query = LinkQuery.of(link.url());
        Path archive = download(new LinkSupply(link.url(), clock), query.fileName(), progress);
        return new Fetched(
                archive,
                true,
                query.fileName(),
                Optional.empty(),
                DumpId.ofFile(query.fileName()).map(DumpId::madeAt),
                Optional.empty(),
                Optional.of(query.promise(size(archive))));
    }

    private static long size(Path archive) {
        try {
            return Files.size(archive);
        } catch (IOException e) {
            throw new FetchFailed(archive.getFileName() + " was taken away while it was looked at", e);
        }
    }

    private Path download(Supply supply, String name, FetchProgress progress) {
        return new Download(Cache.open(cache, clock.instant()), supply, name, firstPause, progress).run();
    }

    private Fetched stored(Wanted.Stored wanted, FetchProgress progress) {
        StoreSettings bucket = storage.orElseThrow(
                () -> new FetchFailed("storage.bucket is not configured here: give a file, or a link from Slack"));
        Location location = Optional.ofNullable(locations.get(wanted.database()))
                .orElseThrow(() -> new FetchFailed(wanted.database() + " has no prefix in the configuration"));
        try (BucketDumps dumps = BucketDumps.open(bucket, clock)) {
            StoredDump dump = find(dumps, location, wanted);
            Optional<byte[]> manifest = dumps.manifest(location, dump);
            Path archive = download(new StoreSupply(dumps, bucket, dump), dump.fileName(), progress);
            return new Fetched(
                    archive,
                    true,
                    dump.fileName(),
                    Optional.of(wanted.database()),
                    Optional.of(dump.madeAt()),
                    manifest,
                    Optional.empty());
        } catch (StoreUnavailable e) {
            throw new FetchFailed(e.getMessage(), e);
        }
    }

    private static StoredDump find(BucketDumps dumps, Location location, Wanted.Stored wanted) {
        Optional<StoredDump> latest = dumps.latest(location);
        if (wanted.within().isEmpty()) {
            return latest.orElseThrow(() -> new FetchFailed("there is no dump of " + wanted.database()
                    + " yet: dumplink dump " + wanted.database() + " makes one"));
        }
        Wanted.Period within = wanted.within().get();
        return dumps.newest(location, within.from(), within.until())
                .orElseThrow(() -> new FetchFailed("there is no dump of " + wanted
                        + latest.map(dump -> "; the latest is " + wanted.database() + "@" + dump.madeAt())
                                .orElse("")));
    }

    private static Fetched local(Path file) {
        String name = file.getFileName() == null
                ? file.toString()
                : file.getFileName().toString();
        return new Fetched(
                file,
                false,
                name.replaceAll("\\p{C}", "?"),
                Optional.empty(),
                DumpId.ofFile(name).map(DumpId::madeAt),
                manifest(file, name),
                Optional.empty());
    }

    /** Beside the archive, under the name it has in the bucket. */
    private static Optional<byte[]> manifest(Path file, String name) {
        String stem = name.endsWith(DumpId.ARCHIVE_SUFFIX)
                ? name.substring(0, name.length() - DumpId.ARCHIVE_SUFFIX.length())
                : name;
        return Stream.of(stem, name)
                .map(each -> file.resolveSibling(each + DumpId.MANIFEST_SUFFIX))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(Fetcher::read);
    }

    private static byte[] read(Path manifest) {
        try (InputStream in = Files.newInputStream(manifest)) {
            return in.readNBytes(LARGEST_MANIFEST);
        } catch (IOException e) {
            throw new FetchFailed(manifest + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }
}
