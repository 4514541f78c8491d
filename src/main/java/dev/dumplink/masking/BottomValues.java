package dev.dumplink.masking;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The values of a column with the smallest keyed hashes: a uniform sample of the different ones, the same in whatever
 * order and by however many threads they are met, and with exact counts (a value that belongs to it in the end belonged to
 * it from the start). See Cohen and Kaplan, "Summarizing data using bottom-k sketches" (2007).
 */
final class BottomValues {
    private final int most;
    private final long seed;
    private final Map<Long, Met> values = new HashMap<>();
    private final PriorityQueue<Long> largestFirst = new PriorityQueue<>((one, other) -> Long.compare(other, one));
    private final long limit;
    private long threshold;
    private long total;

    /** A value and how often it was met. */
    record Met(byte[] value, Strength strength, long times) {
        private Met more(long more) {
            return new Met(value, strength, times + more);
        }
    }

    BottomValues(int most, long seed) {
        this(most, seed, Long.MAX_VALUE);
    }

    private BottomValues(int most, long seed, long threshold) {
        this.most = most;
        this.seed = seed;
        this.limit = threshold;
        this.threshold = threshold;
    }

    /** An empty one, to collect on and to be merged into this one: what this one would not want is not wanted. */
    BottomValues more() {
        return new BottomValues(most, seed, threshold);
    }

    /** Counts a value and gives its hash. */
    long count(byte[] value, int from, int to) {
        total++;
        return hash(value, from, to);
    }

    /** Whether a value of this hash may belong to the sample. */
    boolean wants(long hash) {
        return hash <= threshold;
    }

    /** Counts the value once more if it is there already. */
    boolean again(long hash) {
        return values.computeIfPresent(hash, (key, met) -> met.more(1)) != null;
    }

    void add(long hash, byte[] value, Strength strength) {
        put(hash, new Met(value, strength, 1));
    }

    private void put(long hash, Met met) {
        values.put(hash, met);
        largestFirst.add(hash);
        if (values.size() > most) {
            values.remove(largestFirst.poll());
        }
        threshold = values.size() == most ? largestFirst.element() : limit;
    }

    /** Takes in what another thread met of the same column. */
    void merge(BottomValues other) {
        total += other.total;
        other.values.forEach((hash, met) -> {
            if (values.computeIfPresent(hash, (key, mine) -> mine.more(met.times())) == null && wants(hash)) {
                put(hash, met);
            }
        });
    }

    Collection<Met> values() {
        return values.values();
    }

    int size() {
        return values.size();
    }

    /** How many different values were met; an estimate where these are more than are held. */
    double different() {
        return values.size() < most ? values.size() : most * ((double) Long.MAX_VALUE / threshold);
    }

    int most() {
        return most;
    }

    /** How many values were met, not only different ones. */
    long total() {
        return total;
    }

    long hash(byte[] value, int from, int to) {
        long hash = seed ^ (to - from);
        for (int i = from; i < to; i++) {
            hash = (hash ^ value[i]) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 29;
        }
        return hash & Long.MAX_VALUE;
    }

    static byte[] copy(byte[] value, int from, int to) {
        return Arrays.copyOfRange(value, from, to);
    }
}
