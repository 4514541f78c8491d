package dev.dumplink.store;

import dev.dumplink.archive.ArchiveSink;
import java.util.Arrays;
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
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An archive on its way into a bucket, as a multipart upload whose part one goes last. Some parts travel at once while one
 * more is being filled; then whoever writes waits. Nothing is visible before it is complete, and nothing remains when it
 * never becomes so: closing it, or the end of the process, aborts the upload.
 */
final class MultipartSink implements ArchiveSink {
    private static final Logger LOG = LoggerFactory.getLogger(MultipartSink.class);
    private static final int AT_ONCE = 2;
    private static final long LAST_PARTS_SECONDS = 10;

    private final Upload upload;
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

    private MultipartSink(Upload upload, PartSizes sizes) {
        this.upload = upload;
        this.sizes = sizes;
    }

    static MultipartSink of(Upload upload, PartSizes sizes) {
        MultipartSink sink = new MultipartSink(upload, sizes);
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
                done.add(upload.put(which, part));
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            } finally {
                room.release();
            }
        });
    }

    private void requireSound() {
        Optional.ofNullable(failure.get()).ifPresent(cause -> {
            throw cause;
        });
        if (over.get()) {
            throw new StoreUnavailable("upload of " + upload.key() + ": it was aborted");
        }
    }

    @Override
    public void complete(byte[] first) {
        send();
        filling = new byte[0];
        room.acquireUninterruptibly(AT_ONCE);
        room.release(AT_ONCE);
        requireSound();
        done.add(upload.put(1, first));
        size += first.length;
        upload.complete(done, size);
        over.set(true);
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
            upload.abort();
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
