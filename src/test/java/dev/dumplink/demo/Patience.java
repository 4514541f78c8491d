package dev.dumplink.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what other processes do in their own time. */
public final class Patience {
    /** How long any server on this machine may take to answer, however busy the machine: longer, and it is lost. */
    public static final Duration ANSWER = Duration.ofSeconds(60);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);
    private static final long PROGRAM_MINUTES = 4;
    private static final int KILLED = 128 + 9;

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

    /**
     * Ends a program that does not end by itself within minutes, so that whoever reads what it prints comes to an end too;
     * {@link #exit} then says so.
     */
    public static Process limited(Process process) {
        process.onExit().orTimeout(PROGRAM_MINUTES, TimeUnit.MINUTES).exceptionally(late -> process.destroyForcibly());
        return process;
    }

    /** Waits for the program's end and returns what it ended with; throws when it did not end by itself. */
    public static int exit(Process process) throws InterruptedException {
        int exit = end(process);
        if (exit == KILLED) {
            throw new IllegalStateException(
                    "a program had to be killed: it took more than " + PROGRAM_MINUTES + " minutes");
        }
        return exit;
    }

    /** The same for one that somebody may have killed on purpose. */
    public static int end(Process process) throws InterruptedException {
        if (!process.waitFor(PROGRAM_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("a program did not end within " + PROGRAM_MINUTES + " minutes");
        }
        return process.exitValue();
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
