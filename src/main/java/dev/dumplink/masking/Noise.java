package dev.dumplink.masking;

/** A disturbance that is drawn from one value and put on one or, for the bounds of a range, on several. */
interface Noise {
    /**
     * Draws it.
     *
     * @param several whether several values get the same, whose order must stay
     */
    void draw(byte[] value, int from, int to, boolean several);

    /** Appends the disturbed value; never less for a greater value when it was drawn for several. */
    void apply(byte[] value, int from, int to, Bytes out);

    /** A mask for single values. */
    static Mask single(Noise noise) {
        return (value, from, to, out) -> {
            noise.draw(value, from, to, false);
            noise.apply(value, from, to, out);
        };
    }
}
