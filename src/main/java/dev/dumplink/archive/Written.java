package dev.dumplink.archive;

import java.util.List;

/**
 * A finished archive.
 *
 * @param size in bytes
 * @param tables in their order in the archive
 */
public record Written(long size, List<WrittenTable> tables) {
    public Written {
        tables = List.copyOf(tables);
    }
}
