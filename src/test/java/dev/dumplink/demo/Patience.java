package dev.dumplink.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what other processes do in their own time. */
public final class Patience {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

    private Patience() {}

    /** Waits until it is so; throws, saying what did not come, when it takes longer. */
    public static void until(Duration atMost, String what, BooleanSupplier itIsSo) {
        untilFound(atMost, what, () -> itIsSo.getAsBoolean() ? Optional.of(what) : Optional.empty());
    }

    /** Waits until there is something and returns it. */
    public static <T> T untilFound(Duration atMost, String what, Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + atMost.toNanos();
        Optional<T> found = look.get();
        while (found.isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("waited " + atMost.toSeconds() + " s in vain for " + what);
            }
            pause();
            found = look.get();
        }
        return found.get();
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
