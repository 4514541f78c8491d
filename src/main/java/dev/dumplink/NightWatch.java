package dev.dumplink;

import dev.dumplink.dump.NightProgress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** Tells how far a night has come. */
final class NightWatch implements AutoCloseable {
    private static final double MEGABYTE = 1e6;
    private static final int NAMED_IN_PLACE = 1;
    private static final int NAMED_IN_A_LOG = 3;

    private final String database;
    private final NightProgress progress;
    private final boolean terminal;
    private final InstantSource clock;
    private final Ticker ticker;
    private NightProgress.Phase phase = NightProgress.Phase.PREPARING;
    private Pace pace;

    NightWatch(String database, NightProgress progress, Shell shell) {
        this.database = database;
        this.progress = progress;
        this.terminal = shell.terminal();
        this.clock = shell.clock();
        this.pace = new Pace(clock.instant(), 0);
        this.ticker = new Ticker(shell.err(), shell);
    }

    void begin() {
        ticker.begin(this::line);
    }

    /** Where it is now; without the bar, which says nothing new, where the terminal is too narrow for it. */
    String line() {
        Instant now = clock.instant();
        NightProgress.Phase current = progress.phase();
        if (current != phase) {
            phase = current;
            pace = new Pace(now, progress.bytes());
        }
        String figures =
                figures(now) + progress.waiting().map(what -> "  " + what).orElse("") + tables();
        String line = begun(terminal) + figures;
        return ticker.fits(line) ? line : begun(false) + figures;
    }

    private String begun(boolean bar) {
        return database + ": " + phase
                + progress.share().map(share -> Ticker.share(share, bar)).orElse("");
    }

    private String figures(Instant now) {
        long rows = progress.rows();
        long bytes = phase == NightProgress.Phase.COUNTING ? 0 : progress.bytes();
        return (rows > 0 ? String.format(Locale.ROOT, "  %,d %s", rows, rows == 1 ? "row" : "rows") : "")
                + (bytes > 0 ? String.format(Locale.ROOT, "  %,.0f MB", bytes / MEGABYTE) + pace.at(now, bytes) : "");
    }

    private String tables() {
        List<String> tables = progress.tables();
        int named = Math.min(terminal ? NAMED_IN_PLACE : NAMED_IN_A_LOG, tables.size());
        int more = tables.size() - named;
        return (named == 0 ? "" : "  " + String.join(", ", tables.subList(0, named)))
                + (more == 0 ? "" : " and " + more + " more");
    }

    @Override
    public void close() {
        ticker.close();
    }
}
