package dev.dumplink.masking;

/** Why a mask cannot be made for a column; ends in a {@link MaskType.Fit.Misfit}. */
final class Unfit extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** @param why one clause for a person, without any value of a row */
    Unfit(String why) {
        super(why);
    }
}
