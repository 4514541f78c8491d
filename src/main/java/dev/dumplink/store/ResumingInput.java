package dev.dumplink.store;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object from its first byte to its last, however often the connection breaks on the way; and always the same object. */
final class ResumingInput extends InputStream {
    private static final int MOST_BREAKS_IN_A_ROW = 5;

    private final S3Client client;
    private final String bucket;
    private final String key;
    private ResponseInputStream<GetObjectResponse> body;
    private final String etag;
    private final long size;
    private long position;
    private int breaks;

    ResumingInput(S3Client client, String bucket, String key) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.body = get(GetObjectRequest.builder());
        this.etag = body.response().eTag();
        this.size = body.response().contentLength();
    }

    private ResponseInputStream<GetObjectResponse> get(GetObjectRequest.Builder request) {
        return DumpStore.call(
                "get " + key,
                () -> client.getObject(request.bucket(bucket).key(key).build()));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position < size) {
            int count = some(into, from, length);
            if (count > 0) {
                position += count;
                breaks = 0;
                return count;
            }
            resume();
        }
        return -1;
    }

    /** @return 0 or less where the connection broke */
    private int some(byte[] into, int from, int length) {
        try {
            return body.read(into, from, length);
        } catch (IOException | SdkException e) {
            return -1;
        }
    }

    private void resume() throws IOException {
        if (++breaks > MOST_BREAKS_IN_A_ROW) {
            throw new IOException("get " + key + ": the connection breaks again and again at byte " + position);
        }
        body.abort();
        body = get(GetObjectRequest.builder().range("bytes=" + position + "-"));
        // not If-Match, which not every store understands
        if (!etag.equals(body.response().eTag())) {
            throw new IOException("get " + key + ": it was replaced while it was read");
        }
    }

    @Override
    public void close() {
        // what nobody wants any more is not read to its end
        body.abort();
    }
}
