package dev.dumplink.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what SQLite has committed from its log into its file, beside the writer. Left to itself SQLite does that within
 * some commit, whose callers then wait for the disk ten times as long as others; now that commit finds little left to do.
 * Correctness does not depend on it: a commit is durable in the log.
 */
final class Checkpoints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final int ROWS = 1000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long TROUBLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final AuditStore store;
    private final Thread thread;
    private volatile long rows;
    private volatile boolean open = true;

    Checkpoints(AuditStore store) {
        this.store = store;
        this.thread = new Thread(this::run, "audit-checkpoints");
        thread.setDaemon(true);
        thread.start();
    }

    /** Told by the one thread that writes. */
    void wrote(int count) {
        rows += count;
    }

    private void run() {
        long done = 0;
        while (open) {
            LockSupport.parkNanos(PAUSE_NANOS);
            long now = rows;
            if (now - done >= ROWS) {
                done = now;
                checkpoint();
            }
        }
    }

    private void checkpoint() {
        try (Connection connection = store.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException | RuntimeException e) {
            LOG.debug("no checkpoint: {}", e.getMessage());
            LockSupport.parkNanos(TROUBLE_NANOS);
        }
    }

    @Override
    public void close() {
        open = false;
        LockSupport.unpark(thread);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
