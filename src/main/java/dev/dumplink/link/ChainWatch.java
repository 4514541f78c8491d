package dev.dumplink.link;

import dev.dumplink.audit.ChainVerifier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the log's chain was whole when it was last looked at. Looking reads every row, so it happens in the background,
 * only when somebody wants to know, and not again for a while.
 */
public final class ChainWatch implements AutoCloseable {
    static final Duration EVERY = Duration.ofMinutes(30);
    private static final Logger LOG = LoggerFactory.getLogger(ChainWatch.class);

    private final Supplier<ChainVerifier.Verdict> verifier;
    private final InstantSource clock;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final ExecutorService background = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "chain-watch");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    });
    private volatile Optional<Seen> last = Optional.empty();

    public ChainWatch(Supplier<ChainVerifier.Verdict> verifier, InstantSource clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    /**
     * What was seen.
     *
     * @param at when looking began: rows written since are not judged
     * @param verdict empty if the log could not be read
     */
    public record Seen(Instant at, Optional<ChainVerifier.Verdict> verdict) {}

    /** What was seen last; empty until the first look has ended. */
    Optional<Seen> last() {
        return last;
    }

    /** Looks again if it is time to, and then calls. */
    public void lookAgain(Runnable then) {
        Instant now = clock.instant();
        boolean due = last.map(seen -> seen.at().plus(EVERY).isBefore(now)).orElse(true);
        if (due && looking.compareAndSet(false, true)) {
            background.execute(() -> look(now, then));
        }
    }

    private void look(Instant now, Runnable then) {
        try {
            ChainVerifier.Verdict verdict = verifier.get();
            last = Optional.of(new Seen(now, Optional.of(verdict)));
            verdict.damage().ifPresent(damage -> LOG.error("the audit log is damaged: {}", damage));
        } catch (RuntimeException e) {
            last = Optional.of(new Seen(now, Optional.empty()));
            LOG.warn("the audit log could not be verified: {}", e.getMessage());
        } finally {
            looking.set(false);
        }
        then.run();
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
