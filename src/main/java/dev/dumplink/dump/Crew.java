package dev.dumplink.dump;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Some threads of a night. What one of them fails with is kept, the first such thing. */
final class Crew implements AutoCloseable {
    private final ExecutorService threads;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private Crew(ExecutorService threads) {
        this.threads = threads;
    }

    static Crew of(int size, String name) {
        return new Crew(Executors.newFixedThreadPool(size, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        }));
    }

    <T> Future<T> submit(Callable<T> work) {
        return threads.submit(() -> {
            try {
                return work.call();
            } catch (Exception | Error e) {
                failure.compareAndSet(null, e);
                throw e;
            }
        });
    }

    /** @throws DumpFailed if anything failed so far */
    void requireSound() {
        if (failure.get() != null) {
            throw DumpFailed.of(failure.get());
        }
    }

    /**
     * Waits until everything is done.
     *
     * @throws DumpFailed if anything failed
     */
    void finish() throws InterruptedException {
        threads.shutdown();
        while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            requireSound();
        }
        requireSound();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
