package dev.dumplink.dump;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Interrupts the thread that set it, once, at a moment, unless it is put out before. */
final class Alarm implements AutoCloseable {
    private final Thread sleeper = Thread.currentThread();
    private final ScheduledExecutorService bell = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "dumplink-alarm");
        thread.setDaemon(true);
        return thread;
    });
    private boolean out;
    private boolean rang;

    private Alarm() {}

    static Alarm at(Instant moment, InstantSource clock) {
        Alarm alarm = new Alarm();
        long millis = Duration.between(clock.instant(), moment).toMillis();
        alarm.bell.schedule(alarm::ring, Math.max(0, millis), TimeUnit.MILLISECONDS);
        return alarm;
    }

    /** One that never rings. */
    static Alarm never() {
        Alarm alarm = new Alarm();
        alarm.bell.shutdownNow();
        return alarm;
    }

    private synchronized void ring() {
        if (!out) {
            rang = true;
            sleeper.interrupt();
        }
    }

    synchronized boolean rang() {
        return rang;
    }

    /** What follows, clearing away or publishing, is not interrupted any more. */
    synchronized void putOut() {
        out = true;
        if (rang) {
            Thread.interrupted();
        }
    }

    @Override
    public void close() {
        bell.shutdownNow();
        putOut();
    }
}
