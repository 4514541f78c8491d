package dev.dumplink.archive;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A stretch of a table's rows, which one thread reads from its beginning to its end while others pack them. Thread-safe.
 */
public final class Lane {
    private final ArchiveWriter writer;
    private final Map<Integer, DeflatedPiece> waiting = new HashMap<>();
    private long reserved;
    private int admitted;
    private int written;
    private boolean ended;

    Lane(ArchiveWriter writer) {
        this.writer = writer;
    }

    /**
     * Waits until there is room for one more piece. Only the thread that reads the lane may wait here: not those that pack,
     * since room comes from what they bring. Whoever cannot bring a piece that was admitted calls
     * {@link ArchiveWriter#fail}; one that turns out to have no rows is brought empty.
     *
     * @return the piece's number in this lane, from 0
     * @throws ArchiveFailed if the archive cannot be finished any more
     */
    public int admit() throws InterruptedException {
        return writer.admit(this);
    }

    /**
     * Hands over a piece that was admitted, from any thread and in any order. Does not wait for room; whoever brings the
     * next piece in order writes it and what has waited for it.
     *
     * @throws ArchiveFailed if the archive cannot be finished any more
     */
    public void put(int number, DeflatedPiece piece) {
        writer.put(this, number, piece);
    }

    /** No further piece will be admitted; those that were may still come. */
    public void end() {
        writer.end(this);
    }

    // what follows is called by the writer, which holds its lock

    int reserve(int bytes) {
        if (ended) {
            throw new IllegalStateException("the lane has ended");
        }
        reserved += bytes;
        return admitted++;
    }

    void accept(int number, DeflatedPiece piece, int insteadOf) {
        if (number < written || number >= admitted || waiting.put(number, piece) != null) {
            throw new IllegalStateException("piece " + number + " was not admitted, or came before");
        }
        reserved += piece.packed() - insteadOf;
    }

    Optional<DeflatedPiece> next() {
        Optional<DeflatedPiece> piece = Optional.ofNullable(waiting.remove(written));
        piece.ifPresent(taken -> written++);
        return piece;
    }

    void release(DeflatedPiece piece) {
        reserved -= piece.packed();
    }

    void ending() {
        ended = true;
    }

    long reserved() {
        return reserved;
    }

    boolean isDone() {
        return ended && written == admitted;
    }
}
