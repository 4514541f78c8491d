package dev.dumplink.archive;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;

/**
 * What packing a table costs beside zlib, level by level, in pieces as a night makes them; by a person: {@code exec:java
 * -Dexec.mainClass=dev.dumplink.archive.DeflateBenchmark -Dexec.args="FILE LEVEL…"}.
 */
public final class DeflateBenchmark {
    private static final int PIECE = 512 << 10;
    // the first one is the compiler's
    private static final int ROUNDS = 2;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private DeflateBenchmark() {}

    private interface Packing {
        long packed(byte[] rows, int from, int length);
    }

    /** Arguments: a file of COPY text, and levels. */
    public static void main(String... arguments) throws Exception {
        byte[] rows = Files.readAllBytes(Path.of(arguments[0]));
        for (String number : List.of(arguments).subList(1, arguments.length)) {
            int level = Integer.parseInt(number);
            PieceDeflater deflater = new PieceDeflater(level);
            say(level, "ours", rows, (bytes, from, length) -> deflater.deflate(bytes, from, length)
                    .packed());
            Deflater zlib = new Deflater(level, true);
            byte[] out = new byte[2 * PIECE];
            say(level, "zlib", rows, (bytes, from, length) -> {
                zlib.reset();
                zlib.setInput(bytes, from, length);
                return zlib.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
            });
            zlib.end();
        }
    }

    private static void say(int level, String what, byte[] rows, Packing packing) {
        long nanoseconds = 0;
        long packed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            packed = 0;
            for (int from = 0; from < rows.length; from += PIECE) {
                packed += packing.packed(rows, from, Math.min(PIECE, rows.length - from));
            }
            nanoseconds = THREADS.getCurrentThreadCpuTime() - start;
        }
        System.out.printf(
                Locale.ROOT,
                "level %d  %s  %6.1f MB/CPU s  ratio %.4f%n",
                level,
                what,
                rows.length * 1e3 / nanoseconds,
                (double) packed / rows.length);
    }
}
