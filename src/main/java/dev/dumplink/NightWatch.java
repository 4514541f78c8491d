package dev.dumplink;

import dev.dumplink.dump.NightProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** Tells how far a night has come. */
final class NightWatch implements AutoCloseable {
    private static final double MEGABYTE = 1e6;

    private final String database;
    private final NightProgress progress;
    private final boolean terminal;
    private final InstantSource clock;
    private final Ticker ticker;
    private NightProgress.Phase phase = NightProgress.Phase.PREPARING;
    private Instant since;

    NightWatch(String database, NightProgress progress, PrintWriter err, boolean terminal, InstantSource clock) {
        this.database = database;
        this.progress = progress;
        this.terminal = terminal;
        this.clock = clock;
        this.since = clock.instant();
        this.ticker = new Ticker(err, terminal);
    }

    void begin() {
        ticker.begin(this::line);
    }

    /** Where it is now. */
    String line() {
        if (progress.phase() != phase) {
            phase = progress.phase();
            since = clock.instant();
        }
        String line = database + ": " + phase
                + progress.share().map(share -> Ticker.share(share, terminal)).orElse("");
        line += progress.rows() > 0 ? "  " + counted(progress.rows()) : "";
        line += phase == NightProgress.Phase.COUNTING ? "" : speed();
        line += progress.tables().isEmpty() ? "" : "  " + String.join(", ", progress.tables());
        return line + progress.waiting().map(what -> "  " + what).orElse("");
    }

    private static String counted(long rows) {
        return String.format(Locale.ROOT, "%,d %s", rows, rows == 1 ? "row" : "rows");
    }

    private String speed() {
        double seconds = Duration.between(since, clock.instant()).toMillis() / 1e3;
        double megabytes = progress.bytes() / MEGABYTE;
        String line = progress.bytes() > 0 ? String.format(Locale.ROOT, "  %,.0f MB", megabytes) : "";
        // a phase that was just met has begun earlier, nobody knows when
        return line
                + (megabytes > 0 && seconds > 0 ? String.format(Locale.ROOT, "  %.0f MB/s", megabytes / seconds) : "");
    }

    @Override
    public void close() {
        ticker.close();
    }
}
