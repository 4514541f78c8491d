package dev.dumplink.dump;

/**
 * What a night may hold in memory, so that it does with a heap of 256 MiB however large the database is.
 *
 * <table>
 * <caption>shares</caption>
 * <tr><td>pieces of the archive, packed, in work and waiting for their turn</td><td>48 MiB</td></tr>
 * <tr><td>batches of rows, read and masked: 3 MiB for each thread that packs, 1 for each connection</td><td>at most 56</td></tr>
 * <tr><td>real values to look for, at about 250 bytes each, twice while tables are under way</td><td>at most 75</td></tr>
 * <tr><td>parts on their way into a bucket, 8 MiB each up to 60 GiB of archive</td><td>32</td></tr>
 * <tr><td>the program itself, the schema and the masks' caches</td><td>the rest</td></tr>
 * </table>
 *
 * <p>Only a single row can break it: a row stands in memory four times, as it came, in its batch, masked and packed.
 *
 * @param threads that mask and pack
 * @param pieces bytes for pieces of the archive
 * @param sampled most values of one column to look for
 */
record Budget(int threads, long pieces, int sampled) {
    private static final int MOST_THREADS = 16;
    private static final long PIECES = 48L << 20;
    private static final int MOST_VALUES = 150_000;
    private static final int FEWEST = 100;

    /**
     * @param cores of this machine
     * @param maskedColumns of all tables
     * @param most values a column has to be sampled with where there is room
     */
    static Budget of(int cores, long maskedColumns, int most) {
        long each = Math.max(FEWEST, MOST_VALUES / Math.max(1, maskedColumns));
        return new Budget(Math.max(1, Math.min(MOST_THREADS, cores)), PIECES, (int) Math.min(most, each));
    }
}
