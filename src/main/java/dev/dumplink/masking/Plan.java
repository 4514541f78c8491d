package dev.dumplink.masking;

import java.util.function.Function;

/**
 * A mask decided upon for one column, not made yet.
 *
 * @param plain see {@link MaskType.Fit.Fits}
 */
record Plan(Uniqueness uniqueness, boolean plain, Function<Keys, Mask> maker) {
    /** How a kind of mask decides. */
    @FunctionalInterface
    interface Maker {
        /** @throws Unfit if it cannot mask such a column */
        Plan plan(Ask ask);
    }

    static Plan lossy(Function<Keys, Mask> maker) {
        return new Plan(Uniqueness.LOSSY, true, maker);
    }

    static Plan practical(Function<Keys, Mask> maker) {
        return new Plan(Uniqueness.PRACTICAL, true, maker);
    }

    static Plan bijective(Function<Keys, Mask> maker) {
        return new Plan(Uniqueness.BIJECTIVE, true, maker);
    }

    /** The same for a result that may hold characters with a meaning to COPY or to array literals. */
    Plan escaped() {
        return new Plan(uniqueness, false, maker);
    }

    /** The same with recent results remembered. */
    Plan cached() {
        return new Plan(uniqueness, plain, keys -> new CachedMask(maker.apply(keys)));
    }
}
