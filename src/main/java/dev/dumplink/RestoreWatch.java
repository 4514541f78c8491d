package dev.dumplink;

import dev.dumplink.restore.RestoreProgress;
import java.io.PrintWriter;
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
    private Pace pace;

    RestoreWatch(String target, RestoreProgress progress, PrintWriter err, Shell shell) {
        this.target = target;
        this.progress = progress;
        this.terminal = shell.terminal();
        this.clock = shell.clock();
        this.pace = new Pace(clock.instant(), 0);
        this.ticker = new Ticker(err, shell);
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
        Instant now = clock.instant();
        RestoreProgress.Phase current = progress.phase();
        long done = progress.done();
        if (current != phase) {
            phase = current;
            pace = new Pace(now, done);
        }
        String line = target + ": " + phase + Ticker.share(done, progress.total(), terminal);
        return switch (phase.unit()) {
            case "B" -> line + String.format(Locale.ROOT, "  %,.0f MB", done / MEGABYTE) + pace.at(now, done);
            case "rows" -> line + String.format(Locale.ROOT, "  %,d rows", done);
            default -> line;
        };
    }

    @Override
    public void close() {
        ticker.close();
    }
}
