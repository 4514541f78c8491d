package dev.dumplink.archive;

import java.io.Closeable;
import java.io.IOException;

/**
 * Where an archive is written to. Its beginning, which says where everything lies, is known last and handed over last.
 *
 * <p>Called by one thread at a time, in this order: {@link #begin}, any number of {@link #write}, {@link #complete}, and
 * {@link #close}, which without a {@code complete} before it undoes everything.
 */
public interface ArchiveSink extends Closeable {
    /**
     * How long the first part shall be.
     *
     * @param least what the header and table of contents take
     * @return at least that; the archive's first part will have exactly so many bytes unless the whole archive has fewer
     */
    int begin(int least) throws IOException;

    /** What follows the first part, in order. */
    void write(byte[] bytes, int from, int length) throws IOException;

    /** The first part, last; afterwards the archive is whole, and not yet published. */
    void complete(byte[] first) throws IOException;
}
