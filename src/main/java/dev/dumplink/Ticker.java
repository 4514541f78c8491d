package dev.dumplink;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Says again and again how far something is: in place on a terminal, else a line every ten seconds. */
final class Ticker implements AutoCloseable {
    private static final long LINES_MILLIS = 10_000;
    private static final long IN_PLACE_MILLIS = 300;
    private static final int BAR = 20;
    private static final double MOST = 0.99;

    private final PrintWriter err;
    private final boolean terminal;
    private final int room;
    private boolean quiet;
    private final ScheduledExecutorService ticking = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "dumplink-progress");
        thread.setDaemon(true);
        return thread;
    });

    Ticker(PrintWriter err, Shell shell) {
        this.err = err;
        this.terminal = shell.terminal();
        // a cursor behind the last column stands on it for some terminals and in the next line for others
        this.room = terminal ? shell.columns() - 1 : Integer.MAX_VALUE;
    }

    void begin(Supplier<String> line) {
        long pause = terminal ? IN_PLACE_MILLIS : LINES_MILLIS;
        ticking.scheduleWithFixedDelay(() -> say(line.get()), pause, pause, TimeUnit.MILLISECONDS);
    }

    /** Whether a line can be said whole. */
    boolean fits(String line) {
        return Cell.places(line) <= room;
    }

    /** What wraps could not be taken back: in place, a line that is too long is cut. */
    synchronized void say(String line) {
        if (!quiet) {
            err.printf(terminal ? "\r%s\u001b[K" : "%s%n", terminal ? Cell.cut(line, room) : line);
            err.flush();
        }
    }

    /** {@code [#####---------------]  25 %}, without the bar where nobody watches; empty while nobody knows the whole. */
    static String share(long done, long whole, boolean terminal) {
        if (whole == 0) {
            return "";
        }
        // what is expected may be only near the truth
        return share(Math.min(MOST, (double) done / whole), terminal);
    }

    /** The same for a share that is known, from 0 to 1. */
    static String share(double share, boolean terminal) {
        int full = (int) (share * BAR);
        String bar = terminal ? "  [" + "#".repeat(full) + "-".repeat(BAR - full) + "]" : "";
        return String.format(Locale.ROOT, "%s  %d %%", bar, (int) (share * 100));
    }

    /** Goes on, after somebody else has written. */
    synchronized void resume() {
        quiet = false;
    }

    @Override
    public void close() {
        ticking.shutdownNow();
        pause();
    }

    /** Takes back what stands in place; from then on others may write there. */
    synchronized void pause() {
        quiet = true;
        if (terminal) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
