package dev.dumplink.postgres;

import java.util.Arrays;

/**
 * Whole rows of COPY text, each ended by a newline, in a buffer that is filled again and again. A row larger than the buffer
 * makes it grow. One thread at a time; to be handed from thread to thread.
 */
public final class RowBatch {
    private static final int CAPACITY = 512 * 1024;

    private byte[] bytes = new byte[CAPACITY];
    private int length;
    private int rows;

    /** The rows' bytes, {@link #length} of them valid. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public int rows() {
        return rows;
    }

    void clear() {
        length = 0;
        rows = 0;
    }

    /** @return false if there is no room left for it; the first row always has */
    boolean add(byte[] row) {
        if (length + row.length > bytes.length) {
            if (rows > 0) {
                return false;
            }
            bytes = Arrays.copyOf(bytes, row.length);
        }
        System.arraycopy(row, 0, bytes, length, row.length);
        length += row.length;
        rows++;
        return true;
    }
}
