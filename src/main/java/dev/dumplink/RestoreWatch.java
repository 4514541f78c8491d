package dev.dumplink;

import dev.dumplink.restore.RestoreProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** Tells how far a restore has come. */
final class RestoreWatch implements AutoCloseable {
    private static final double MEGABYTE = 1e6;

    private final String target;
    private final RestoreProgress progress;
    private final boolean terminal;
    private final InstantSource clock;
    private final Ticker ticker;
    private RestoreProgress.Phase phase = RestoreProgress.Phase.LOOKING;
    private Instant since;

    RestoreWatch(String target, RestoreProgress progress, PrintWriter err, boolean terminal, InstantSource clock) {
        this.target = target;
        this.progress = progress;
        this.terminal = terminal;
        this.clock = clock;
        this.since = clock.instant();
        this.ticker = new Ticker(err, terminal);
    }

    void begin() {
        ticker.begin(this::line);
    }

    /** Lets somebody else write. */
    void pause() {
        ticker.pause();
    }

    void resume() {
        ticker.resume();
    }

    /** Where it is now. */
    String line() {
        if (progress.phase() != phase) {
            phase = progress.phase();
            since = clock.instant();
        }
        double seconds = Duration.between(since, clock.instant()).toMillis() / 1e3;
        long done = progress.done();
        String line = target + ": " + phase + Ticker.share(done, progress.total(), terminal);
        return switch (phase.unit()) {
            case "B" ->
                line
                        + String.format(Locale.ROOT, "  %,.0f MB", done / MEGABYTE)
                        + (seconds > 1 ? String.format(Locale.ROOT, "  %.0f MB/s", done / MEGABYTE / seconds) : "");
            case "rows" -> line + String.format(Locale.ROOT, "  %,d rows", done);
            default -> line;
        };
    }

    @Override
    public void close() {
        ticker.close();
    }
}
