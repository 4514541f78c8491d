package dev.dumplink.link;

import dev.dumplink.audit.ChainVerifier.Proof;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the log is proved whole, looked at in the background: whenever somebody wants to know, and every hour so that an
 * alert does not wait for somebody. What was added since is looked at each time. All rows are read again when that is due:
 * the longer it takes the rarer, so that it takes a twentieth of one processor at most; a short log is read wholly each time.
 */
public final class ChainWatch implements AutoCloseable {
    /** Looking no more often than that. */
    static final Duration REST = Duration.ofSeconds(5);

    /** All rows at least that often, if somebody looks. */
    static final Duration LONGEST = Duration.ofMinutes(30);

    private static final Duration UNASKED = Duration.ofHours(1);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final int SHARE = 20;
    private static final Logger LOG = LoggerFactory.getLogger(ChainWatch.class);

    private final Look verifier;
    private final InstantSource clock;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "chain-watch");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    });
    private volatile Optional<Seen> last = Optional.empty();
    private volatile Instant again = Instant.MIN;
    // the thread's own
    private Instant allAgain = Instant.MIN;

    public ChainWatch(Look verifier, InstantSource clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    /** How to look. */
    public interface Look {
        /** At everything. */
        Proof all();

        /** At what was added since a proof that found nothing wrong. */
        Proof since(Proof before);
    }

    /**
     * What was seen.
     *
     * @param at when looking began: rows written since are not judged
     * @param proof empty if the log, or a place of its anchors, could not be read
     */
    public record Seen(Instant at, Optional<Proof> proof) {
        /** The first thing that is wrong. */
        public Optional<String> damage() {
            return proof.flatMap(seen -> seen.damage().stream().findFirst());
        }
    }

    /** What was seen last; empty until the first look has ended. */
    public Optional<Seen> last() {
        return last;
    }

    /** From now on also unasked. */
    public void start() {
        background.scheduleWithFixedDelay(
                () -> lookAgain(() -> {}), FIRST.toSeconds(), UNASKED.toSeconds(), TimeUnit.SECONDS);
    }

    /** Looks again, unless it has just been done, and then calls. */
    public void lookAgain(Runnable then) {
        if (again.isAfter(clock.instant())) {
            return;
        }
        waiting.add(then);
        if (looking.compareAndSet(false, true)) {
            try {
                background.execute(this::look);
            } catch (RejectedExecutionException e) {
                // closing
                waiting.clear();
            }
        }
    }

    private void look() {
        Instant began = clock.instant();
        Optional<Proof> proof = proof(began);
        last = Optional.of(new Seen(began, proof));
        again = clock.instant().plus(REST);
        looking.set(false);
        List<Runnable> told = new ArrayList<>();
        waiting.drainTo(told);
        told.forEach(Runnable::run);
    }

    private Optional<Proof> proof(Instant began) {
        try {
            Optional<Proof> before = last.flatMap(Seen::proof).filter(seen -> began.isBefore(allAgain));
            Proof proof = before.isPresent() ? verifier.since(before.get()) : verifier.all();
            Instant ended = clock.instant();
            allAgain = before.isPresent() ? allAgain : ended.plus(rest(Duration.between(began, ended)));
            proof.damage().stream().findFirst().ifPresent(damage -> LOG.error("the audit log is damaged: {}", damage));
            return Optional.of(proof);
        } catch (RuntimeException e) {
            LOG.warn("the audit log could not be verified: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static Duration rest(Duration took) {
        Duration rest = took.multipliedBy(SHARE);
        return rest.compareTo(LONGEST) > 0 ? LONGEST : rest;
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
