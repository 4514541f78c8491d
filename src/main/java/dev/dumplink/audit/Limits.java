package dev.dumplink.audit;

import java.time.Duration;
import java.util.List;

/**
 * How many links one person may get; counted in the transaction that would issue one more.
 *
 * @param perUserHour within any 60 minutes
 * @param perUserDay within any 24 hours
 */
public record Limits(Integer perUserHour, Integer perUserDay) {
    static final int DEFAULT_PER_HOUR = 10;
    static final int DEFAULT_PER_DAY = 50;

    public Limits {
        perUserHour = perUserHour == null ? DEFAULT_PER_HOUR : perUserHour;
        perUserDay = perUserDay == null ? DEFAULT_PER_DAY : perUserDay;
        if (perUserHour < 1) {
            throw new IllegalArgumentException("per_user_hour must be at least 1, not " + perUserHour);
        }
        if (perUserDay < perUserHour) {
            throw new IllegalArgumentException(
                    "per_user_day must be at least per_user_hour (" + perUserHour + "), not " + perUserDay);
        }
    }

    List<Window> windows() {
        return List.of(
                new Window("limits.per_user_hour", perUserHour, Duration.ofHours(1)),
                new Window("limits.per_user_day", perUserDay, Duration.ofDays(1)));
    }

    /** At most {@code most} links in any {@code length}. */
    record Window(String rule, int most, Duration length) {}
}
