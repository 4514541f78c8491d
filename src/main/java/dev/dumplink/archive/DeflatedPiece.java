package dev.dumplink.archive;

/** Some bytes of a table's rows, deflated by themselves: the pieces of one table, one after the other, are one stream. */
public final class DeflatedPiece {
    private final byte[] bytes;
    private final long unpacked;
    private final int sum;

    /** @param bytes raw deflate that ends in a sync flush; not copied */
    DeflatedPiece(byte[] bytes, long unpacked, int sum) {
        this.bytes = bytes;
        this.unpacked = unpacked;
        this.sum = sum;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Adler-32 of what was packed. */
    int sum() {
        return sum;
    }

    /** How many bytes it takes in the archive. */
    public int packed() {
        return bytes.length;
    }

    /** How many bytes were packed. */
    public long unpacked() {
        return unpacked;
    }
}
