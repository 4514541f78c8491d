package dev.dumplink.restore;

/** Is told how far a download, or the reading of an archive, has come; from the working thread, many times a second. */
@FunctionalInterface
public interface FetchProgress {
    /** Tells nobody. */
    FetchProgress NONE = (bytes, total) -> {};

    /**
     * @param bytes so far
     * @param total how many there will be; 0 while nobody knows
     */
    void at(long bytes, long total);
}
