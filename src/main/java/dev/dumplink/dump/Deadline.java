package dev.dumplink.dump;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * When a night is ended from outside, finished or not, as AWS Lambda does. What cannot be finished by then is not begun; what
 * takes longer than was thought ends itself while there is time to clear away and to tell.
 *
 * @param end when nothing runs any more
 * @param cores how much of processors there is until then, in whole ones
 */
public record Deadline(Instant end, double cores) {
    /** What aborting an upload, a row and an alert may take. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(20);

    /** Until the first row, and from the last one on. */
    private static final Duration AROUND = Duration.ofSeconds(30);

    private static final String INSTEAD =
            "run `dumplink dump` where nothing ends it: cron, a Kubernetes CronJob, an ECS scheduled task";
    private static final double MEGABYTE = 1e6;

    /** When a night that is still at it ends itself. */
    Instant lastMoment() {
        return end.minus(LAST_WORDS);
    }

    /**
     * Lets a night begin that will probably end in time.
     *
     * @param bytes of tables to be read
     * @param compression gzip's level
     * @throws NotTonight otherwise
     */
    void require(long bytes, int compression, Instant now) {
        Duration left = Duration.between(now, lastMoment());
        Duration needed = AROUND.plusMillis((long) (bytes / bytesPerSecond(compression) * 1000));
        if (needed.compareTo(left) > 0) {
            throw new NotTonight(
                    Outcome.Why.TIME,
                    String.format(
                            Locale.ROOT,
                            "%,.1f MB of tables take about %s at gzip %d on %.1f cores, and there are %s; %s",
                            bytes / MEGABYTE,
                            words(needed),
                            compression,
                            cores,
                            words(left),
                            INSTEAD),
                    List.of());
        }
    }

    /** What becomes of one that began and did not end in time. */
    static DumpFailed missed() {
        return new DumpFailed("the time allowed is over and the dump is not finished; " + INSTEAD);
    }

    /**
     * Half of what one core of a shared machine masked, packed and searched again, the database's own work not counted: see
     * DumpBenchmark.
     */
    private double bytesPerSecond(int compression) {
        double each = compression <= 3 ? 12 : compression <= 6 ? 7 : 3;
        return each * MEGABYTE * cores;
    }

    private static String words(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        return seconds < 120 ? seconds + " s" : (seconds + 59) / 60 + " min";
    }
}
