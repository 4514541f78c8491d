package dev.dumplink.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lines of a stream, each no longer than {@link #LONGEST}: what goes on longer is cut, so that no file fills the memory. */
final class Lines {
    static final int LONGEST = 64 * 1024;

    private final InputStream source;
    private final byte[] piece = new byte[LONGEST];
    private byte[] line = new byte[1024];
    private int length;
    private int next;
    private int end;

    Lines(InputStream source) {
        this.source = source;
    }

    /** @return false at the end */
    boolean next() throws IOException {
        length = 0;
        boolean any = false;
        while (next < end || fill()) {
            any = true;
            int stop = next;
            while (stop < end && piece[stop] != '\n') {
                stop++;
            }
            take(stop);
            if (stop < end) {
                next = stop + 1;
                return true;
            }
            next = end;
        }
        return any;
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, source.read(piece));
        return end > 0;
    }

    private void take(int stop) {
        int count = Math.min(stop - next, LONGEST - length);
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.min(LONGEST, 2 * (length + count)));
        }
        System.arraycopy(piece, next, line, length, count);
        length += count;
    }

    /** The current one, without its end. */
    String line() {
        int last = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, last, StandardCharsets.UTF_8);
    }
}
