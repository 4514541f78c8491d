package dev.dumplink.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Small objects of a bucket, and conditions on them as far as its server knows conditions. */
final class BucketObjects {
    private static final int LARGEST_LISTING = 100_000;
    private static final int LARGEST = 4 << 20;
    private static final int MISSING = 404;
    private static final int CONFLICT = 409;
    private static final int CONDITION_FAILED = 412;
    private static final int UNKNOWN = 501;

    private final S3Client client;
    private final String bucket;

    BucketObjects(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    /** An object and what the store calls these bytes. */
    record Found(byte[] content, String etag) {}

    Optional<HeadObjectResponse> head(String key) {
        return ifThere(
                "head " + key,
                () -> client.headObject(head -> head.bucket(bucket).key(key)));
    }

    Optional<Found> get(String key) {
        return ifThere("get " + key, () -> {
            ResponseBytes<GetObjectResponse> bytes =
                    client.getObjectAsBytes(get -> get.bucket(bucket).key(key).range("bytes=0-" + (LARGEST - 1)));
            return new Found(bytes.asByteArray(), bytes.response().eTag());
        });
    }

    private static <T> Optional<T> ifThere(String what, Supplier<T> call) {
        return DumpStore.call(what, () -> {
            try {
                return Optional.of(call.get());
            } catch (S3Exception e) {
                if (e.statusCode() == MISSING) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /**
     * Puts an object unless there is one.
     *
     * @return whether it was put; on a server without conditions always
     */
    boolean putNew(String key, byte[] content, String type) {
        PutObjectRequest.Builder put =
                PutObjectRequest.builder().bucket(bucket).key(key).contentType(type);
        return put(put.ifNoneMatch("*"), put.build().toBuilder().ifNoneMatch(null), content);
    }

    /** Puts an object in place of the one with that tag, if that is still there; on a server without conditions always. */
    boolean replace(String key, byte[] content, String etag) {
        PutObjectRequest.Builder put =
                PutObjectRequest.builder().bucket(bucket).key(key).contentType("text/plain");
        return put(put.ifMatch(etag), put.build().toBuilder().ifMatch(null), content);
    }

    private boolean put(PutObjectRequest.Builder conditional, PutObjectRequest.Builder plain, byte[] content) {
        PutObjectRequest request = conditional.build();
        return DumpStore.call("put " + request.key(), () -> {
            try {
                client.putObject(request, RequestBody.fromBytes(content));
                return true;
            } catch (S3Exception e) {
                if (e.statusCode() == CONDITION_FAILED || e.statusCode() == CONFLICT) {
                    return false;
                }
                if (e.statusCode() != UNKNOWN) {
                    throw e;
                }
                client.putObject(plain.build(), RequestBody.fromBytes(content));
                return true;
            }
        });
    }

    void delete(String key) {
        DumpStore.call(
                "delete " + key,
                () -> client.deleteObject(delete -> delete.bucket(bucket).key(key)));
    }

    List<S3Object> list(String start) {
        List<S3Object> objects = DumpStore.call(
                "list " + start,
                () -> client.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(start)).contents().stream()
                        .limit(LARGEST_LISTING + 1)
                        .toList());
        if (objects.size() > LARGEST_LISTING) {
            throw new StoreUnavailable("list " + start + ": more than " + LARGEST_LISTING + " objects");
        }
        return objects;
    }
}
