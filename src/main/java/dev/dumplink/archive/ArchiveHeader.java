package dev.dumplink.archive;

import java.time.LocalDateTime;

/**
 * What a custom-format archive says of itself before its table of contents.
 *
 * @param minor of the format's version 1.x
 * @param compression how the rows are packed
 * @param level gzip's, -1 for its default; 0 where nothing is compressed or the format does not tell
 * @param madeAt whole seconds, on the maker's clock and in the maker's time zone
 * @param summerTime whether that clock was on summer time
 * @param database the dumped database's own name
 * @param serverVersion of the server, e.g. {@code 15.20 (Debian …)}
 * @param toolVersion of the program that made the archive
 */
public record ArchiveHeader(
        int minor,
        Compression compression,
        int level,
        LocalDateTime madeAt,
        boolean summerTime,
        String database,
        String serverVersion,
        String toolVersion) {
    /** The oldest version read, of pg_dump 9.0. */
    public static final int OLDEST = 12;

    /** The version written: pg_restore 12 and later read it. */
    public static final int WRITTEN = 14;

    /** The newest version read, of pg_dump 17 and 18. */
    public static final int NEWEST = 16;

    public ArchiveHeader {
        if (minor < OLDEST || minor > NEWEST) {
            throw new IllegalArgumentException(
                    "archives of version 1." + minor + " are not read, only 1." + OLDEST + " to 1." + NEWEST);
        }
        if (level < -1 || level > 9) {
            throw new IllegalArgumentException("compression levels are -1 to 9, not " + level);
        }
    }

    /** In the order of the numbers that formats since 1.15 give them. */
    public enum Compression {
        NONE,
        GZIP,
        LZ4,
        ZSTD
    }
}
