package dev.dumplink.archive;

import java.util.zip.Adler32;

/**
 * Packs pieces of rows, one after the other; every thread has one of its own, and no piece needs another.
 *
 * <p>Raw deflate (RFC 1951) that ends in a sync flush, so that pieces of one table in a row are one stream. What that costs
 * in size against a single stream is 0.2 percent at level 1 and 0.4 at level 6 with pieces of 1 MiB, twice that with half
 * of it, which is why the 32 KiB before a piece are not handed on as a dictionary: pieces would have to wait for each other.
 *
 * <p>Why not {@link java.util.zip.Deflater}: packing is more than half of what a night computes, and zlib takes 1.6 times as
 * long for rows at level 6 and the same size ({@code DeflateBenchmark} in the test tree). Whether what was packed can be
 * unpacked to the same is seen every night, when the archive is read back and its sums are compared.
 */
public final class PieceDeflater {
    /** Pieces may be smaller, and cut anywhere, also in the middle of a row; only a single row makes a larger one. */
    public static final int LARGEST_PIECE = 1 << 20;

    private final Level level;
    private final Adler32 adler = new Adler32();
    private final Repeats repeats;
    private final DeflateBlock block = new DeflateBlock();
    private BitOutput out = new BitOutput(LARGEST_PIECE / 2);

    /**
     * How hard is tried; each is about as small as zlib's of that number.
     *
     * @param tries places looked at for a repeat
     * @param enough bytes for which nothing longer is looked for
     * @param patient whether the next byte is asked for a longer repeat before one is taken
     */
    private record Level(int tries, int enough, boolean patient) {
        private static final Level[] ALL = {
            new Level(1, 16, false),
            new Level(2, 16, false),
            new Level(4, 16, false),
            new Level(4, 16, true),
            new Level(8, 32, true),
            new Level(16, 64, true),
            new Level(32, 64, true),
            new Level(64, 128, true),
            new Level(256, 258, true)
        };
    }

    /** @param level 1 (quick) to 9 (small) */
    public PieceDeflater(int level) {
        if (level < 1 || level > Level.ALL.length) {
            throw new IllegalArgumentException("compression levels are 1 to 9, not " + level);
        }
        this.level = Level.ALL[level - 1];
        this.repeats = new Repeats(this.level.enough());
    }

    /**
     * @param rows COPY text without pg_dump's end marker
     */
    public DeflatedPiece deflate(byte[] rows, int from, int length) {
        adler.reset();
        adler.update(rows, from, length);
        out.clear();
        repeats.start(rows, from + length);
        int at = from;
        while (at < from + length) {
            at = level.patient() ? patient(rows, at, from + length) : quick(rows, at, from + length);
            block.write(out);
        }
        flush();
        byte[] packed = out.toArray();
        if (out.capacity() > LARGEST_PIECE) {
            out = new BitOutput(LARGEST_PIECE / 2);
        }
        return new DeflatedPiece(packed, length, (int) adler.getValue());
    }

    /** Takes every repeat that is found; what stands inside a long one is not looked for later. */
    private int quick(byte[] rows, int from, int to) {
        int at = from;
        while (at < to && !block.isFull()) {
            int length = repeats.longer(at, Repeats.SHORTEST - 1, level.tries());
            if (length == 0) {
                block.literal(rows[at++]);
            } else {
                block.repeat(length, repeats.distance());
                if (length <= 2 * Repeats.SHORTEST) {
                    repeats.pass(at + 1, at + length);
                }
                at += length;
            }
        }
        return at;
    }

    private int patient(byte[] rows, int from, int to) {
        int at = from;
        while (at < to && !block.isFull()) {
            int length = repeats.longer(at, Repeats.SHORTEST - 1, level.tries());
            if (length == 0) {
                block.literal(rows[at++]);
            } else {
                at = best(rows, at, length);
            }
        }
        return at;
    }

    /** Takes the repeat that was found, or some bytes and a better one behind them. */
    private int best(byte[] rows, int from, int found) {
        int at = from;
        int length = found;
        int distance = repeats.distance();
        boolean better = true;
        while (better && length < level.enough() && !block.isFull()) {
            int next = repeats.longer(at + 1, length - 1, level.tries() / 2);
            better = next > 0 && isBetter(next - length, repeats.distance(), distance);
            if (better) {
                block.literal(rows[at++]);
                length = next;
                distance = repeats.distance();
            }
        }
        block.repeat(length, distance);
        repeats.pass(better ? at + 1 : at + 2, at + length);
        return at + length;
    }

    /** A longer one is worth a byte unless it lies so much further back that it takes as many bits more. */
    private static boolean isBetter(int longer, int distance, int instead) {
        return 4 * longer + Integer.numberOfLeadingZeros(distance) - Integer.numberOfLeadingZeros(instead) > 2;
    }

    /** An empty stored block: what follows begins with a whole byte. */
    private void flush() {
        out.reserve(64);
        out.put(0, 3);
        out.align();
        out.put(0xffff0000L, 32);
    }
}
