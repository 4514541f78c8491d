package dev.dumplink.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Small objects that are written once and never again, under a prefix of a bucket of their own. Where the bucket has Object
 * Lock, nobody can delete or replace them before their time, not even its owner.
 */
public final class WriteOnceObjects implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteOnceObjects.class);
    private static final Pattern PLACE = Pattern.compile("s3://([^/]+)/*(.*)");
    private static final int LARGEST = 1 << 20;
    // of those who do not know Object Lock or conditions, each says so in its own way
    private static final List<Integer> UNKNOWN = List.of(400, 404, 405, 501);

    private final String place;
    private final String bucket;
    private final String prefix;
    private final S3Client client;
    private Optional<Boolean> locks = Optional.empty();

    /**
     * Nothing is sent yet.
     *
     * @param settings how to reach the store; the bucket is another one
     * @param place {@code s3://bucket/prefix}
     */
    public static WriteOnceObjects open(StoreSettings settings, String place) {
        return new WriteOnceObjects(
                settings, place, DefaultCredentialsProvider.builder().build());
    }

    WriteOnceObjects(StoreSettings settings, String place, AwsCredentialsProvider credentials) {
        Matcher parts = PLACE.matcher(place);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no s3://bucket/prefix");
        }
        this.place = place;
        this.bucket = parts.group(1);
        this.prefix = parts.group(2).isEmpty() || parts.group(2).endsWith("/") ? parts.group(2) : parts.group(2) + "/";
        this.client = DumpStore.client(settings, DumpStore.service(settings), credentials);
    }

    public String place() {
        return place;
    }

    /**
     * Writes an object; the same content again is no harm.
     *
     * @param lockedUntil how long, where the bucket locks objects and has no rule of its own for how long
     * @throws StoreUnavailable if the store does not take it, or holds something else by that name
     */
    public void put(String name, byte[] content, Instant lockedUntil) {
        Optional<byte[]> there = get(name);
        if (there.isEmpty()) {
            write(name, content, lockedUntil);
            there = get(name);
        }
        if (!there.map(found -> Arrays.equals(found, content)).orElse(false)) {
            throw new StoreUnavailable("put " + name + ": the store holds something else by that name");
        }
    }

    private void write(String name, byte[] content, Instant lockedUntil) {
        PutObjectRequest.Builder put =
                PutObjectRequest.builder().bucket(bucket).key(prefix + name).contentType("application/json");
        if (locks()) {
            put.objectLockMode(ObjectLockMode.COMPLIANCE).objectLockRetainUntilDate(lockedUntil);
        }
        DumpStore.call("put " + name, () -> {
            try {
                return client.putObject(put.ifNoneMatch("*").build(), RequestBody.fromBytes(content));
            } catch (S3Exception e) {
                if (e.statusCode() == 412 || e.statusCode() == 409) {
                    // somebody was quicker; what is there is looked at next
                    return null;
                }
                if (e.statusCode() != 501) {
                    throw e;
                }
                return client.putObject(put.ifNoneMatch(null).build(), RequestBody.fromBytes(content));
            }
        });
    }

    /** Whether an object must say how long it is to be locked: the bucket locks, and has no rule of its own. */
    private synchronized boolean locks() {
        if (locks.isEmpty()) {
            locks = Optional.of(DumpStore.call("get the object lock of " + bucket, this::asked));
            LOG.info("{}: objects there {}", place, locks.get() ? "are locked" : "are not locked by us");
        }
        return locks.get();
    }

    private boolean asked() {
        try {
            ObjectLockConfiguration lock =
                    client.getObjectLockConfiguration(get -> get.bucket(bucket)).objectLockConfiguration();
            return lock != null && lock.objectLockEnabled() == ObjectLockEnabled.ENABLED && lock.rule() == null;
        } catch (S3Exception e) {
            // a refusal is no answer: an object that should be locked must not be written without
            if (UNKNOWN.contains(e.statusCode())) {
                return false;
            }
            throw e;
        }
    }

    /** The content that was written first, if there is such an object; what was put or hidden over it later does not count. */
    public Optional<byte[]> get(String name) {
        return get(
                name,
                DumpStore.call("list the versions of " + name, () -> versions(name))
                        .get(name));
    }

    /** All that begin so, in the order of their names, each as it was written first. */
    public SortedMap<String, byte[]> all(String start, Predicate<String> wanted) {
        Map<String, String> hidden = DumpStore.call("list the versions of " + start, () -> versions(start));
        SortedMap<String, byte[]> all = new TreeMap<>();
        names(start, hidden.keySet()).stream().filter(wanted).forEach(name -> get(name, hidden.get(name))
                .ifPresent(content -> all.put(name, content)));
        return all;
    }

    /** The first version of each object whose newest is another one, or a mark that says it is deleted. */
    private Map<String, String> versions(String start) {
        Map<String, String> first = new HashMap<>();
        String key = null;
        String version = null;
        do {
            ListObjectVersionsResponse page = versions(start, key, version);
            // of one object the newest comes first
            for (ObjectVersion each : page.versions()) {
                first.put(
                        each.key().substring(prefix.length()),
                        Boolean.TRUE.equals(each.isLatest()) ? "" : each.versionId());
            }
            key = Boolean.TRUE.equals(page.isTruncated()) ? page.nextKeyMarker() : null;
            version = page.nextVersionIdMarker();
        } while (key != null);
        first.values().removeIf(String::isEmpty);
        return first;
    }

    private ListObjectVersionsResponse versions(String start, String key, String version) {
        try {
            return client.listObjectVersions(list ->
                    list.bucket(bucket).prefix(prefix + start).keyMarker(key).versionIdMarker(version));
        } catch (S3Exception e) {
            // a store without versions; one that keeps them from us is not believed
            if (UNKNOWN.contains(e.statusCode())) {
                return ListObjectVersionsResponse.builder().build();
            }
            throw e;
        }
    }

    private Optional<byte[]> get(String name, String version) {
        GetObjectRequest start = GetObjectRequest.builder()
                .bucket(bucket)
                .key(prefix + name)
                .versionId(version)
                .range("bytes=0-" + (LARGEST - 1))
                .build();
        return DumpStore.call("get " + name, () -> {
            try {
                return Optional.of(client.getObjectAsBytes(start).asByteArray());
            } catch (S3Exception e) {
                if (e.statusCode() == 416) {
                    // of an empty object no range can be had
                    return Optional.of(new byte[0]);
                }
                if (e.statusCode() == 404) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** The names that begin so, in order; those that were deleted and whose versions are still there too. */
    public List<String> names(String start) {
        return names(
                start,
                DumpStore.call("list the versions of " + start, () -> versions(start))
                        .keySet());
    }

    private List<String> names(String start, Set<String> hidden) {
        return Stream.concat(newest(start).stream(), hidden.stream())
                .sorted()
                .distinct()
                .toList();
    }

    private List<String> newest(String start) {
        return DumpStore.call("list " + start, () -> {
            List<String> names = new ArrayList<>();
            String token = null;
            do {
                ListObjectsV2Response page = client.listObjectsV2(ListObjectsV2Request.builder()
                        .bucket(bucket)
                        .prefix(prefix + start)
                        .continuationToken(token)
                        .build());
                page.contents().stream()
                        .map(S3Object::key)
                        .map(key -> key.substring(prefix.length()))
                        .forEach(names::add);
                token = page.nextContinuationToken();
            } while (token != null);
            return names;
        });
    }

    @Override
    public void close() {
        client.close();
    }
}
