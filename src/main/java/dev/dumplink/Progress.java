package dev.dumplink;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** A line now and then for whoever waits. */
final class Progress {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final PrintWriter to;
    private final Instant start;
    private Instant next;
    private long rows;

    Progress(InstantSource clock, PrintWriter to) {
        this.clock = clock;
        this.to = to;
        this.start = clock.instant();
        this.next = start.plus(PAUSE);
    }

    void step() {
        rows++;
        if (rows % 1000 == 0 && !clock.instant().isBefore(next)) {
            next = next.plus(PAUSE);
            say("");
        }
    }

    void end() {
        say(", done");
    }

    private void say(String more) {
        long seconds = Duration.between(start, clock.instant()).toSeconds();
        to.println(String.format(Locale.ROOT, "%,d %s, %d s%s", rows, rows == 1 ? "row" : "rows", seconds, more));
        to.flush();
    }
}
