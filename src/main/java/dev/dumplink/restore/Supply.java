package dev.dumplink.restore;

import java.io.IOException;
import java.io.InputStream;

/** Where the bytes of one archive come from. */
interface Supply {
    /** What to call the place, for people: no query, no key of a link. */
    String place();

    /** What the archive is called there, the same however often one asks: host, bucket and key. */
    String address();

    /**
     * The archive from a byte on.
     *
     * @param from the first byte wanted
     * @throws IOException if the place cannot be reached now, and could be later
     * @throws FetchFailed if it makes no sense to try again
     */
    Rest open(long from) throws IOException;

    /**
     * An answer.
     *
     * @param from the byte that content begins with: 0 if the place does not know ranges
     * @param size of the whole archive
     * @param etag what the place calls these bytes
     */
    record Rest(InputStream content, long from, long size, String etag) implements AutoCloseable {
        @Override
        public void close() {
            try {
                content.close();
            } catch (IOException e) {
                // what was wanted of it has been read
                return;
            }
        }
    }
}
