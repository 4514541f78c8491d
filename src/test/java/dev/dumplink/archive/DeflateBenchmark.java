package dev.dumplink.archive;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.Deflater;

/** What it costs to pack a table in pieces, by a person: {@code exec:java -Dexec.mainClass=…DeflateBenchmark -Dexec.args=FILE}. */
public final class DeflateBenchmark {
    private DeflateBenchmark() {}

    /** Argument: a file of COPY text. */
    public static void main(String[] arguments) throws Exception {
        byte[] rows = Files.readAllBytes(Path.of(arguments[0]));
        for (int level : new int[] {1, 6}) {
            one(rows, level);
            say(level, "one stream", rows, time(() -> one(rows, level)), one(rows, level));
            for (int size : new int[] {256 << 10, 512 << 10, 1 << 20}) {
                long packed = pieces(rows, level, size, 1);
                for (int threads : new int[] {1, 2}) {
                    String name = (size >> 10) + " KiB, " + threads + " thread(s)";
                    say(level, name, rows, time(() -> pieces(rows, level, size, threads)), packed);
                }
                long with = dictionary(rows, level, size);
                say(
                        level,
                        (size >> 10) + " KiB, 1 thread, dictionary",
                        rows,
                        time(() -> dictionary(rows, level, size)),
                        with);
            }
        }
    }

    private interface Work {
        long run() throws Exception;
    }

    private static double time(Work work) throws Exception {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 2; i++) {
            long start = cpu();
            work.run();
            best = Math.min(best, (cpu() - start) / 1e9);
        }
        return best;
    }

    private static void say(int level, String what, byte[] rows, double seconds, long packed) {
        System.out.printf(
                Locale.ROOT,
                "level %d  %-32s %6.1f MB/CPU s  %,12d bytes  ratio %.3f%n",
                level,
                what,
                rows.length / 1e6 / seconds,
                packed,
                (double) rows.length / packed);
    }

    private static long one(byte[] rows, int level) {
        Deflater deflater = new Deflater(level, true);
        deflater.setInput(rows);
        deflater.finish();
        byte[] buffer = new byte[64 << 10];
        long count = 0;
        while (!deflater.finished()) {
            count += deflater.deflate(buffer);
        }
        deflater.end();
        return count;
    }

    private static long pieces(byte[] rows, int level, int size, int threads) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        List<Future<Long>> parts = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread * size;
            parts.add(workers.submit(() -> {
                long count = 0;
                try (PieceDeflater deflater = new PieceDeflater(level)) {
                    for (int from = first; from < rows.length; from += threads * size) {
                        count += deflater.deflate(rows, from, Math.min(size, rows.length - from))
                                .packed();
                    }
                }
                return count;
            }));
        }
        long all = 0;
        for (Future<Long> part : parts) {
            all += part.get();
        }
        workers.shutdown();
        return all;
    }

    private static long dictionary(byte[] rows, int level, int size) {
        Deflater deflater = new Deflater(level, true);
        byte[] buffer = new byte[2 << 20];
        long count = 0;
        for (int from = 0; from < rows.length; from += size) {
            deflater.reset();
            if (from > 0) {
                deflater.setDictionary(rows, from - 32768, 32768);
            }
            deflater.setInput(rows, from, Math.min(size, rows.length - from));
            count += deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        }
        deflater.end();
        return count;
    }

    /** Of the whole process: the machine may be anybody's. */
    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
