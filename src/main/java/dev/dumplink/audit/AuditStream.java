package dev.dumplink.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Committed rows on their way out of the log: in the order of seq, each at least once. A thread reads after the last row
 * that arrived and moves that mark when more have; whatever goes wrong, it tries again, ever more rarely and with ever
 * fewer rows at once, and nothing but the stream waits.
 */
public final class AuditStream {
    private static final Logger LOG = LoggerFactory.getLogger(AuditStream.class);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long BLIND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final AuditStore store;
    private final StreamPosition position;
    private final Newest newest = new Newest();
    private final Sink sink;
    private final Pace pace;
    private final InstantSource clock;
    private final Instant start;
    private final LongAdder failures = new LongAdder();
    private final Thread thread;
    private volatile boolean open = true;
    private volatile Waiting waiting = new Waiting(0, Optional.empty());
    private volatile Optional<String> trouble = Optional.empty();
    // the thread's own
    private int atOnce;
    private Duration rest;
    private long restUntil;
    private boolean resting;
    private boolean blind;

    /**
     * How fast.
     *
     * @param most rows at once
     * @param rest after a first failure
     * @param longestRest after many
     */
    record Pace(int most, Duration rest, Duration longestRest) {}

    AuditStream(String name, AuditStore store, StreamPosition position, Sink sink, Pace pace, InstantSource clock) {
        this.name = name;
        this.store = store;
        this.position = position;
        this.sink = sink;
        this.pace = pace;
        this.atOnce = pace.most();
        this.rest = pace.rest();
        this.clock = clock;
        this.start = clock.instant();
        this.thread = new Thread(this::run, "audit-stream-" + name);
        thread.setDaemon(true);
    }

    private record Waiting(long rows, Optional<Instant> since) {}

    void start() {
        thread.start();
    }

    /** Rows that need not be read again, in the order of seq. */
    void wrote(List<Newest.Committed> rows) {
        newest.add(rows);
    }

    public String name() {
        return name;
    }

    /** How many rows have not arrived yet, as of the last look. */
    public long rowsBehind() {
        return waiting.rows();
    }

    /** How old the oldest of them is; nothing if there is none. */
    public Duration behind() {
        return waiting.since()
                .map(since -> Duration.between(since, clock.instant()))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }

    /** Deliveries that failed since the start. */
    public long failures() {
        return failures.sum();
    }

    /** What keeps rows from arriving, while something does. */
    public Optional<String> trouble() {
        return trouble;
    }

    private void run() {
        while (open) {
            if (!step()) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            more = step();
        }
        release();
    }

    /** @return whether there is more to be done at once */
    private boolean step() {
        try {
            Optional<StreamPosition.State> state = store.jdbi().withHandle(position::look);
            if (state.isEmpty()) {
                store.jdbi().useHandle(handle -> position.begin(handle, start));
                return true;
            }
            see(state.get());
            if (isResting() || state.get().oldest().isEmpty()) {
                return false;
            }
            // whoever has just got the turn looks again: the one before may have moved on meanwhile
            return state.get().ours() ? deliver(state.get()) : store.jdbi().withHandle(position::claim);
        } catch (Sink.NotDelivered e) {
            failed(e.getMessage());
            rest();
            return false;
        } catch (RuntimeException e) {
            store.heal(e);
            failed(AuditUnavailable.because(e).getMessage());
            blind = true;
            LockSupport.parkNanos(BLIND_NANOS);
            return false;
        }
    }

    private void see(StreamPosition.State state) {
        waiting = new Waiting(state.oldest().isEmpty() ? 0 : state.head() - state.seq(), state.oldest());
        if (blind || state.oldest().isEmpty()) {
            blind = false;
            recovered();
        }
    }

    private boolean isResting() {
        resting = resting && System.nanoTime() - restUntil < 0;
        return resting;
    }

    private boolean deliver(StreamPosition.State state) throws Sink.NotDelivered {
        List<AuditEntry> rows = rowsAfter(state.seq());
        if (rows.isEmpty()) {
            return false;
        }
        sink.deliver(rows);
        long last = rows.get(rows.size() - 1).seq();
        store.jdbi().useHandle(handle -> position.advance(handle, state.seq(), last));
        int most = atOnce;
        succeeded();
        // few rows wait for more of them: each delivery takes the database's lock from whoever writes rows
        return rows.size() == most;
    }

    private List<AuditEntry> rowsAfter(long seq) {
        List<AuditEntry> known = newest.after(seq, atOnce, clock.instant());
        return known.isEmpty() ? store.jdbi().withHandle(handle -> position.rows(handle, seq, atOnce)) : known;
    }

    private void recovered() {
        if (trouble.isPresent()) {
            trouble = Optional.empty();
            LOG.info("audit stream {}: no more trouble", name);
        }
    }

    private void succeeded() {
        recovered();
        rest = pace.rest();
        atOnce = Math.min(pace.most(), 2 * atOnce);
    }

    private void failed(String why) {
        failures.increment();
        if (trouble.isEmpty()) {
            LOG.warn("audit stream {}: {}; {} rows wait", name, why, waiting.rows());
        }
        trouble = Optional.of(why);
    }

    private void rest() {
        resting = true;
        restUntil = System.nanoTime() + rest.toNanos();
        Duration longer = rest.multipliedBy(2);
        rest = longer.compareTo(pace.longestRest()) < 0 ? longer : pace.longestRest();
        atOnce = Math.max(1, atOnce / 2);
    }

    private void release() {
        try {
            store.jdbi().useHandle(position::release);
        } catch (RuntimeException e) {
            LOG.debug("audit stream {}: its turn ends by itself", name);
        }
    }

    /** Sends what is left, for as long as may be waited. */
    void stop(Duration patience) {
        open = false;
        if (!thread.isAlive()) {
            return;
        }
        LockSupport.unpark(thread);
        try {
            thread.join(patience.toMillis());
            thread.interrupt();
            thread.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
