package dev.dumplink.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.zip.Adler32;

/**
 * One table's rows in the archive: one zlib stream (RFC 1950) made of pieces. A table that is read in several stretches at
 * once has a {@link Lane} for each, and their pieces stand in the order in which the lanes were opened.
 */
public final class TableBlock {
    private static final byte ROWS = 1;
    private static final byte[] ZLIB = {0x78, (byte) 0x9c};
    // a stored block, the last one, with what pg_dump ends rows with: psql needs it when pg_restore writes a script
    private static final byte[] LAST = {1, 5, 0, (byte) 0xfa, (byte) 0xff, '\\', '.', '\n', '\n', '\n'};
    private static final int LAST_LENGTH = 5;
    private static final int LAST_SUM = sum(LAST, LAST.length - LAST_LENGTH, LAST_LENGTH);

    private final ArchiveWriter writer;
    private final TocEntry entry;
    private final Deque<Lane> lanes = new ArrayDeque<>();
    private boolean ended;
    private boolean begun;
    private boolean finished;
    private int sum = Adler.EMPTY;
    private long unpacked;
    private long start;

    TableBlock(ArchiveWriter writer, TocEntry entry) {
        this.writer = writer;
        this.entry = entry;
    }

    private static int sum(byte[] bytes, int from, int length) {
        Adler32 adler = new Adler32();
        adler.update(bytes, from, length);
        return (int) adler.getValue();
    }

    /** The next stretch of rows. The lowest lane that has not ended must be one that somebody reads. */
    public Lane lane() {
        return writer.lane(this);
    }

    /** No further lane will be opened. */
    public void end() {
        writer.end(this);
    }

    // what follows is called by the writer, which holds its lock

    TocEntry entry() {
        return entry;
    }

    Lane open() {
        if (ended) {
            throw new IllegalStateException(entry.label() + " has ended");
        }
        Lane lane = new Lane(writer);
        lanes.add(lane);
        return lane;
    }

    void ending() {
        ended = true;
    }

    /** The lane whose pieces are written now. */
    Optional<Lane> current() {
        while (!lanes.isEmpty() && lanes.element().isDone()) {
            lanes.remove();
        }
        return Optional.ofNullable(lanes.peek());
    }

    /** What can be written now. */
    Optional<Step> step() {
        if (!begun) {
            begun = true;
            return Optional.of(this::writeBeginning);
        }
        Optional<Lane> lane = current();
        if (lane.isEmpty()) {
            finished = ended;
            return ended ? Optional.of(this::writeEnd) : Optional.empty();
        }
        return lane.get().next().map(piece -> new PieceStep(lane.get(), piece));
    }

    /** Whether its last step was given out. */
    boolean isDone() {
        return finished;
    }

    WrittenTable written(long end) {
        return new WrittenTable(entry, start, end - start, unpacked);
    }

    /** Something to write, and what becomes free by it. */
    interface Step {
        void write(ArchiveStream out) throws IOException;

        /** Called with the writer's lock held. */
        default void release() {}
    }

    private final class PieceStep implements Step {
        private final Lane lane;
        private final DeflatedPiece piece;

        PieceStep(Lane lane, DeflatedPiece piece) {
            this.lane = lane;
            this.piece = piece;
        }

        @Override
        public void write(ArchiveStream out) throws IOException {
            chunk(out, piece.bytes());
            sum = Adler.combine(sum, piece.sum(), piece.unpacked());
            unpacked += piece.unpacked();
        }

        @Override
        public void release() {
            lane.release(piece);
        }
    }

    private void writeBeginning(ArchiveStream out) throws IOException {
        start = out.position();
        out.write(ROWS);
        out.write(TocWriter.number32(entry.id()));
        chunk(out, ZLIB);
    }

    private void writeEnd(ArchiveStream out) throws IOException {
        int all = Adler.combine(sum, LAST_SUM, LAST_LENGTH);
        chunk(
                out,
                ByteBuffer.allocate(LAST.length + Integer.BYTES)
                        .put(LAST)
                        .putInt(all)
                        .array());
        out.write(TocWriter.number32(0));
    }

    private static void chunk(ArchiveStream out, byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            // a chunk of no bytes would end the block
            out.write(TocWriter.number32(bytes.length));
            out.write(bytes);
        }
    }
}
