package dev.dumplink;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongConsumer;

/** Tells how far long work has come: in place on a terminal, else in a line now and then. */
final class RowProgress implements LongConsumer {
    private static final Duration LINES = Duration.ofSeconds(10);
    private static final Duration IN_PLACE = Duration.ofMillis(300);

    private final PrintWriter out;
    private final boolean terminal;
    private final InstantSource clock;
    private Instant last;

    RowProgress(PrintWriter out, boolean terminal, InstantSource clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.last = clock.instant();
    }

    @Override
    public void accept(long row) {
        Instant now = clock.instant();
        if (Duration.between(last, now).compareTo(terminal ? IN_PLACE : LINES) >= 0) {
            out.printf(terminal ? "\r%s" : "%s%n", "at row " + row);
            out.flush();
            last = now;
        }
    }

    /** Takes back what stands in place. */
    void done() {
        if (terminal) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}
