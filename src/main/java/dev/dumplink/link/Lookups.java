package dev.dumplink.link;

import dev.dumplink.audit.AuditUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks into the log for somebody who waits: briefly, and with no more of them at once than the log has connections for. */
public final class Lookups implements AutoCloseable {
    /** Leaves a second of Slack's for the row that says what was seen. */
    static final Duration PATIENCE = Duration.ofMillis(1200);

    private static final int THREADS = 2;
    private static final int WAITING = 16;

    private final ExecutorService threads =
            new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                Thread thread = new Thread(task, "audit-lookup");
                thread.setDaemon(true);
                return thread;
            });

    /** What was found, or nothing if the log does not answer, or not in time. */
    <T> Optional<T> soon(Callable<T> question) {
        Future<T> answer;
        try {
            answer = threads.submit(question);
        } catch (RejectedExecutionException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuditUnavailable) {
                return Optional.empty();
            }
            throw new IllegalStateException("the log cannot be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
