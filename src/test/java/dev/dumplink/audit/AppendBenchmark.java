package dev.dumplink.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What durable rows cost on SQLite: callers that each wait for a row and then note a second one, as links do.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.mainClass=dev.dumplink.audit.AppendBenchmark}; {@code -Dexec.args=SECONDS}
 * changes the length of one measurement.
 */
public final class AppendBenchmark {
    private AppendBenchmark() {}

    public static void main(String[] args) throws Exception {
        Duration length = Duration.ofSeconds(args.length == 0 ? 8 : Long.parseLong(args[0]));
        Path folder = Files.createTempDirectory("dumplink-append-");
        AuditSettings settings = new AuditSettings("jdbc:sqlite:" + folder.resolve("audit.db"), null, null, null);
        Writer writer = new Writer("benchmark", "0");
        try (AuditLog log = new AuditLog(settings, writer, InstantSource.system(), new SecureRandom(), code -> {})) {
            measure(log, 64, length);
            for (int callers : new int[] {1, 8, 64, 8}) {
                System.out.println(callers + " callers: " + measure(log, callers, length));
            }
        }
        System.out.println(Files.size(folder.resolve("audit.db")) / 1_000_000 + " MB");
        System.exit(0);
    }

    private static String measure(AuditLog log, int callers, Duration length) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<long[]> all = new ArrayList<>();
        AtomicInteger numbers = new AtomicInteger();
        Instant end = Instant.now().plus(length);
        for (int i = 0; i < callers; i++) {
            Thread thread = new Thread(() -> {
                long[] nanos = calls(log, end, "U" + numbers.incrementAndGet());
                synchronized (all) {
                    all.add(nanos);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long[] nanos = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%,7.0f a second, p50 %.2f ms, p99 %.2f ms, max %.1f ms",
                nanos.length / (double) length.toSeconds(),
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }

    private static long[] calls(AuditLog log, Instant end, String user) {
        SecureRandom random = new SecureRandom();
        Actor actor = Actor.slack("T01ACME", "", user);
        List<Long> nanos = new ArrayList<>();
        while (Instant.now().isBefore(end)) {
            RequestId id = RequestId.next(random);
            IdempotencyKey key = IdempotencyKey.of("benchmark", id.value());
            Request request = new Request(id, actor, "/dump", "C01DEV", Optional.of(key));
            long start = System.nanoTime();
            log.record(AuditEvent.of(EventCode.LINK_ISSUED, request, "members", ""), end.plusSeconds(10))
                    .join();
            nanos.add(System.nanoTime() - start);
            log.note(AuditEvent.of(EventCode.DELIVERED, request, "", ""));
        }
        return nanos.stream().mapToLong(Long::longValue).toArray();
    }
}
