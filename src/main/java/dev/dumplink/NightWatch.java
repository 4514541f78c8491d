package dev.dumplink;

import dev.dumplink.dump.NightProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells how far a night has come: a bar in place on a terminal, else a line every ten seconds. */
final class NightWatch implements AutoCloseable {
    private static final long LINES_MILLIS = 10_000;
    private static final long IN_PLACE_MILLIS = 300;
    private static final int BAR = 20;
    private static final double MEGABYTE = 1e6;
    private static final double MOST = 0.99;

    private final String database;
    private final NightProgress progress;
    private final PrintWriter err;
    private final boolean terminal;
    private final InstantSource clock;
    private final ScheduledExecutorService ticking = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "dumplink-progress");
        thread.setDaemon(true);
        return thread;
    });
    private NightProgress.Phase phase = NightProgress.Phase.PREPARING;
    private Instant since;

    NightWatch(String database, NightProgress progress, PrintWriter err, boolean terminal, InstantSource clock) {
        this.database = database;
        this.progress = progress;
        this.err = err;
        this.terminal = terminal;
        this.clock = clock;
        this.since = clock.instant();
    }

    void begin() {
        long pause = terminal ? IN_PLACE_MILLIS : LINES_MILLIS;
        ticking.scheduleWithFixedDelay(this::tick, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        err.printf(terminal ? "\r%s\u001b[K" : "%s%n", line());
        err.flush();
    }

    /** Where it is now. */
    String line() {
        if (progress.phase() != phase) {
            phase = progress.phase();
            since = clock.instant();
        }
        double seconds = Duration.between(since, clock.instant()).toMillis() / 1e3;
        double megabytes = progress.bytes() / MEGABYTE;
        String line = database + ": " + phase + bar();
        line += progress.rows() > 0 ? String.format(Locale.ROOT, "  %,d rows", progress.rows()) : "";
        line += progress.bytes() > 0 ? String.format(Locale.ROOT, "  %,.0f MB", megabytes) : "";
        // a phase that was just met has begun earlier, nobody knows when
        line += megabytes > 0 && seconds > 0 ? String.format(Locale.ROOT, "  %.0f MB/s", megabytes / seconds) : "";
        return progress.table().isEmpty() ? line : line + "  " + progress.table();
    }

    private String bar() {
        if (progress.expected() == 0) {
            return "";
        }
        // what is expected is only near the truth
        double share = Math.min(MOST, (double) progress.bytes() / progress.expected());
        int full = (int) (share * BAR);
        String bar = terminal ? "  [" + "#".repeat(full) + "-".repeat(BAR - full) + "]" : "";
        return String.format(Locale.ROOT, "%s  %.0f %%", bar, share * 100);
    }

    @Override
    public void close() {
        ticking.shutdownNow();
        if (terminal) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
