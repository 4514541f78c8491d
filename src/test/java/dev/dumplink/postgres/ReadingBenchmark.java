package dev.dumplink.postgres;

import com.sun.management.OperatingSystemMXBean;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast a table is read by one connection and by two. Run by hand: {@code mvn -q test-compile exec:java
 * -Dexec.mainClass=dev.dumplink.postgres.ReadingBenchmark -Dexec.args="postgres://… public.table"}.
 */
public final class ReadingBenchmark {
    private static final int ROUNDS = 3;

    private ReadingBenchmark() {}

    public static void main(String[] arguments) {
        try (Source source = Source.open(SourceSettings.parse(arguments[0]));
                Snapshot snapshot = source.snapshot(Duration.ofSeconds(20))) {
            Table table = snapshot.schema().table(TableName.parse(arguments[1])).orElseThrow();
            for (int readers = 1; readers <= 2; readers++) {
                for (int round = 0; round < ROUNDS; round++) {
                    System.out.println(measure(snapshot, table, readers));
                }
            }
        }
    }

    private static String measure(Snapshot snapshot, Table table, int readers) {
        AtomicLong bytes = new AtomicLong();
        long cpu = cpuNanos();
        long start = System.nanoTime();
        List<PageRange> pieces = snapshot.pieces(table, (table.pages() + readers - 1) / readers);
        List<CompletableFuture<Void>> running = pieces.stream()
                .map(piece -> CompletableFuture.runAsync(
                        () -> read(snapshot, table, piece, bytes), work -> new Thread(work).start()))
                .toList();
        running.forEach(CompletableFuture::join);
        double seconds = (System.nanoTime() - start) / 1e9;
        return "%d readers: %.0f MB/s, %.2f s, %.2f CPU s of ours"
                .formatted(readers, bytes.get() / 1e6 / seconds, seconds, (cpuNanos() - cpu) / 1e9);
    }

    private static void read(Snapshot snapshot, Table table, PageRange piece, AtomicLong bytes) {
        RowBatch batch = new RowBatch();
        try (TableReader reader = snapshot.reader();
                RowStream stream = reader.read(table, piece)) {
            while (stream.next(batch)) {
                bytes.addAndGet(batch.length());
            }
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
