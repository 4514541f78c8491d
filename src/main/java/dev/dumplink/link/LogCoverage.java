package dev.dumplink.link;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;

/**
 * Of which hours the logs tell. That a link was not used may be said only if they tell of its hours, and of later ones:
 * the store writes its log hours late, and promises neither that a line comes nor when. The bot itself makes a line every
 * half a minute, so an hour without any is an hour without logs.
 */
final class LogCoverage {
    /** So long after a link's end its lines have arrived, but for rare ones. */
    static final Duration SETTLED = Duration.ofHours(6);

    private static final long LONGEST_HOURS = Duration.ofDays(3660).toHours();
    private static final Duration FUTURE = Duration.ofHours(1);

    private final BitSet hours = new BitSet();
    private final long first;
    private final Instant latest;
    private Instant newest = Instant.MIN;

    LogCoverage(Instant since, Instant now) {
        this.first = hour(since);
        this.latest = now.plus(FUTURE);
    }

    void saw(Instant time) {
        long hour = hour(time) - first;
        if (hour >= 0 && hour < LONGEST_HOURS && time.isBefore(latest)) {
            hours.set((int) hour);
            newest = time.isAfter(newest) ? time : newest;
        }
    }

    /** Whether a link that lived then would have been seen. */
    boolean reaches(Instant issued, Instant expires) {
        int from = (int) (hour(issued) - first);
        int to = (int) (hour(expires) - first);
        return from >= 0 && hours.nextClearBit(from) > to && !newest.isBefore(expires.plus(SETTLED));
    }

    /** The newest line; {@link Instant#MIN} if there is none. */
    Instant newest() {
        return newest;
    }

    private static long hour(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), 3600L);
    }
}
