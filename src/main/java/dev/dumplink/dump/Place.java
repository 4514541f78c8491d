package dev.dumplink.dump;

import dev.dumplink.archive.DumpId;
import dev.dumplink.store.DumpShelf;

/**
 * Where a night puts its dump.
 *
 * @param prefix what archives' names begin with there, for people: a bucket's prefix, or a folder and a slash
 */
public record Place(DumpShelf shelf, String prefix) implements AutoCloseable {
    String key(DumpId id) {
        return id.archiveKey(prefix);
    }

    @Override
    public void close() {
        shelf.close();
    }
}
