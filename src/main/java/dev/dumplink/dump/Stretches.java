package dev.dumplink.dump;

import dev.dumplink.archive.ArchiveWriter;
import dev.dumplink.archive.Lane;
import dev.dumplink.archive.TableBlock;
import dev.dumplink.postgres.PageRange;
import dev.dumplink.postgres.Snapshot;
import dev.dumplink.schema.TableName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Hands out what is to be read, in the archive's order: the largest table first, and of each table one stretch of pages
 * after the other. Because they are taken in that order, the lowest lane that has not ended always has a reader.
 */
final class Stretches {
    // 32 MiB: as much as another reader can have waiting while the one before it reads to its end
    private static final long PAGES = 4096;

    private final Snapshot snapshot;
    private final ArchiveWriter writer;
    private final Layout layout;
    private final Deque<Load> loads;
    private final Consumer<Load> handedOut;
    private final Deque<PageRange> ranges = new ArrayDeque<>();
    private final Share share;
    private Load load;
    private int pieces;
    private TableBlock block;

    /**
     * @param share told of each stretch that is handed out
     * @param handedOut told of each table whose last stretch was
     */
    Stretches(Snapshot snapshot, ArchiveWriter writer, Layout layout, Share share, Consumer<Load> handedOut) {
        this.snapshot = snapshot;
        this.writer = writer;
        this.layout = layout;
        this.share = share;
        this.loads = new ArrayDeque<>(layout.loads());
        this.handedOut = handedOut;
    }

    /** Some pages of a table and where their rows go. */
    record Stretch(Load load, PageRange range, Lane lane, Share.Part part) {}

    /** The next one; its load counts it as begun. */
    synchronized Optional<Stretch> next() {
        if (ranges.isEmpty() && !open()) {
            return Optional.empty();
        }
        Lane lane = block.lane();
        load.begin();
        TableName name = load.table().name();
        Stretch stretch =
                new Stretch(load, ranges.remove(), lane, share.begin(name.toString(), layout.weight(name) / pieces));
        if (ranges.isEmpty()) {
            block.end();
            handedOut.accept(load);
        }
        return Optional.of(stretch);
    }

    private boolean open() {
        if (loads.isEmpty()) {
            return false;
        }
        load = loads.remove();
        ranges.addAll(snapshot.pieces(load.table(), PAGES));
        pieces = ranges.size();
        block = writer.table(load.entry());
        return true;
    }
}
