package dev.dumplink.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Says something on a connection that would be idle for hours, so that no firewall forgets it, and notices when it is gone.
 * What else is asked on that connection is asked through here, because it belongs to one thread at a time.
 */
final class KeepAlive implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final Object turn = new Object();
    private final ScheduledExecutorService ticking = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "snapshot-keep-alive");
        thread.setDaemon(true);
        return thread;
    });

    /** Something asked meanwhile. */
    interface Question<T> {
        T ask() throws SQLException;
    }

    private KeepAlive() {}

    static KeepAlive of(Connection connection) {
        KeepAlive keepAlive = new KeepAlive();
        keepAlive.ticking.scheduleWithFixedDelay(
                () -> keepAlive.tick(connection), EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
        return keepAlive;
    }

    private void tick(Connection connection) {
        try {
            synchronized (turn) {
                Rows.execute(connection, "SELECT 1");
            }
        } catch (SQLException e) {
            // the driver has closed the connection; whoever asks next is told
            ticking.shutdown();
        }
    }

    <T> T between(String what, Question<T> question) {
        synchronized (turn) {
            try {
                return question.ask();
            } catch (SQLException e) {
                throw failure(what, e);
            }
        }
    }

    private static SourceFailure failure(String what, SQLException failure) {
        String state = SourceFailure.state(failure);
        return state.startsWith("08") || state.startsWith("57P")
                ? new SourceFailure("the snapshot is lost: " + SourceFailure.reason(failure) + "; run again")
                : SourceFailure.because(what, failure);
    }

    @Override
    public void close() {
        ticking.shutdownNow();
    }
}
