package dev.dumplink.store;

/**
 * How large the parts of an upload are. A store takes {@link #MOST_PARTS} of them, all alike on some stores; so the first
 * size is chosen for what is expected, and only an archive that turns out many times larger gets larger parts on its way.
 *
 * @param first of parts 1 to 2000, in bytes; those of the next 2000 are twice as large, and so on
 */
record PartSizes(int first) {
    static final int MOST_PARTS = 10_000;
    static final int SMALLEST = 8 << 20;

    private static final int LARGEST_FIRST = 64 << 20;
    private static final int ALIKE = 2000;
    private static final int LARGEST = 512 << 20;

    /** @param expected about how many bytes in all; 0 if nobody knows */
    static PartSizes forAbout(long expected) {
        long needed = expected / (MOST_PARTS * 3 / 4);
        long rounded = (needed >> 20) + 1 << 20;
        return new PartSizes((int) Math.max(SMALLEST, Math.min(LARGEST_FIRST, rounded)));
    }

    /** @param number from 1 */
    int of(int number) {
        if (number > MOST_PARTS) {
            throw new StoreUnavailable("upload: an archive has at most " + MOST_PARTS + " parts");
        }
        return (int) Math.min(LARGEST, (long) first << (number - 1) / ALIKE);
    }
}
