package dev.dumplink.masking;

/**
 * Sees values on their way through a {@link TableMasker}, of one thread. What it is given is valid during the call only.
 */
public interface RowObserver {
    /** Whether to be told the values of the kept column at that place; asked once. */
    default boolean wantsKept(int column) {
        return false;
    }

    /**
     * A value that was masked; never NULL.
     *
     * @param column its place in {@link CompiledTable#columns}
     * @param value the real value, decoded
     * @param masked what became of it, decoded
     */
    default void masked(int column, byte[] value, int from, int to, byte[] masked, int maskedFrom, int maskedTo) {}

    /** A value that was kept, decoded; never NULL. */
    default void kept(int column, byte[] value, int from, int to) {}

    /** A row ends, of which all values were told. */
    default void row() {}
}
