package dev.dumplink.dump;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Cuts a stream of COPY text into pieces of whole rows, in a fixed number of buffers that are used again and again. */
final class RowPieces {
    private static final int SIZE = 1 << 20;
    private static final byte[] END = {'\\', '.', '\n', '\n', '\n'};

    private final BlockingQueue<byte[]> free;

    /** Takes a piece, and gives the buffer back when it is done with it. */
    interface Taker {
        void take(byte[] piece, int length);
    }

    RowPieces(int buffers) {
        free = new ArrayBlockingQueue<>(buffers);
        for (int i = 0; i < buffers; i++) {
            free.add(new byte[SIZE]);
        }
    }

    void giveBack(byte[] buffer) {
        free.add(buffer.length > SIZE ? new byte[SIZE] : buffer);
    }

    /** @param rows with pg_dump's end marker, which is no row and in no piece */
    void cut(InputStream rows, Taker taker) throws IOException, InterruptedException {
        byte[] buffer = free.take();
        int filled = 0;
        while (true) {
            int count = rows.readNBytes(buffer, filled, buffer.length - filled);
            filled += count;
            if (filled < buffer.length) {
                taker.take(buffer, withoutEnd(buffer, filled));
                return;
            }
            int rowsEnd = lastRowEnd(buffer, filled - END.length);
            if (rowsEnd == 0) {
                // one row, and not yet all of it
                buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
            } else {
                byte[] next = grown(free.take(), filled - rowsEnd);
                System.arraycopy(buffer, rowsEnd, next, 0, filled - rowsEnd);
                taker.take(buffer, rowsEnd);
                filled -= rowsEnd;
                buffer = next;
            }
        }
    }

    private static byte[] grown(byte[] buffer, int least) {
        return buffer.length > least ? buffer : new byte[2 * least];
    }

    /** Looks no further than where the marker could begin. */
    private static int lastRowEnd(byte[] text, int before) {
        int at = before;
        while (at > 0 && text[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    private static int withoutEnd(byte[] text, int length) {
        int rows = length - END.length;
        return rows >= 0 && Arrays.equals(text, rows, length, END, 0, END.length) ? rows : length;
    }
}
