package dev.dumplink.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a masked dump costs beside {@code pg_dump -Fc} without masks, at the same gzip level on the same cores, in turns in
 * one run, with the server on them too. Only the ratios travel; where others use the machine, only those of the seconds of
 * CPU.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.mainClass=dev.dumplink.demo.DumpBenchmark -Dexec.args="SCALE ROUNDS"}:
 * a scale of 1 (the default is 0.03) is about a gigabyte of rows, and there are 2 rounds where nothing is said. The database
 * is a shop of users, customers, orders, messages and logins; 15 of its columns are masked. {@code -Ddumplink.sql=FILE} is
 * loaded in its place, by psql with {@code -v scale=SCALE}, and masked as {@code -Ddumplink.policy=FILE} says; without that,
 * as {@code benchmark/gen.yml} does for a script of that name. Ours runs with the options that the image gives a night.
 */
public final class DumpBenchmark {
    private static final int ROWS = 7_200_000;
    private static final List<Integer> LEVELS = List.of(6, 1);

    private final EmbeddedPostgres server;
    private final Path folder;
    private final PrintStream out;
    private final Map<String, List<Cost>> all = new TreeMap<>();

    private DumpBenchmark(EmbeddedPostgres server, Path folder, PrintStream out) {
        this.server = server;
        this.folder = folder;
        this.out = out;
    }

    public static void main(String... words) throws Exception {
        double scale = words.length > 0 ? Double.parseDouble(words[0]) : 0.03;
        int rounds = words.length > 1 ? Integer.parseInt(words[1]) : 2;
        Path folder = Files.createTempDirectory("dumplink-benchmark-");
        try (EmbeddedPostgres server = EmbeddedPostgres.onDisk()) {
            DumpBenchmark benchmark = new DumpBenchmark(server, folder, System.out);
            benchmark.load(scale);
            benchmark.run(rounds);
        } finally {
            Folder.delete(folder);
        }
    }

    private void load(double scale) throws Exception {
        String script = System.getProperty("dumplink.sql", "");
        Path file = script.isEmpty() ? resource("shop.sql") : Path.of(script);
        String policy = System.getProperty("dumplink.policy", "");
        String known = file.getFileName().toString().replaceFirst("\\.sql$", ".yml");
        Files.copy(policy.isEmpty() ? resource(known) : Path.of(policy), folder.resolve("policy.yml"));
        server.createDatabase("perf");
        EmbeddedPostgres.client("psql")
                .run(
                        "-X",
                        "-q",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-v",
                        "scale=" + scale,
                        "-v",
                        "rows=" + (int) (ROWS * scale),
                        "-d",
                        server.uri("perf"),
                        "-f",
                        file.toString());
    }

    private Path resource(String name) throws IOException {
        try (InputStream text = DumpBenchmark.class.getResourceAsStream("benchmark/" + name)) {
            if (text == null) {
                throw new IllegalArgumentException(
                        "there is no " + name + "; name a policy with -Ddumplink.policy=FILE");
            }
            Path file = folder.resolve(name);
            Files.copy(text, file);
            return file;
        }
    }

    private void run(int rounds) throws Exception {
        out.printf("%-22s %8s %9s %9s %9s %8s %8s%n", "", "wall s", "own CPU", "server's", "MB", "RSS MB", "heap MB");
        for (int round = 0; round < rounds; round++) {
            for (int level : LEVELS) {
                add("gzip " + level + ": pg_dump -Fc", pgDump(level));
                add("gzip " + level + ": dumplink", ours(level));
            }
        }
        for (int level : LEVELS) {
            Cost theirs = best("gzip " + level + ": pg_dump -Fc");
            Cost ours = best("gzip " + level + ": dumplink");
            out.printf(
                    Locale.ROOT,
                    "gzip %d: %.2f of pg_dump's wall time, %.2f of its CPU (both with the server's), %.2f of its size%n",
                    level,
                    ours.wall() / theirs.wall(),
                    ours.cpu() / theirs.cpu(),
                    (double) ours.bytes() / theirs.bytes());
        }
    }

    private void add(String name, Cost cost) {
        all.computeIfAbsent(name, key -> new ArrayList<>()).add(cost);
        out.printf(
                Locale.ROOT,
                "%-22s %8.1f %9.1f %9.1f %9.1f %8d %8d%n",
                name,
                cost.wall(),
                cost.client(),
                cost.server(),
                cost.bytes() / 1e6,
                cost.residentKilobytes() / 1024,
                cost.heapMegabytes());
    }

    /** The quickest: what others did on the machine only adds. */
    private Cost best(String name) {
        List<Cost> costs = all.get(name);
        return costs.stream().min(Comparator.comparingDouble(Cost::wall)).orElseThrow();
    }

    private Cost pgDump(int level) throws Exception {
        Path file = folder.resolve("plain.dump");
        String program = EmbeddedPostgres.client("pg_dump").path().toString();
        return Cost.of(
                        server,
                        "perf",
                        List.of(program, "-Fc", "-Z" + level, "-f", file.toString(), "-d", server.uri("perf")))
                .ofBytes(takeAway(folder));
    }

    private Cost ours(int level) throws Exception {
        Path config = Files.writeString(
                folder.resolve("dumplink.yml"),
                """
                audit: {url: 'jdbc:sqlite:%s'}
                databases:
                  perf: {prefix: '', dump: {url: '%s', policy: policy.yml, compression: %d,
                    masking_key: 8f742231b10e8888abcd990f0e0085a5}}
                """
                        .formatted(folder.resolve("audit.db"), server.uri("perf"), level));
        Path collections = folder.resolve("gc.log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options());
        command.addAll(List.of(
                "-Xlog:gc:file=" + collections,
                Product.LOGGING,
                "-cp",
                Product.classPath(),
                "dev.dumplink.Main",
                "dump",
                "--config",
                config.toString(),
                "--to",
                folder.resolve("out").toString()));
        Cost cost = Cost.of(server, "perf", command);
        return cost.ofBytes(takeAway(folder.resolve("out"))).ofHeap(peak(collections));
    }

    /** Those of the image, but for its folders. */
    private static List<String> options() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("src/deploy/night.options"))) {
            return lines.filter(line -> line.startsWith("-X")).toList();
        }
    }

    /** The most that was on the heap when it was collected, in MiB: {@code 61M->12M(123M)}. */
    private static int peak(Path collections) throws IOException {
        try (Stream<String> lines = Files.lines(collections, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.matches(".*\\d+M->\\d+M.*"))
                    .mapToInt(line -> Integer.parseInt(line.replaceFirst(".*?(\\d+)M->.*", "$1")))
                    .max()
                    .orElse(0);
        }
    }

    /** The size of the archive, which makes room for the next. */
    private static long takeAway(Path folder) throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (file.toString().endsWith(".dump")) {
                    size = Files.size(file);
                }
                if (file.toString().matches(".*\\.(dump|json)")) {
                    Files.delete(file);
                }
            }
        }
        return size;
    }
}
