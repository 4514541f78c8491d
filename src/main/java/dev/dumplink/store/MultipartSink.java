package dev.dumplink.store;

import dev.dumplink.archive.ArchiveSink;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * An archive on its way into a bucket, as a multipart upload whose part one goes last. Some parts travel at once while one
 * more is being filled; then whoever writes waits. Nothing is visible before it is complete, and nothing remains when it
 * never becomes so: closing it, or the end of the process, aborts the upload.
 */
final class MultipartSink implements ArchiveSink {
    private static final Logger LOG = LoggerFactory.getLogger(MultipartSink.class);
    private static final int AT_ONCE = 2;
    private static final long LAST_PARTS_SECONDS = 10;
    private static final String TYPE = "application/octet-stream";

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final String upload;
    private final PartSizes sizes;
    private final ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, work -> {
        Thread thread = new Thread(work, "dumplink-upload");
        thread.setDaemon(true);
        return thread;
    });
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Queue<CompletedPart> done = new ConcurrentLinkedQueue<>();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread atExit = new Thread(this::abort, "dumplink-abort-upload");

    private int number = 2;
    private byte[] filling = new byte[0];
    private int filled;
    private long size;

    private MultipartSink(S3Client client, String bucket, String key, String upload, PartSizes sizes) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.upload = upload;
        this.sizes = sizes;
    }

    /** @param mark what the object says of itself, so that it is known again */
    static MultipartSink begin(S3Client client, String bucket, String key, Map<String, String> mark, PartSizes sizes) {
        String upload = DumpStore.call("begin " + key, () -> client.createMultipartUpload(create ->
                        create.bucket(bucket).key(key).contentType(TYPE).metadata(mark))
                .uploadId());
        MultipartSink sink = new MultipartSink(client, bucket, key, upload, sizes);
        Runtime.getRuntime().addShutdownHook(sink.atExit);
        return sink;
    }

    @Override
    public int begin(int least) {
        return Math.max(least, sizes.of(1));
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        int at = from;
        while (at < from + length) {
            if (filled == filling.length) {
                send();
                filling = new byte[sizes.of(number)];
            }
            int count = Math.min(from + length - at, filling.length - filled);
            System.arraycopy(bytes, at, filling, filled, count);
            filled += count;
            at += count;
        }
    }

    /** Waits until a part may travel, and for nothing else. */
    private void send() {
        if (filled == 0) {
            return;
        }
        byte[] part = filled == filling.length ? filling : Arrays.copyOf(filling, filled);
        int which = number++;
        filled = 0;
        requireSound();
        room.acquireUninterruptibly();
        size += part.length;
        workers.execute(() -> {
            try {
                put(which, part);
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            } finally {
                room.release();
            }
        });
    }

    private void put(int which, byte[] part) {
        UploadPartResponse answer = DumpStore.call(
                "upload part " + which + " of " + key,
                () -> client.uploadPart(
                        request -> request.bucket(bucket)
                                .key(key)
                                .uploadId(upload)
                                .partNumber(which)
                                .contentLength((long) part.length),
                        // opened anew for each try
                        RequestBody.fromContentProvider(() -> new ByteArrayInputStream(part), part.length, TYPE)));
        done.add(CompletedPart.builder()
                .partNumber(which)
                .eTag(answer.eTag())
                .checksumCRC32(answer.checksumCRC32())
                .build());
    }

    private void requireSound() {
        Optional.ofNullable(failure.get()).ifPresent(cause -> {
            throw cause;
        });
        if (over.get()) {
            throw new StoreUnavailable("upload of " + key + ": it was aborted");
        }
    }

    @Override
    public void complete(byte[] first) {
        send();
        filling = new byte[0];
        room.acquireUninterruptibly(AT_ONCE);
        room.release(AT_ONCE);
        requireSound();
        put(1, first);
        size += first.length;
        join();
        over.set(true);
    }

    /** A lost answer does not mean that it did not happen: what is there decides. */
    private void join() {
        try {
            DumpStore.call(
                    "complete " + key,
                    () -> client.completeMultipartUpload(request -> request.bucket(bucket)
                            .key(key)
                            .uploadId(upload)
                            .multipartUpload(all -> all.parts(done.stream()
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

    private void abort() {
        if (over.getAndSet(true)) {
            return;
        }
        workers.shutdownNow();
        try {
            // a part that arrives after the abort would stay
            workers.awaitTermination(LAST_PARTS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            BucketShelf.abort(client, bucket, key, upload);
        } catch (StoreUnavailable e) {
            LOG.warn("an unfinished upload remains and will be swept: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        abort();
        workers.shutdown();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the end has begun, and the hook runs or has run
            LOG.debug("closed while the process ends");
        }
    }
}
