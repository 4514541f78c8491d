package dev.dumplink.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes an archive of version 1.14 as a stream, in bounded memory, while any number of threads bring packed rows of any
 * number of tables.
 *
 * <p>Blocks of tables cannot be interleaved. The table opened first is the current one: its pieces go out as soon as they
 * are next in order. Those of other tables wait, packed, until their turn comes, which is in the order of opening; so open
 * the largest first. Pieces in work and waiting take at most the memory given: half for the current lane, half for all
 * others, and a lane without room makes its reader wait in {@link Lane#admit}.
 *
 * <p>Why nobody waits for ever: the reader of the current lane waits only for pieces of that very lane, which are being
 * packed or written, and whoever packs never waits for room. As long as it has a reader, the current lane therefore comes
 * to its end, the next becomes current, and what it had waiting goes out.
 *
 * <p>Whoever brings the next piece writes it, and all that had waited for it, while others go on packing; a slow sink slows
 * down everything through the room that does not become free. The table of contents comes last: it says where each block
 * begins, and lists the rows in the order of the blocks, so that the archive can also be restored from a pipe.
 */
public final class ArchiveWriter implements Closeable {
    /** Less would leave the current lane no two pieces. */
    public static final long LEAST_MEMORY = 4L * PieceDeflater.LARGEST_PIECE;

    private final Toc toc;
    private final ArchiveSink sink;
    private final ArchiveStream out;
    private final long half;
    private final Map<Integer, TocEntry> expected;

    // guarded by this
    private final Deque<TableBlock> blocks = new ArrayDeque<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final List<WrittenTable> written = new ArrayList<>();
    private boolean writing;
    private Optional<Throwable> failure = Optional.empty();

    private ArchiveWriter(Toc toc, ArchiveSink sink, ArchiveStream out, long memory) {
        this.toc = toc;
        this.sink = sink;
        this.out = out;
        this.half = memory / 2;
        this.expected = toc.entries().stream()
                .filter(TocEntry::hasData)
                .collect(Collectors.toMap(TocEntry::id, entry -> entry, (one, other) -> one, HashMap::new));
    }

    /**
     * Begins an archive.
     *
     * @param toc of {@link ArchivePlan}
     * @param sink closed by {@link #close}, or here if it cannot begin
     * @param memory bytes for pieces, at least {@link #LEAST_MEMORY}
     */
    public static ArchiveWriter begin(Toc toc, ArchiveSink sink, long memory) throws IOException {
        if (memory < LEAST_MEMORY) {
            throw new IllegalArgumentException("at least " + LEAST_MEMORY + " bytes of memory are needed");
        }
        try {
            return new ArchiveWriter(toc, sink, new ArchiveStream(sink, TocWriter.bytes(toc).length), memory);
        } catch (IOException | RuntimeException e) {
            sink.close();
            throw e;
        }
    }

    /**
     * Begins the rows of a table.
     *
     * @param entry of the table of contents; each one that holds rows must be opened once
     */
    public TableBlock table(TocEntry entry) {
        TableBlock block = new TableBlock(this, entry);
        synchronized (this) {
            if (expected.remove(entry.id()) == null) {
                throw new IllegalArgumentException(entry.label() + " has no rows to come, or had them before");
            }
            blocks.add(block);
        }
        drain();
        return block;
    }

    synchronized Lane lane(TableBlock block) {
        Lane lane = block.open();
        lanes.add(lane);
        return lane;
    }

    synchronized int admit(Lane lane) throws InterruptedException {
        requireSound();
        while (!hasRoom(lane)) {
            wait();
            requireSound();
        }
        return lane.reserve(PieceDeflater.LARGEST_PIECE);
    }

    private boolean hasRoom(Lane lane) {
        Optional<Lane> current = Optional.ofNullable(blocks.peek()).flatMap(TableBlock::current);
        boolean first = current.filter(lane::equals).isPresent();
        long taken = first
                ? lane.reserved()
                : lanes.stream().mapToLong(Lane::reserved).sum()
                        - current.map(Lane::reserved).orElse(0L);
        return taken + PieceDeflater.LARGEST_PIECE <= half;
    }

    void put(Lane lane, int number, DeflatedPiece piece) {
        synchronized (this) {
            requireSound();
            lane.accept(number, piece, PieceDeflater.LARGEST_PIECE);
            notifyAll();
        }
        drain();
    }

    void end(Lane lane) {
        synchronized (this) {
            lane.ending();
        }
        drain();
    }

    void end(TableBlock block) {
        synchronized (this) {
            block.ending();
        }
        drain();
    }

    /** Writes what can be written, unless somebody is at it, who will then find it. */
    private void drain() {
        Optional<TableBlock.Step> step = take();
        while (step.isPresent()) {
            try {
                step.get().write(out);
            } catch (IOException | RuntimeException | Error e) {
                // also what is no matter of the sink: a step that is half written is never made good
                fail(e);
            }
            step = next(step.get());
        }
    }

    private synchronized Optional<TableBlock.Step> take() {
        if (writing || failure.isPresent() || blocks.isEmpty()) {
            return Optional.empty();
        }
        Optional<TableBlock.Step> step = blocks.element().step();
        writing = step.isPresent();
        return step;
    }

    /** In one go, so that nobody finds the writing at rest while there is something to write. */
    private synchronized Optional<TableBlock.Step> next(TableBlock.Step done) {
        writing = false;
        done.release();
        if (blocks.element().isDone()) {
            written.add(blocks.remove().written(out.position()));
        }
        lanes.removeIf(Lane::isDone);
        notifyAll();
        return take();
    }

    /** Lets nobody wait any longer: everything that is still tried ends in {@link ArchiveFailed} with this cause. */
    public synchronized void fail(Throwable cause) {
        failure = failure.or(() -> Optional.of(cause));
        notifyAll();
    }

    private void requireSound() {
        failure.ifPresent(cause -> {
            throw new ArchiveFailed("the archive cannot be finished", cause);
        });
    }

    /**
     * Writes the beginning and completes the archive at its sink.
     *
     * @throws IllegalStateException if a table's rows were never begun or not ended
     * @throws ArchiveFailed if something had failed before
     */
    public Written finish() throws IOException, InterruptedException {
        synchronized (this) {
            while (writing && failure.isEmpty()) {
                wait();
            }
            requireSound();
            requireWhole();
        }
        out.complete(TocWriter.bytes(finalToc()));
        return new Written(out.position(), written);
    }

    private void requireWhole() {
        if (!blocks.isEmpty()) {
            throw new IllegalStateException(blocks.element().entry().label() + " has not ended");
        }
        if (!expected.isEmpty()) {
            throw new IllegalStateException(expected.values().iterator().next().label() + " was never written");
        }
    }

    /** The same entries, those of rows in the order of their blocks. */
    private Toc finalToc() {
        Iterator<WrittenTable> tables = written.iterator();
        List<TocEntry> entries = toc.entries().stream()
                .map(entry -> entry.hasData() ? located(tables.next()) : entry)
                .toList();
        return new Toc(toc.header(), entries);
    }

    private static TocEntry located(WrittenTable table) {
        return table.entry().at(DataOffset.at(table.start()));
    }

    /** Without a {@link #finish} before it, nothing remains at the sink. */
    @Override
    public void close() throws IOException {
        fail(new IllegalStateException("closed"));
        sink.close();
    }
}
