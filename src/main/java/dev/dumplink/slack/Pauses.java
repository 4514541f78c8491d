package dev.dumplink.slack;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Which Web API methods Slack wants to be left alone, and until when; it counts calls for each method by itself. */
final class Pauses {
    static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration USUAL = Duration.ofSeconds(1);

    private final Map<String, Long> ends = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    /** @param nanos a clock that nobody sets: one that is set back would make a pause of any length */
    Pauses(LongSupplier nanos) {
        this.nanos = nanos;
    }

    boolean hold(String method) {
        Long end = ends.get(method);
        return end != null && end - nanos.getAsLong() > 0;
    }

    /** @param retryAfter the header of that name, in seconds */
    void begin(String method, Optional<String> retryAfter) {
        ends.put(method, nanos.getAsLong() + length(retryAfter).toNanos());
    }

    private static Duration length(Optional<String> retryAfter) {
        Duration asked = retryAfter
                .filter(seconds -> seconds.matches("[0-9]{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(USUAL);
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
