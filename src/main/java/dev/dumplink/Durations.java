package dev.dumplink;

import java.time.Duration;
import java.util.Optional;

/** Lengths of time as people write them: {@code 30s}, {@code 3m}, {@code 26h}, {@code 365d}. */
final class Durations {
    private Durations() {}

    static Optional<Duration> parse(String written) {
        String text = written.strip();
        if (!text.matches("[0-9]{1,7}[smhd]")) {
            return Optional.empty();
        }
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        return Optional.of(
                switch (text.charAt(text.length() - 1)) {
                    case 's' -> Duration.ofSeconds(count);
                    case 'm' -> Duration.ofMinutes(count);
                    case 'h' -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }
}
