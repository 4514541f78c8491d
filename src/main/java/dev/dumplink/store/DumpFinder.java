package dev.dumplink.store;

import dev.dumplink.archive.DumpId;
import dev.dumplink.archive.Manifest;
import dev.dumplink.archive.ManifestJson.UnreadableManifest;
import dev.dumplink.archive.StoredDump;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Finds the newest finished dumps of a database.
 *
 * <p>Dumps with a manifest are named by time, so a listing that begins at the oldest one still of interest answers in one
 * call however many there are; a manifest is read once. Other tools' objects have no order, and their whole prefix is
 * listed. What carries a dumplink name but has no manifest is unfinished, or failed its checks, and is never seen.
 */
public final class DumpFinder {
    /** How many of the newest are kept at hand. */
    public static final int NEWEST = 10;

    private static final Logger LOG = LoggerFactory.getLogger(DumpFinder.class);
    private static final List<Duration> LOOK_BACK = List.of(Duration.ofDays(7), Duration.ofDays(60));
    // a wrong clock elsewhere must not pin "the latest" for ever
    private static final Duration FUTURE = Duration.ofMinutes(5);
    private static final int MOST_REFUSED = 1000;
    // more than that is no matter of single objects
    private static final int MOST_UNREADABLE = NEWEST;

    private final DumpStore store;
    private final InstantSource clock;
    // said once, not at every refresh
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    public DumpFinder(DumpStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * What there is.
     *
     * @param dumps at most {@link #NEWEST}, newest first
     * @param skew the store's clock minus ours, where known
     */
    public record Found(List<StoredDump> dumps, Optional<Duration> skew) {}

    /**
     * Asks the store. What it lists and will not show (forbidden, or gone meanwhile) is passed over, unless nothing else
     * is left.
     *
     * @param known what an earlier call found; spares reading its manifests again
     * @throws StoreUnavailable if the store cannot tell
     */
    public Found newest(Location location, List<StoredDump> known) {
        DumpStore.Listing listing = listing(location, known);
        Map<String, StoredDump> byKey = known.stream().collect(Collectors.toMap(StoredDump::key, Function.identity()));
        List<StoreUnavailable> unseen = new ArrayList<>();
        List<StoredDump> dumps = candidates(location, listing.objects())
                .sorted(Comparator.comparing(Candidate::madeAt).reversed())
                .flatMap(candidate -> described(candidate, Optional.ofNullable(byKey.get(candidate.key())), unseen))
                .limit(NEWEST)
                .toList();
        if (dumps.isEmpty() && !unseen.isEmpty()) {
            throw unseen.get(0);
        }
        return new Found(dumps, listing.skew());
    }

    /**
     * The newest dump made from one moment to before another, as far as it is finished and can be read.
     *
     * @throws StoreUnavailable if the store cannot tell
     */
    Optional<StoredDump> newest(Location location, Instant from, Instant until) {
        DumpStore.Listing listing = location.manifestRequired()
                ? store.list(
                        DumpId.keyStart(location.prefix(), location.database()), Optional.of(before(location, from)))
                : store.list(location.prefix(), Optional.empty());
        return candidates(location, listing.objects())
                .filter(candidate ->
                        !candidate.madeAt().isBefore(from) && candidate.madeAt().isBefore(until))
                .sorted(Comparator.comparing(Candidate::madeAt).reversed())
                .flatMap(candidate -> described(candidate).stream())
                .findFirst();
    }

    private Optional<StoredDump> described(Candidate candidate) {
        return refused.contains(candidate.bytes()) ? Optional.empty() : describe(candidate);
    }

    private DumpStore.Listing listing(Location location, List<StoredDump> known) {
        if (!location.manifestRequired()) {
            return store.list(location.prefix(), Optional.empty());
        }
        String start = DumpId.keyStart(location.prefix(), location.database());
        if (known.size() == NEWEST) {
            return store.list(
                    start, Optional.of(before(location, known.get(NEWEST - 1).madeAt())));
        }
        if (known.isEmpty()) {
            for (Duration back : LOOK_BACK) {
                DumpStore.Listing listing = store.list(
                        start, Optional.of(before(location, clock.instant().minus(back))));
                if (candidates(location, listing.objects()).count() >= NEWEST) {
                    return listing;
                }
            }
        }
        return store.list(start, Optional.empty());
    }

    private static String before(Location location, Instant moment) {
        return DumpId.keyBefore(location.prefix(), location.database(), moment);
    }

    /** An object that is a dump, as far as the listing tells. */
    private record Candidate(Location location, S3Object object, Optional<DumpId> id, Optional<S3Object> manifest) {
        String key() {
            return object.key();
        }

        /** These very bytes, of archive and manifest: what is written again is looked at again. */
        String tag() {
            return object.eTag() + manifest.map(each -> " " + each.eTag()).orElse("");
        }

        String bytes() {
            return object.key() + ' ' + tag();
        }

        Instant madeAt() {
            return id.map(DumpId::madeAt).orElse(object.lastModified());
        }
    }

    private Stream<Candidate> candidates(Location location, List<S3Object> objects) {
        Instant latest = clock.instant().plus(FUTURE);
        return Stream.concat(ours(location, objects), others(location, objects))
                .filter(candidate -> candidate.madeAt().isBefore(latest));
    }

    private static Stream<Candidate> ours(Location location, List<S3Object> objects) {
        Map<String, S3Object> byKey = objects.stream().collect(Collectors.toMap(S3Object::key, Function.identity()));
        return objects.stream()
                .flatMap(object -> DumpId.ofManifestKey(location.prefix(), location.database(), object.key()).stream())
                .flatMap(id -> Optional.ofNullable(byKey.get(id.archiveKey(location.prefix()))).stream()
                        .map(archive -> new Candidate(
                                location,
                                archive,
                                Optional.of(id),
                                Optional.of(byKey.get(id.manifestKey(location.prefix()))))));
    }

    private static Stream<Candidate> others(Location location, List<S3Object> objects) {
        if (location.manifestRequired()) {
            return Stream.empty();
        }
        return objects.stream()
                .filter(object -> object.size() > 0 && !object.key().endsWith("/"))
                .filter(object -> !object.key().endsWith(DumpId.MANIFEST_SUFFIX))
                .filter(object -> !object.key().equals(DumpId.lockKey(location.prefix(), location.database())))
                .filter(object -> DumpId.ofArchiveKey(location.prefix(), location.database(), object.key())
                        .isEmpty())
                .map(object -> new Candidate(location, object, Optional.empty(), Optional.empty()));
    }

    private Stream<StoredDump> described(
            Candidate candidate, Optional<StoredDump> known, List<StoreUnavailable> unseen) {
        if (refused.contains(candidate.bytes())) {
            return Stream.empty();
        }
        Optional<StoredDump> unchanged = known.filter(dump -> dump.etag().equals(candidate.tag()));
        return unchanged.or(() -> described(candidate, unseen)).stream();
    }

    /** One object that cannot be read must not hide the others; it is tried again at the next refresh. */
    private Optional<StoredDump> described(Candidate candidate, List<StoreUnavailable> unseen) {
        try {
            Optional<StoredDump> dump = describe(candidate);
            unreadable.remove(candidate.bytes());
            return dump;
        } catch (StoreUnavailable e) {
            if (!e.refused() || unseen.size() == MOST_UNREADABLE) {
                throw e;
            }
            unseen.add(e);
            if (unreadable.size() < MOST_REFUSED && unreadable.add(candidate.bytes())) {
                LOG.warn("{} is not offered: {}", candidate.key(), e.getMessage());
            }
            return Optional.empty();
        }
    }

    private Optional<StoredDump> refuse(Candidate candidate, String why) {
        LOG.warn("{} is not offered: {}", candidate.key(), why);
        if (refused.size() < MOST_REFUSED) {
            refused.add(candidate.bytes());
        }
        return Optional.empty();
    }

    private Optional<StoredDump> describe(Candidate candidate) {
        try {
            Optional<Manifest> manifest = candidate
                    .id()
                    .map(id ->
                            store.manifest(id.manifestKey(candidate.location().prefix())));
            if (manifest.isPresent()
                    && !manifest.get().database().equals(candidate.location().database())) {
                return refuse(candidate, "its manifest names another database");
            }
            if (manifest.isPresent()
                    && manifest.get().size() != candidate.object().size()) {
                return refuse(candidate, "it is not as long as its manifest says");
            }
            return Optional.of(new StoredDump(
                    candidate.location().database(),
                    candidate.key(),
                    candidate.madeAt(),
                    candidate.object().size(),
                    candidate.tag(),
                    manifest.map(Manifest::sha256),
                    store.readableVersion(candidate.key()),
                    manifest.flatMap(Manifest::seal),
                    manifest.flatMap(Manifest::contents)
                            .map(contents -> OptionalLong.of(contents.rows()))
                            .orElse(OptionalLong.empty())));
        } catch (UnreadableManifest e) {
            return refuse(candidate, "its manifest cannot be read, " + e.getMessage());
        }
    }
}
