package dev.dumplink.masking;

/** Whether different values stay different. */
public enum Uniqueness {
    /** Always: the mask is a bijection on the column's values. */
    BIJECTIVE,
    /** For all that will ever happen: at least 100 bits of a keyed hash are in the result. */
    PRACTICAL,
    /** No: values of a pool, a range or a constant. */
    LOSSY
}
