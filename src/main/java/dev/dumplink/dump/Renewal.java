package dev.dumplink.dump;

import dev.dumplink.store.StoreUnavailable;
import dev.dumplink.store.Turn;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds a turn for as long as a night takes, and lets it go at the night's end or the process's. */
final class Renewal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);
    private static final int TRIES_IN_A_LIFE = 5;

    private final Turn.Mine turn;
    private final Thread atExit;
    private volatile boolean over;
    private final ScheduledExecutorService ticking = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "dumplink-turn");
        thread.setDaemon(true);
        return thread;
    });

    private Renewal(Turn.Mine turn) {
        this.turn = turn;
        this.atExit = new Thread(turn::close, "dumplink-let-go");
    }

    static Renewal of(Turn.Mine turn, Duration life) {
        Renewal renewal = new Renewal(turn);
        long pause = life.toMillis() / TRIES_IN_A_LIFE;
        renewal.ticking.scheduleWithFixedDelay(renewal::tick, pause, pause, TimeUnit.MILLISECONDS);
        Runtime.getRuntime().addShutdownHook(renewal.atExit);
        return renewal;
    }

    /** Whether it was lost is asked again, and decides, before anything is published. */
    private void tick() {
        try {
            turn.renew();
        } catch (StoreUnavailable e) {
            if (over) {
                // it was interrupted because nobody needs it any more
                return;
            }
            LOG.warn("the turn could not be renewed: {}", e.getMessage());
        }
    }

    /** @throws StoreUnavailable if somebody else may have it */
    void requireHeld() {
        turn.renew();
    }

    @Override
    public void close() {
        over = true;
        // a try that waits for the store would hold up the end
        ticking.shutdownNow();
        turn.close();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the process ends
            return;
        }
    }
}
