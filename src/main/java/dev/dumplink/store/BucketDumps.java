package dev.dumplink.store;

import dev.dumplink.archive.DumpId;
import dev.dumplink.archive.StoredDump;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The dumps of a bucket, for whoever takes one home. Every method throws {@link StoreUnavailable}. */
public final class BucketDumps implements AutoCloseable {
    private final DumpStore store;
    private final DumpFinder finder;
    private final S3Client client;
    private final String bucket;

    /** With the AWS default chain's credentials; nothing is sent yet. */
    public static BucketDumps open(StoreSettings settings, InstantSource clock) {
        S3Client client =
                ShelfClient.of(settings, DefaultCredentialsProvider.builder().build(), ShelfClient.FIRST_PAUSE);
        return new BucketDumps(DumpStore.open(settings, clock), client, settings.bucket(), clock);
    }

    private BucketDumps(DumpStore store, S3Client client, String bucket, InstantSource clock) {
        this.store = store;
        this.finder = new DumpFinder(store, clock);
        this.client = client;
        this.bucket = bucket;
    }

    /** The latest finished dump. */
    public Optional<StoredDump> latest(Location location) {
        return finder.newest(location, List.of()).dumps().stream().findFirst();
    }

    /** The newest that was made from one moment to before another. */
    public Optional<StoredDump> newest(Location location, Instant from, Instant until) {
        return finder.newest(location, from, until);
    }

    /** The manifest as it is stored; empty for dumps of other tools. */
    public Optional<byte[]> manifest(Location location, StoredDump dump) {
        return DumpId.ofArchiveKey(location.prefix(), location.database(), dump.key())
                .map(id -> store.manifestBytes(id.manifestKey(location.prefix())));
    }

    /**
     * The rest of an archive.
     *
     * @param content closed by the caller, read to its end or not; an {@code IOException} where the connection breaks
     * @param size of the whole archive, in bytes
     * @param etag what the store calls these bytes
     */
    public record Rest(InputStream content, long size, String etag) {}

    /** @param from the first byte wanted; there must be one */
    public Rest read(StoredDump dump, long from) {
        GetObjectRequest.Builder request = GetObjectRequest.builder()
                .bucket(bucket)
                .key(dump.key())
                .versionId(dump.version().orElse(null));
        ResponseInputStream<GetObjectResponse> answer = DumpStore.call(
                "get " + dump.key(),
                () -> client.getObject((from == 0 ? request : request.range("bytes=" + from + "-")).build()));
        return new Rest(
                new Content(answer),
                from + answer.response().contentLength(),
                answer.response().eTag());
    }

    /** A body that breaks in one way only, and of which nobody reads on when it is closed. */
    private static final class Content extends FilterInputStream {
        private final ResponseInputStream<GetObjectResponse> answer;

        Content(ResponseInputStream<GetObjectResponse> answer) {
            super(answer);
            this.answer = answer;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            try {
                return super.read(into, from, length);
            } catch (SdkException e) {
                throw new IOException("the connection broke", e);
            }
        }

        @Override
        public void close() {
            answer.abort();
        }
    }

    @Override
    public void close() {
        client.close();
        store.close();
    }
}
