package dev.dumplink.store;

import dev.dumplink.archive.ArchiveSink;
import dev.dumplink.archive.DumpId;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A prefix of a bucket, to which dumps are written. */
public final class BucketShelf implements DumpShelf {
    // objects of ours say so: what another tool named like ours is not swept
    private static final Map<String, String> MARK = Map.of("dumplink", "archive");

    private final S3Client client;
    private final String bucket;
    private final Location location;
    private final BucketObjects objects;
    private final InstantSource clock;
    private final Patience patience;

    /** With the AWS default chain's credentials; nothing is sent yet. */
    public static BucketShelf open(StoreSettings settings, Location location, InstantSource clock) {
        Patience patience = new Patience(clock);
        S3Client client = ShelfClient.of(
                settings, DefaultCredentialsProvider.builder().build(), ShelfClient.FIRST_PAUSE, patience);
        return new BucketShelf(client, settings.bucket(), location, clock, patience);
    }

    BucketShelf(S3Client client, String bucket, Location location, InstantSource clock, Patience patience) {
        this.patience = patience;
        this.client = client;
        this.bucket = bucket;
        this.location = location;
        this.clock = clock;
        this.objects = new BucketObjects(client, bucket);
    }

    @Override
    public ArchiveSink begin(DumpId id, long expected) {
        for (String key : List.of(archive(id), manifest(id))) {
            if (objects.head(key).isPresent()) {
                throw new StoreUnavailable("begin " + key + ": there is one already");
            }
        }
        return MultipartSink.of(Upload.begin(client, bucket, archive(id), MARK), PartSizes.forAbout(expected));
    }

    @Override
    public InputStream open(DumpId id) {
        return new ResumingInput(client, bucket, archive(id));
    }

    @Override
    public void publish(DumpId id, byte[] manifest) {
        String key = manifest(id);
        boolean written = objects.putNew(key, manifest, "application/json");
        // a try whose answer was lost may have been ours
        if (!written
                && !objects.get(key)
                        .map(there -> Arrays.equals(there.content(), manifest))
                        .orElse(false)) {
            throw new StoreUnavailable("put " + key + ": there is another one already");
        }
    }

    @Override
    public void discard(DumpId id) {
        if (objects.head(manifest(id)).isPresent()) {
            throw new IllegalStateException(archive(id) + " has been published");
        }
        objects.delete(archive(id));
    }

    @Override
    public List<DumpId> published() {
        Map<String, S3Object> all = listed();
        return all.keySet().stream()
                .flatMap(key -> DumpId.ofManifestKey(location.prefix(), location.database(), key).stream())
                .filter(id -> all.containsKey(archive(id)))
                .toList();
    }

    private Map<String, S3Object> listed() {
        return objects.list(DumpId.keyStart(location.prefix(), location.database())).stream()
                .collect(Collectors.toMap(
                        S3Object::key, Function.identity(), (one, other) -> one, java.util.TreeMap::new));
    }

    @Override
    public void delete(DumpId id) {
        objects.delete(manifest(id));
        objects.delete(archive(id));
    }

    @Override
    public List<String> sweep(Instant before) {
        List<String> swept = new ArrayList<>();
        for (MultipartUpload upload : unfinished()) {
            if (ours(upload.key()).isPresent() && upload.initiated().isBefore(before)) {
                new Upload(client, bucket, upload.key(), upload.uploadId()).abort();
                swept.add(upload.key() + " (unfinished)");
            }
        }
        Map<String, S3Object> all = listed();
        for (S3Object object : all.values()) {
            boolean orphan = ours(object.key())
                    .filter(id -> !all.containsKey(manifest(id)))
                    .isPresent();
            if (orphan && object.lastModified().isBefore(before) && isMarked(object.key())) {
                objects.delete(object.key());
                swept.add(object.key() + " (unpublished)");
            }
        }
        return swept;
    }

    private Optional<DumpId> ours(String key) {
        return DumpId.ofArchiveKey(location.prefix(), location.database(), key);
    }

    private boolean isMarked(String key) {
        return objects.head(key)
                .filter(head -> head.metadata().entrySet().containsAll(MARK.entrySet()))
                .isPresent();
    }

    private List<MultipartUpload> unfinished() {
        String start = DumpId.keyStart(location.prefix(), location.database());
        return DumpStore.call("list unfinished uploads of " + start, () -> {
            List<MultipartUpload> uploads = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            ListMultipartUploadsRequest.Builder request =
                    ListMultipartUploadsRequest.builder().bucket(bucket).prefix(start);
            ListMultipartUploadsResponse page;
            do {
                page = client.listMultipartUploads(request.build());
                uploads.addAll(page.uploads());
                request.keyMarker(page.nextKeyMarker()).uploadIdMarker(page.nextUploadIdMarker());
            } while (Boolean.TRUE.equals(page.isTruncated())
                    && seen.add(page.nextKeyMarker() + " " + page.nextUploadIdMarker()));
            return uploads;
        });
    }

    @Override
    public Turn takeTurn(String owner, Duration life) {
        String key = DumpId.lockKey(location.prefix(), location.database());
        return BucketTurn.take(objects, key, owner, life, clock);
    }

    @Override
    public Optional<String> waiting() {
        return patience.waiting();
    }

    private String archive(DumpId id) {
        return id.archiveKey(location.prefix());
    }

    private String manifest(DumpId id) {
        return id.manifestKey(location.prefix());
    }

    @Override
    public void close() {
        client.close();
    }
}
