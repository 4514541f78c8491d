package dev.dumplink.store;

import java.io.ByteArrayInputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** A multipart upload that has begun, as the calls it is made of. */
record Upload(S3Client client, String bucket, String key, String id) {
    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);
    private static final String TYPE = "application/octet-stream";

    /** @param mark what the object says of itself, so that it is known again */
    static Upload begin(S3Client client, String bucket, String key, Map<String, String> mark) {
        String id = DumpStore.call("begin " + key, () -> client.createMultipartUpload(create ->
                        create.bucket(bucket).key(key).contentType(TYPE).metadata(mark))
                .uploadId());
        return new Upload(client, bucket, key, id);
    }

    /** One part; on any thread. */
    CompletedPart put(int which, byte[] part) {
        UploadPartResponse answer = DumpStore.call(
                "upload part " + which + " of " + key,
                () -> client.uploadPart(
                        request -> request.bucket(bucket)
                                .key(key)
                                .uploadId(id)
                                .partNumber(which)
                                .contentLength((long) part.length),
                        // opened anew for each try
                        RequestBody.fromContentProvider(() -> new ByteArrayInputStream(part), part.length, TYPE)));
        return CompletedPart.builder()
                .partNumber(which)
                .eTag(answer.eTag())
                .checksumCRC32(answer.checksumCRC32())
                .build();
    }

    /** A lost answer does not mean that it did not happen: what is there decides. */
    void complete(Collection<CompletedPart> parts, long size) {
        try {
            DumpStore.call(
                    "complete " + key,
                    () -> client.completeMultipartUpload(request -> request.bucket(bucket)
                            .key(key)
                            .uploadId(id)
                            .multipartUpload(all -> all.parts(parts.stream()
                                    .sorted(Comparator.comparing(CompletedPart::partNumber))
                                    .toList()))));
        } catch (StoreUnavailable e) {
            if (stored() != size) {
                throw e;
            }
            LOG.info("{}: the store lost its answer, and holds the whole", key);
        }
        if (stored() != size) {
            throw new StoreUnavailable("complete " + key + ": the store does not hold what it was given");
        }
    }

    private long stored() {
        return DumpStore.call("head " + key, () -> {
            try {
                return client.headObject(head -> head.bucket(bucket).key(key)).contentLength();
            } catch (S3Exception e) {
                if (e.statusCode() == 404) {
                    return -1L;
                }
                throw e;
            }
        });
    }

    /** No harm if somebody else, its writer or a lifecycle rule, has ended it meanwhile. */
    void abort() {
        DumpStore.call("abort " + key, () -> {
            try {
                return client.abortMultipartUpload(
                        abort -> abort.bucket(bucket).key(key).uploadId(id));
            } catch (S3Exception e) {
                if (e.statusCode() == 404) {
                    return null;
                }
                throw e;
            }
        });
    }
}
