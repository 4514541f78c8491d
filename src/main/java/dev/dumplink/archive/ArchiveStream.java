package dev.dumplink.archive;

import java.io.IOException;
import java.util.Arrays;

/** The archive's bytes on their way to the sink, the first part held back. Used by one thread at a time. */
final class ArchiveStream {
    private final ArchiveSink sink;
    private final int toc;
    private final byte[] first;
    private long position;

    /** @param toc how long header and table of contents are; the rows begin behind them */
    ArchiveStream(ArchiveSink sink, int toc) throws IOException {
        this.sink = sink;
        this.toc = toc;
        this.first = new byte[sink.begin(toc)];
        this.position = toc;
    }

    long position() {
        return position;
    }

    void write(byte... bytes) throws IOException {
        int held = (int) Math.max(0, Math.min(bytes.length, first.length - position));
        System.arraycopy(bytes, 0, first, (int) Math.min(position, first.length), held);
        if (held < bytes.length) {
            sink.write(bytes, held, bytes.length - held);
        }
        position += bytes.length;
    }

    void complete(byte[] beginning) throws IOException {
        if (beginning.length != toc) {
            throw new IllegalStateException("the table of contents changed its length");
        }
        System.arraycopy(beginning, 0, first, 0, toc);
        sink.complete(position < first.length ? Arrays.copyOf(first, (int) position) : first);
    }
}
