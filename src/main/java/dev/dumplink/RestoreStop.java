package dev.dumplink;

import dev.dumplink.restore.Restore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ctrl-C, or a machine that is told to stop, in the middle of a restore: whoever did it learns what is left. The restore
 * itself ends, and says so, within seconds; only where a server does not answer is it said here.
 */
final class RestoreStop implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread atExit;
    private volatile boolean stopping;

    private RestoreStop(Restore restore, Consumer<String> say) {
        this.atExit = new Thread(
                () -> {
                    stopping = true;
                    restore.stop(this::isFinished).ifPresent(say);
                },
                "dumplink-stops-restore");
    }

    static RestoreStop of(Restore restore, Consumer<String> say) {
        RestoreStop stop = new RestoreStop(restore, say);
        Runtime.getRuntime().addShutdownHook(stop.atExit);
        return stop;
    }

    /** Whether the program ends as soon as everything was said. */
    boolean stopping() {
        return stopping;
    }

    private boolean isFinished() {
        try {
            return finished.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** It is over, and what came of it has been said. */
    @Override
    public void close() {
        finished.countDown();
        if (!stopping) {
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException e) {
                // it has just begun, and finds that there is nothing to wait for
                return;
            }
        }
    }
}
