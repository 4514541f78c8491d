package dev.dumplink.restore;

/** How far a restore has come; written by the one who works, read by the one who tells. */
public final class RestoreProgress {
    private volatile Phase phase = Phase.LOOKING;
    private volatile long done;
    private volatile long total;
    private volatile boolean stopped;

    /** What is being done. */
    public enum Phase {
        LOOKING("looking at both sides", ""),
        FETCHING("downloading", "B"),
        CHECKING("checking the archive", "B"),
        LOADING("loading", "rows"),
        COUNTING("counting rows", ""),
        SWAPPING("swapping", "");

        /** Whether there may be something on the target that was not there before. */
        public boolean touches() {
            return compareTo(CHECKING) > 0;
        }

        private final String words;
        private final String unit;

        Phase(String words, String unit) {
            this.words = words;
            this.unit = unit;
        }

        /** Bytes, rows, or nothing that could be counted. */
        public String unit() {
            return unit;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    void begin(Phase next, long expected) {
        done = 0;
        total = expected;
        phase = next;
    }

    void at(long now, long expected) {
        done = now;
        total = expected;
    }

    synchronized void more(long by) {
        done += by;
    }

    void stop() {
        stopped = true;
    }

    boolean stopped() {
        return stopped;
    }

    public Phase phase() {
        return phase;
    }

    /** In the phase's unit. */
    public long done() {
        return done;
    }

    /** The same; 0 while nobody knows. */
    public long total() {
        return total;
    }
}
