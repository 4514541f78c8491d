package dev.dumplink;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * How fast a phase goes since it was first met: it has begun earlier, nobody knows when, and what was done by then does not
 * count.
 *
 * @param since when it was met
 * @param before bytes that were done by then
 */
record Pace(Instant since, long before) {
    private static final double MEGABYTE = 1e6;
    /** What is measured over less is chance. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** {@code 12 MB/s} with blanks before it; empty as long as nobody can know. */
    String at(Instant now, long bytes) {
        Duration lasted = Duration.between(since, now);
        return lasted.compareTo(SHORTEST) < 0 || bytes < before
                ? ""
                : String.format(Locale.ROOT, "  %.0f MB/s", (bytes - before) / MEGABYTE / (lasted.toMillis() / 1e3));
    }
}
