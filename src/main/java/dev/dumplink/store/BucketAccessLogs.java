package dev.dumplink.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Access logs where the store itself puts them: one object for every delivery, a page of their names at a time. */
final class BucketAccessLogs implements AccessLogs {
    static final String SCHEME = "s3://";
    private static final Pattern PLACE = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");

    private final DefaultCredentialsProvider credentials;
    private final S3Client client;
    private final String bucket;
    private final String prefix;

    private BucketAccessLogs(StoreSettings settings, String bucket, String prefix) {
        this.credentials = DefaultCredentialsProvider.builder().build();
        this.client = DumpStore.client(settings, DumpStore.service(settings), credentials);
        this.bucket = bucket;
        this.prefix = prefix;
    }

    static BucketAccessLogs open(String place, StoreSettings settings) {
        Matcher parts = PLACE.matcher(place);
        if (!parts.matches()) {
            throw new IllegalArgumentException("must be s3://bucket/prefix or a folder, not " + place);
        }
        return new BucketAccessLogs(settings, parts.group(1), parts.group(2) == null ? "" : parts.group(2));
    }

    @Override
    public Reading read(Instant since, Consumer<AccessLogLine> each) {
        Reading sum = Reading.NOTHING;
        String token = null;
        do {
            ListObjectsV2Response page = page(token);
            for (S3Object object : page.contents()) {
                // an object is stored after its last line was written
                if (object.size() > 0 && !object.lastModified().isBefore(since)) {
                    sum = sum.plus(read(object.key(), each));
                }
            }
            token = page.nextContinuationToken();
        } while (token != null);
        return sum;
    }

    private ListObjectsV2Response page(String token) {
        return DumpStore.call(
                "list " + SCHEME + bucket + "/" + prefix,
                () -> client.listObjectsV2(ListObjectsV2Request.builder()
                        .bucket(bucket)
                        .prefix(prefix)
                        .continuationToken(token)
                        .build()));
    }

    private Reading read(String key, Consumer<AccessLogLine> each) {
        String what = "get " + SCHEME + bucket + "/" + key;
        try (InputStream content = DumpStore.call(
                what, () -> client.getObject(get -> get.bucket(bucket).key(key)))) {
            return Reading.of(content, each);
        } catch (IOException | SdkException e) {
            throw new StoreUnavailable(what + ": broken off, " + e.getClass().getSimpleName(), e);
        }
    }

    @Override
    public void close() {
        client.close();
        credentials.close();
    }
}
