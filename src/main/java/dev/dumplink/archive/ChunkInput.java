package dev.dumplink.archive;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of one block: chunks, each with its length before it, until one of length 0. */
final class ChunkInput extends InputStream {
    private final ArchiveInput in;
    private int left;
    private boolean ended;

    ChunkInput(ArchiveInput in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            next();
        }
        if (ended) {
            return -1;
        }
        int count = in.some(into, from, Math.min(left, length));
        left -= count;
        return count;
    }

    private void next() throws IOException {
        left = in.number();
        ended = left == 0;
        if (left < 0) {
            throw in.damaged("no chunk is that long (" + left + ")");
        }
    }
}
