package dev.dumplink.demo;

import dev.dumplink.audit.AuditQuery;
import dev.dumplink.audit.AuditReader;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.Cursor;
import dev.dumplink.audit.EventCode;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * How long a page of a long audit log takes, of whatever query, on both databases.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.mainClass=dev.dumplink.demo.AuditBenchmark}; {@code -Dexec.args=ROWS}
 * changes the length of the log from a million.
 */
public final class AuditBenchmark {
    private static final int QUERIES = 300;
    private static final int PAGE = 20;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    /** What is hard: values that are rare, absent, or frequent each by itself and never together. */
    private static final List<String> HARD = List.of(
            "",
            "user:" + AuditHistory.person(0),
            "user:" + AuditHistory.person(399),
            "user:U0NOBODY",
            "user:system",
            "-user:" + AuditHistory.person(0),
            "outcome:issued",
            "outcome:noted",
            "outcome:answered database:shop",
            "database:nowhere",
            "database:tiny outcome:undelivered",
            "database:tiny outcome:undelivered user:" + AuditHistory.person(399),
            "-outcome:issued,delivered,opened,answered,denied,failed,hidden -database:shop",
            "code:CF001I",
            "user:" + AuditHistory.person(399) + " outcome:noted",
            "since:7d",
            "since:1d outcome:failed",
            "since:52w outcome:undelivered database:tiny",
            "since:30m user:" + AuditHistory.person(300),
            "request:r-0123456789ab");

    private final AuditReader reader;
    private final Random random = new Random(18);
    private final Instant now;

    private AuditBenchmark(AuditReader reader, Instant now) {
        this.reader = reader;
        this.now = now;
    }

    public static void main(String[] args) throws Exception {
        int rows = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
        Path home = Files.createTempDirectory("dumplink-bench-");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.onDisk()) {
            measure("SQLite", AuditDatabase.sqlite(home.resolve("audit.db")), rows, System.out);
            measure("PostgreSQL", AuditDatabase.postgresql(postgres, "audit"), rows, System.out);
        } finally {
            Folder.delete(home);
        }
        System.exit(0);
    }

    private static void measure(String name, AuditDatabase database, int rows, PrintStream out) throws Exception {
        Instant now = Instant.now();
        AuditHistory.fill(database, rows, now);
        out.println(name + ", " + rows + " rows");
        AuditSettings settings = new AuditSettings(database.url(), null, null, null);
        try (AuditReader reader = new AuditReader(settings, InstantSource.fixed(now))) {
            new AuditBenchmark(reader, now).measure(out);
        }
    }

    private void measure(PrintStream out) {
        List<Timing> timings = new ArrayList<>();
        HARD.forEach(query -> timings.add(took(query)));
        timings.forEach(timing -> out.println("  " + timing));
        for (int i = 0; i < QUERIES; i++) {
            timings.add(took(anyQuery()));
        }
        timings.sort(Comparator.comparing(Timing::nanos));
        out.println("  median  " + timings.get(timings.size() / 2));
        timings.subList(timings.size() - 3, timings.size()).forEach(timing -> out.println("  slowest " + timing));
    }

    /** @param busy of a processor: on a busy machine the rest was waited for, or another program's, as a server is */
    private record Timing(String query, long nanos, long busy, int rows) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%7.1f ms (%6.1f busy), %2d rows: %s", nanos / 1e6, busy / 1e6, rows, query);
        }
    }

    /** The first page and, where there is one, a page from the middle of the log: whichever took longer. */
    private Timing took(String text) {
        AuditQuery query = AuditQuery.parse(text).fold(each -> each, problem -> {
            throw new IllegalArgumentException(problem.sentence());
        });
        Timing top = took(query, Cursor.newest());
        Timing middle = took(query, Cursor.olderThan(1 + random.nextInt(1_000_000)));
        return top.nanos() > middle.nanos() ? top : middle;
    }

    /** The best of three: other programs have a part in the others. */
    private Timing took(AuditQuery query, Cursor cursor) {
        return Stream.generate(() -> once(query, cursor))
                .limit(3)
                .min(Comparator.comparing(Timing::nanos))
                .orElseThrow();
    }

    private Timing once(AuditQuery query, Cursor cursor) {
        long start = System.nanoTime();
        long busy = CPU.getCurrentThreadCpuTime();
        int rows = reader.page(query, cursor, PAGE).entries().size();
        return new Timing(query.toString(), System.nanoTime() - start, CPU.getCurrentThreadCpuTime() - busy, rows);
    }

    private String anyQuery() {
        StringBuilder query = new StringBuilder();
        add(query, "outcome:", EventCode.values()[random.nextInt(EventCode.values().length)].decision());
        add(query, "code:", EventCode.values()[random.nextInt(EventCode.values().length)].code());
        add(query, "database:", List.of("shop", "blog", "tiny", "nowhere").get(random.nextInt(4)));
        add(query, "user:", AuditHistory.person(random.nextInt(450)));
        if (random.nextInt(3) == 0) {
            query.append(" since:").append(1 + random.nextInt(400)).append('d');
        } else if (random.nextInt(3) == 0) {
            Instant from = now.minusSeconds(random.nextInt(365 * 24 * 3600));
            query.append(" from:")
                    .append(from)
                    .append(" to:")
                    .append(from.plusSeconds(random.nextInt(100 * 24 * 3600)));
        }
        return query.toString();
    }

    private void add(StringBuilder query, String qualifier, String value) {
        if (random.nextInt(3) == 0) {
            query.append(random.nextInt(4) == 0 ? " -" : " ").append(qualifier).append(value);
        }
    }
}
