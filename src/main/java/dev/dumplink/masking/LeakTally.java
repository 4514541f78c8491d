package dev.dumplink.masking;

import java.util.HashSet;
import java.util.Set;

/** How often values of one column were met in one place, and whether these were several different ones. */
final class LeakTally {
    /** More different ones say nothing more. */
    static final int SEVERAL = 3;

    private final Set<LeakIndex.Entry> different = new HashSet<>();
    private long times;

    /** @param value the column the values are from */
    record Key(String value, String place, LeakPlace.Weight weight) {}

    void add(LeakIndex.Entry entry) {
        times++;
        if (different.size() < SEVERAL) {
            different.add(entry);
        }
    }

    void add(LeakTally other) {
        times += other.times;
        other.different.stream()
                .limit((long) SEVERAL - Math.min(SEVERAL, different.size()) + other.different.size())
                .forEach(different::add);
    }

    long times() {
        return times;
    }

    boolean several() {
        return different.size() >= SEVERAL;
    }
}
