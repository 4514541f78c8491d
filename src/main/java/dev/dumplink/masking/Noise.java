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
        return new Single(noise);
    }

    /** One value, one drawing; or a further one. */
    record Single(Noise noise) implements Redrawn {
        @Override
        public void mask(byte[] value, int from, int to, Bytes out) {
            noise.draw(value, from, to, false);
            noise.apply(value, from, to, out);
        }

        @Override
        public void redraw(byte[] value, int from, int to, int attempt, Bytes out) {
            Bytes seed = new Bytes(to - from + 8);
            seed.append(value, from, to).append('#');
            Decimal.write(attempt, seed);
            noise.draw(seed.array(), 0, seed.size(), false);
            noise.apply(value, from, to, out);
        }
    }
}
