package dev.dumplink.dump;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** How far a night has come, to be looked at from another thread at any time. */
public final class NightProgress {
    private final LongAdder rows = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Supplier<Optional<String>> store;
    private volatile Phase phase = Phase.PREPARING;
    private volatile String table = "";
    private volatile String locked = "";
    private volatile String counted = "";
    private volatile long expected;
    private volatile Optional<Share> copied = Optional.empty();

    /** What is being done. */
    public enum Phase {
        PREPARING("looking at the database"),
        COPYING("masking"),
        COUNTING("counting the rows again"),
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

    /** @param store what the store keeps it waiting for, in a clause */
    NightProgress(Supplier<Optional<String>> store) {
        this.store = store;
    }

    void begin(Phase next, long expectedBytes) {
        rows.reset();
        bytes.reset();
        table = "";
        locked = "";
        counted = "";
        expected = expectedBytes;
        copied = Optional.empty();
        phase = next;
    }

    void beginCopying(Share share) {
        begin(Phase.COPYING, 0);
        copied = Optional.of(share);
    }

    /** @param name of the table whose rows are counted now that all is read; empty when all are */
    void counting(String name) {
        counted = name;
    }

    void at(String name) {
        table = name;
    }

    /** @param by a clause; empty when it no longer is */
    void locked(String by) {
        locked = by;
    }

    void add(long moreRows, long moreBytes) {
        rows.add(moreRows);
        bytes.add(moreBytes);
    }

    public Phase phase() {
        return counts() ? Phase.COUNTING : phase;
    }

    /** As long as something is being packed, that is what is waited for. */
    private boolean counts() {
        return !counted.isEmpty()
                && copied.filter(share -> share.tables().isEmpty()).isPresent();
    }

    /** Rows of this phase so far; in the phase of counting, those that were copied. */
    public long rows() {
        return rows.sum();
    }

    /** Bytes of rows in this phase so far. */
    public long bytes() {
        return bytes.sum();
    }

    /** How much of this phase is done, from 0 to 1; empty where nobody knows. */
    public Optional<Double> share() {
        return counts()
                ? Optional.empty()
                : copied.map(Share::now)
                        .or(() -> expected == 0
                                ? Optional.empty()
                                : Optional.of(Math.min(1, (double) bytes() / expected)));
    }

    /** The tables under way, the first one begun before the others. */
    public List<String> tables() {
        return counts()
                ? List.of(counted)
                : copied.map(share -> List.copyOf(share.tables()))
                        .orElseGet(() -> table.isEmpty() ? List.of() : List.of(table));
    }

    /** What or whom it is waiting for; empty as long as all goes on. */
    public Optional<String> waiting() {
        return store.get().or(() -> Optional.of(locked).filter(by -> !by.isEmpty()));
    }
}
