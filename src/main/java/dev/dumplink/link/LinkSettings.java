package dev.dumplink.link;

import java.time.Duration;

/** @param expiresIn how long a link lives: 10 s to 3 min, whole seconds */
public record LinkSettings(Duration expiresIn) {
    static final Duration LONGEST = Duration.ofMinutes(3);
    static final Duration SHORTEST = Duration.ofSeconds(10);

    public LinkSettings {
        expiresIn = expiresIn == null ? LONGEST : expiresIn;
        if (expiresIn.compareTo(SHORTEST) < 0 || expiresIn.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "expires_in must be between 10s and 3m, not " + expiresIn.toSeconds() + "s");
        }
        if (expiresIn.toMillis() % 1000 != 0) {
            throw new IllegalArgumentException("expires_in must be whole seconds");
        }
    }

    public static LinkSettings defaults() {
        return new LinkSettings(null);
    }
}
