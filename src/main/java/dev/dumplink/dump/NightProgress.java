package dev.dumplink.dump;

import java.util.concurrent.atomic.LongAdder;

/** How far a night has come, to be looked at from another thread at any time. */
public final class NightProgress {
    private final LongAdder rows = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private volatile Phase phase = Phase.PREPARING;
    private volatile String table = "";
    private volatile long expected;

    /** What is being done. */
    public enum Phase {
        PREPARING("looking at the database"),
        COPYING("masking"),
        SEARCHING("searching for real values"),
        PUBLISHING("publishing");

        private final String words;

        Phase(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    void begin(Phase next, long expectedBytes) {
        rows.reset();
        bytes.reset();
        table = "";
        expected = expectedBytes;
        phase = next;
    }

    void at(String name) {
        table = name;
    }

    void add(long moreRows, long moreBytes) {
        rows.add(moreRows);
        bytes.add(moreBytes);
    }

    public Phase phase() {
        return phase;
    }

    /** Rows in this phase so far. */
    public long rows() {
        return rows.sum();
    }

    /** Bytes of rows in this phase so far. */
    public long bytes() {
        return bytes.sum();
    }

    /** About how many bytes this phase has to do, 0 where nobody knows. */
    public long expected() {
        return expected;
    }

    /** The table that was begun last; empty between tables. */
    public String table() {
        return table;
    }
}
