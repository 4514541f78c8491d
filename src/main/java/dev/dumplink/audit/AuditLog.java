package dev.dumplink.audit;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The append-only log. One thread writes; whatever has queued up while the last transaction was being made durable goes
 * into the next one, so that a thousand requests cost a few waits for the disk and not a thousand.
 *
 * <p>A receipt exists only after COMMIT has returned. Every other end, an unknown one included, is an
 * {@link AuditUnavailable}. Memory is bounded by the queue; when it is full, the answer is no at once.
 */
public final class AuditLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int QUEUE = 1024;
    private static final int NOTES = 4096;
    private static final int BATCH = 256;
    private static final int NOTES_WAIT_MILLIS = 100;
    private static final Duration REST = Duration.ofSeconds(2);
    private static final String CLOSED = "the log is closed";
    private static final Duration NOTE_LIFE = Duration.ofSeconds(30);

    private final AuditStore store;
    private final Writer writer;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Consumer<EventCode> onWritten;
    private final Consumer<List<Newest.Committed>> leaving;
    private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE);
    private final BlockingQueue<Pending> notes = new ArrayBlockingQueue<>(NOTES);
    private final LongAdder failed = new LongAdder();
    private final Thread thread;
    private final Optional<Checkpoints> checkpoints;
    // the writing thread's own
    private WriterConnection connection;
    private Issues issues = new Issues();
    private Instant lastCommit = Instant.MIN;
    private volatile boolean open = true;
    private volatile boolean ended;

    /**
     * Starts at once and connects beside whatever else starts: a database that is away fails each event, not the start.
     *
     * @param onWritten told of every row that has become durable; must not wait
     */
    public AuditLog(
            AuditSettings settings,
            Writer writer,
            InstantSource clock,
            SecureRandom random,
            Consumer<EventCode> onWritten) {
        this(settings, writer, clock, random, onWritten, rows -> {});
    }

    /** The same, for rows that leave by {@code streams} too: those need not read them again. */
    public AuditLog(
            AuditSettings settings,
            Writer writer,
            InstantSource clock,
            SecureRandom random,
            Consumer<EventCode> onWritten,
            AuditStreams streams) {
        this(settings, writer, clock, random, onWritten, streams::wrote);
    }

    /** @param leaving told of the rows themselves; must not wait */
    AuditLog(
            AuditSettings settings,
            Writer writer,
            InstantSource clock,
            SecureRandom random,
            Consumer<EventCode> onWritten,
            Consumer<List<Newest.Committed>> leaving) {
        this.store = new AuditStore(settings, random);
        this.writer = writer;
        this.clock = clock;
        this.random = random;
        this.onWritten = onWritten;
        this.leaving = leaving;
        this.checkpoints =
                settings.dialect() == Dialect.SQLITE ? Optional.of(new Checkpoints(store)) : Optional.empty();
        this.thread = new Thread(this::run, "audit-writer");
        thread.start();
    }

    /**
     * Records an event. If its request's key was answered before, records that instead.
     *
     * @param deadline after which the event must not be written any more
     * @return completed when the row is durable, or with {@link AuditUnavailable}
     */
    public CompletableFuture<Receipt> record(AuditEvent event, Instant deadline) {
        return submit(queue, event, Optional.empty(), deadline);
    }

    /** The same for an event that hands out a link: if a limit would be broken, records a refusal instead. */
    public CompletableFuture<Receipt> recordWithin(Limits limits, AuditEvent event, Instant deadline) {
        return submit(queue, event, Optional.of(limits), deadline);
    }

    /**
     * Records an event that nobody waits for: it rides along with the next one that somebody does wait for, or goes alone
     * after a moment. A failure is tried again for half a minute; when it is lost, that is counted and logged.
     */
    public void note(AuditEvent event) {
        submit(notes, event, Optional.empty(), clock.instant().plus(NOTE_LIFE));
    }

    private CompletableFuture<Receipt> submit(
            BlockingQueue<Pending> into, AuditEvent event, Optional<Limits> limits, Instant deadline) {
        Pending pending = new Pending(event, limits, deadline, into == queue, new CompletableFuture<>());
        if (!open || !into.offer(pending)) {
            fail(List.of(pending), new AuditUnavailable(open ? "too many requests at once" : CLOSED));
        } else if (ended) {
            refuseQueued();
        }
        return pending.receipt();
    }

    /** What came into the queue when nobody looked into it any more: whoever waits for it must not wait for ever. */
    private void refuseQueued() {
        List<Pending> left = new ArrayList<>();
        queue.drainTo(left);
        notes.drainTo(left);
        fail(left, new AuditUnavailable(CLOSED));
    }

    /**
     * Makes a write that changes nothing durable, because a full disk shows itself no earlier than at COMMIT.
     *
     * @throws AuditUnavailable if a row could not be written now
     */
    public void probe() {
        if (ended) {
            throw new AuditUnavailable("nobody writes any more");
        }
        try (WriterConnection beside = store.writer()) {
            beside.inTransaction(held -> {
                // SQLite writes nothing for a row that is set to what it is
                held.prepare("UPDATE audit_chain SET seq = seq + 1 WHERE id = 1")
                        .executeUpdate();
                return held.prepare("UPDATE audit_chain SET seq = seq - 1 WHERE id = 1")
                        .executeUpdate();
            });
        } catch (SQLException | RuntimeException e) {
            store.heal(e);
            throw AuditUnavailable.because(e);
        }
    }

    /** Events that could not be made durable since the start. */
    public long failed() {
        return failed.sum();
    }

    private void run() {
        try {
            connectEarly();
            writeUntilClosed();
            disconnect();
        } finally {
            // nobody would ever write what is put into the queue from now on
            ended = true;
            open = false;
            refuseQueued();
        }
    }

    private void writeUntilClosed() {
        List<Pending> batch = new ArrayList<>(2 * BATCH);
        while (open || !queue.isEmpty() || !notes.isEmpty()) {
            try {
                Pending first = queue.poll(NOTES_WAIT_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                }
                queue.drainTo(batch, BATCH);
                notes.drainTo(batch, BATCH);
                write(batch);
            } catch (InterruptedException e) {
                open = false;
            } finally {
                abandon(batch);
                batch.clear();
            }
        }
    }

    /** Of those that somebody waits for none is left by now, unless this thread is dying of something unheard of. */
    private void abandon(List<Pending> batch) {
        fail(
                batch.stream()
                        .filter(pending ->
                                pending.awaited() && !pending.receipt().isDone())
                        .toList(),
                new AuditUnavailable("nobody writes any more"));
    }

    /** Setting up a database takes as long as all the rest of a start; what goes wrong, the first event will be told. */
    private void connectEarly() {
        try {
            store.open();
        } catch (RuntimeException e) {
            store.heal(e);
            LOG.debug("the audit database is not there yet: {}", e.getClass().getSimpleName());
        }
    }

    private void write(List<Pending> batch) {
        Instant now = clock.instant();
        List<Pending> live = new ArrayList<>(batch);
        List<Pending> late = live.stream()
                .filter(pending -> pending.deadline().isBefore(now))
                .toList();
        live.removeAll(late);
        fail(late, new AuditUnavailable("not written in time"));
        if (live.isEmpty()) {
            return;
        }
        try {
            Commit.Result result = commit(live, now);
            for (int i = 0; i < live.size(); i++) {
                live.get(i).receipt().complete(result.receipts().get(i));
            }
            result.codes().forEach(onWritten);
            leaving.accept(result.rows());
            checkpoints.ifPresent(beside -> beside.wrote(result.codes().size()));
        } catch (SQLException | RuntimeException | Error e) {
            fail(live.stream().filter(pending -> !postponed(pending)).toList(), AuditUnavailable.because(e));
            disconnect();
            issues = new Issues();
            store.heal(e);
        }
    }

    /** What nobody waits for goes back into the queue, to be tried again. */
    private boolean postponed(Pending pending) {
        return !pending.awaited() && open && notes.offer(pending);
    }

    /** A connection that has rested is given back first, so that the pool looks whether it still answers. */
    private Commit.Result commit(List<Pending> events, Instant now) throws SQLException {
        if (lastCommit.plus(REST).isBefore(now)) {
            disconnect();
        }
        if (connection == null) {
            connection = store.writer();
        }
        lastCommit = now;
        Commit.Result result =
                connection.inTransaction(held -> new Commit(held, writer, random, now, issues).write(events));
        store.requireFile();
        return result;
    }

    /** Whatever went wrong, the next commit begins with a connection that the pool has looked at. */
    private void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    private void fail(List<Pending> events, AuditUnavailable why) {
        if (!events.isEmpty()) {
            failed.add(events.size());
            LOG.error("{} audit rows not written: {}", events.size(), why.getMessage());
            events.forEach(pending -> pending.receipt().completeExceptionally(why));
        }
    }

    /** Writes what is queued, then closes the database. */
    @Override
    public void close() {
        open = false;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        checkpoints.ifPresent(Checkpoints::close);
        store.close();
    }
}
