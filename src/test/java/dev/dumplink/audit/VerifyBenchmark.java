package dev.dumplink.audit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * How many rows a second {@code audit verify} proves, on a SQLite file made for the purpose.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.mainClass=dev.dumplink.audit.VerifyBenchmark}; {@code -Dexec.args=ROWS}
 * changes how many there are.
 */
public final class VerifyBenchmark {
    private static final int ROUNDS = 5;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private VerifyBenchmark() {}

    public static void main(String[] args) throws Exception {
        int rows = args.length == 0 ? 200_000 : Integer.parseInt(args[0]);
        Path file = Files.createTempDirectory("dumplink-bench-").resolve("audit.db");
        AuditSettings settings = new AuditSettings("jdbc:sqlite:" + file, null, null, null);
        SampleLog.fill(settings, rows);
        System.out.println(settings.url());
        for (int round = 1; round <= ROUNDS; round++) {
            long start = System.nanoTime();
            long busy = CPU.getCurrentThreadCpuTime();
            ChainVerifier.Verdict verdict = ChainVerifier.verify(settings);
            double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
            double cpu = (CPU.getCurrentThreadCpuTime() - busy) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "round %d: %,d rows in %.2f s = %,.0f rows/s (%,.0f for a second of one processor), %s%n",
                    round,
                    verdict.rows(),
                    seconds,
                    verdict.rows() / seconds,
                    verdict.rows() / cpu,
                    verdict.damage().orElse("sound"));
        }
    }
}
