package dev.dumplink.restore;

import java.util.List;

/** Whoever started it: is shown what is at stake, and asked where that is needed. */
public interface Operator {
    /** Is shown both sides before anything happens. */
    void show(Inspection.Sound dump, Target target, List<Finding> findings);

    /**
     * Is asked to type words, or has a plan that says they were shown.
     *
     * @param words e.g. {@code restore shop 4821}
     */
    Answer confirm(String words);

    /** What somebody said. */
    enum Answer {
        YES,
        NO,
        /** There is no terminal to ask at. */
        NOBODY
    }
}
