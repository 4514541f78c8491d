package dev.dumplink.dump;

import dev.dumplink.archive.TocEntry;
import dev.dumplink.masking.Bytes;
import dev.dumplink.masking.CompiledTable;
import dev.dumplink.masking.LeakSample;
import dev.dumplink.masking.TableMasker;
import dev.dumplink.postgres.RowBatch;
import dev.dumplink.schema.Table;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** One table on its way into the archive. Any number of threads mask its rows and take samples of them. */
final class Load {
    // eight megabytes of rows are sampled in any case, of the rest every eighth batch: sampling takes a third of the
    // time
    // that masking takes
    private static final int SAMPLED_FOR_SURE = 16;
    private static final int ONE_IN = 8;

    private final Table table;
    private final CompiledTable compiled;
    private final TocEntry entry;
    private final LongAdder rows = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final AtomicInteger batches = new AtomicInteger();
    // begins with one for the stretches that have not been handed out
    private final AtomicInteger open = new AtomicInteger(1);
    private final Queue<Worker> idle = new ConcurrentLinkedQueue<>();

    Load(Table table, CompiledTable compiled, TocEntry entry) {
        this.table = table;
        this.compiled = compiled;
        this.entry = entry;
    }

    Table table() {
        return table;
    }

    CompiledTable compiled() {
        return compiled;
    }

    TocEntry entry() {
        return entry;
    }

    long rows() {
        return rows.sum();
    }

    /** Of COPY text, masked. */
    long bytes() {
        return bytes.sum();
    }

    /** Masks a batch into {@code out}, which is empty. */
    void mask(RowBatch batch, LeakSample sample, Bytes out) {
        int masked = compiled.masks() ? masked(batch, sample, out) : kept(batch, out);
        if (masked != batch.rows()) {
            throw new DumpFailed(table.name() + ": of " + batch.rows() + " rows " + masked + " were masked");
        }
        rows.add(masked);
        bytes.add(out.size());
    }

    private static int kept(RowBatch batch, Bytes out) {
        out.append(batch.bytes(), 0, batch.length());
        return batch.rows();
    }

    private int masked(RowBatch batch, LeakSample sample, Bytes out) {
        int number = batches.getAndIncrement();
        boolean sampled = number < SAMPLED_FOR_SURE || number % ONE_IN == 0;
        Worker free = idle.poll();
        Worker mine = free == null ? Worker.of(compiled, sample) : free;
        mine.collector().watch(sampled);
        int masked = mine.masker().mask(batch.bytes(), 0, batch.length(), out);
        if (sampled) {
            sample.add(mine.collector());
        }
        idle.add(mine);
        return masked;
    }

    /** What masks, and what sees the values; for one thread at a time. */
    private record Worker(LeakSample.Collector collector, TableMasker masker) {
        static Worker of(CompiledTable table, LeakSample sample) {
            LeakSample.Collector collector = sample.collector(table);
            return new Worker(collector, table.newMasker(collector));
        }
    }

    /** One more stretch or batch under way. */
    void begin() {
        open.incrementAndGet();
    }

    /** One less; with the last one what is only needed on the way is let go. */
    void end() {
        if (open.decrementAndGet() == 0) {
            idle.clear();
        }
    }
}
