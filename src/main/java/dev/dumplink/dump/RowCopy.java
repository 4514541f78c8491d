package dev.dumplink.dump;

import dev.dumplink.archive.ArchiveWriter;
import dev.dumplink.archive.PieceDeflater;
import dev.dumplink.masking.Bytes;
import dev.dumplink.masking.LeakSample;
import dev.dumplink.postgres.RowBatch;
import dev.dumplink.postgres.RowCounts;
import dev.dumplink.postgres.RowStream;
import dev.dumplink.postgres.Snapshot;
import dev.dumplink.postgres.TableReader;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The rows' way from the server into the archive: some threads read, each on a connection of its own, others mask and pack.
 * Whoever reads waits for a batch to become free or for room in the archive; whoever packs waits for nobody, which is why
 * no thread waits for ever. When all is read, the readers have the server count the rows of each table.
 */
final class RowCopy {
    private static final int LARGEST_KEPT = 2 << 20;
    private static final int MOST_BATCHES = 256;

    private final ArchiveWriter writer;
    private final List<Load> loads;
    private final LeakSample sample;
    private final int compression;
    private final NightProgress progress;
    private final Stretches stretches;
    private final BlockingQueue<RowBatch> free;
    private final Queue<Packer> packers = new ConcurrentLinkedQueue<>();
    private final Queue<Table> uncounted;
    private final AtomicInteger reading = new AtomicInteger();

    /** What one thread packs with. */
    private record Packer(PieceDeflater deflater, Bytes out) {}

    RowCopy(
            Snapshot snapshot,
            Layout layout,
            ArchiveWriter writer,
            LeakSample sample,
            int compression,
            NightProgress progress) {
        this.writer = writer;
        this.loads = layout.loads();
        this.sample = sample;
        this.compression = compression;
        this.progress = progress;
        Share share = layout.share();
        progress.beginCopying(share);
        this.stretches = new Stretches(snapshot, writer, layout, share, Load::end);
        this.uncounted =
                new ConcurrentLinkedQueue<>(loads.stream().map(Load::table).toList());
        this.free = new ArrayBlockingQueue<>(MOST_BATCHES);
    }

    /**
     * Copies everything.
     *
     * @param readers one for each thread that reads; they stay open
     * @throws DumpFailed if the server counts other numbers of rows than were written
     */
    void run(List<TableReader> readers, int threads) throws InterruptedException {
        for (int i = 0; i < threads + 2 * readers.size(); i++) {
            free.add(new RowBatch());
        }
        try (Crew packing = Crew.of(threads, "dumplink-pack");
                Crew reads = Crew.of(readers.size(), "dumplink-read")) {
            this.reading.set(readers.size());
            List<Future<List<RowCounts>>> all = readers.stream()
                    .map(reader -> reads.submit(() -> guarded(() -> read(reader, packing))))
                    .toList();
            List<RowCounts> counts = new ArrayList<>();
            for (Future<List<RowCounts>> each : all) {
                counts.addAll(result(each));
            }
            packing.finish();
            requireAll(counts);
        }
    }

    /** The failure that came first is the writer's, and the cause of all that follow. */
    private static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw DumpFailed.of(e);
        }
    }

    private interface Work<T> {
        T run() throws InterruptedException;
    }

    private <T> T guarded(Work<T> work) throws InterruptedException {
        try {
            return work.run();
        } catch (InterruptedException | RuntimeException | Error e) {
            // nobody may go on waiting for what will not come
            writer.fail(e);
            throw e;
        }
    }

    private List<RowCounts> read(TableReader reader, Crew packing) throws InterruptedException {
        Optional<Stretches.Stretch> next = stretches.next();
        while (next.isPresent()) {
            read(reader, next.get(), packing);
            next = stretches.next();
        }
        List<RowCounts> counts = new ArrayList<>();
        boolean last = reading.decrementAndGet() == 0;
        for (Table table = uncounted.poll(); table != null; table = uncounted.poll()) {
            if (last) {
                progress.counting(table.name().toString());
            }
            counts.add(reader.count(List.of(table)));
        }
        if (last) {
            progress.counting("");
        }
        return counts;
    }

    private void read(TableReader reader, Stretches.Stretch stretch, Crew packing) throws InterruptedException {
        RowBatch batch = free.take();
        try (RowStream rows = reader.read(stretch.load().table(), stretch.range())) {
            while (rows.next(batch)) {
                int number = stretch.lane().admit();
                RowBatch full = batch;
                stretch.load().begin();
                stretch.part().read();
                packing.submit(() -> guarded(() -> {
                    pack(stretch, number, full);
                    return number;
                }));
                batch = free.take();
            }
        } finally {
            giveBack(batch);
        }
        stretch.lane().end();
        stretch.part().end();
        stretch.load().end();
    }

    private void pack(Stretches.Stretch stretch, int number, RowBatch batch) {
        Packer packer = Optional.ofNullable(packers.poll())
                .orElseGet(() -> new Packer(new PieceDeflater(compression), new Bytes(PieceDeflater.LARGEST_PIECE)));
        Bytes out = packer.out();
        int length = batch.length();
        int rows = batch.rows();
        try {
            out.clear();
            stretch.load().mask(batch, sample, out);
            progress.add(rows, out.size());
        } finally {
            giveBack(batch);
        }
        stretch.lane().put(number, packer.deflater().deflate(out.array(), 0, out.size()));
        stretch.part().packed(rows, length);
        stretch.load().end();
        packers.add(
                out.array().length > LARGEST_KEPT
                        ? new Packer(packer.deflater(), new Bytes(LARGEST_KEPT / 2))
                        : packer);
    }

    /** One that a large row made grow is not kept. */
    private void giveBack(RowBatch batch) {
        free.add(batch.bytes().length > LARGEST_KEPT ? new RowBatch() : batch);
    }

    private void requireAll(List<RowCounts> counts) {
        Map<TableName, Long> written =
                loads.stream().collect(Collectors.toMap(load -> load.table().name(), Load::rows));
        counts.stream()
                .flatMap(count -> count.differences(written).stream())
                .findFirst()
                .ifPresent(difference -> {
                    throw new DumpFailed(difference.table() + ": " + difference.written()
                            + " rows were written, and the server counts " + difference.counted());
                });
    }
}
