package dev.dumplink.masking;

import dev.dumplink.schema.DatabaseSchema;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/**
 * How fast one thread searches rows for 10,000 values of each of 15 columns, and what collecting them costs.
 * {@code mvn -q test-compile exec:java -Dexec.mainClass=dev.dumplink.masking.LeakBenchmark}
 */
public final class LeakBenchmark {
    private static final int ROUNDS = 8;
    private static final MaskingKey KEY = new MaskingKey(new byte[16]);

    private LeakBenchmark() {}

    public static void main(String[] args) {
        Compiled compiled = compiled();
        LeakSample sample = new LeakSample(KEY);
        collect(compiled, sample);
        LeakSearch search = sample.search(List.of());
        System.out.printf("%d values%n", sample.size());
        scan(compiled, search, "prose", prose());
        scan(compiled, search, "rows of the form that was masked", people(new Random(2)));
        scan(compiled, search, "numbers", numbers());
    }

    private static Compiled compiled() {
        SchemaBuilder.TableBuilder table = new SchemaBuilder().table("public.x");
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 15; i++) {
            table.column("c" + i, "text");
            rules.append("c").append(i).append(": hash, ");
        }
        table = table.table("public.y").column("a", "text").column("b", "text");
        DatabaseSchema schema = table.schema();
        Policy policy = Policy.parse(
                "p.yml",
                "version: 1\ntables: {public.x: {columns: {" + rules + "}}, public.y: {columns: {a: keep, b: keep}}}");
        return (Compiled) new Compiler(TinyMasks.all()).compile(policy, schema, KEY, LocalDate.EPOCH);
    }

    private static void collect(Compiled compiled, LeakSample sample) {
        byte[] rows = people(new Random(1));
        LeakSample.Collector collector = sample.collector(compiled.tables().get(0));
        long before = System.nanoTime();
        int columns = 15;
        int from = 0;
        int field = 0;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] == '\t' || rows[i] == '\n') {
                collector.masked(field++ % columns, rows, from, i, rows, 0, 1);
                from = i + 1;
            }
        }
        System.out.printf("collecting: %.0f ns a value%n", (double) (System.nanoTime() - before) / field);
        sample.add(collector);
    }

    private static void scan(Compiled compiled, LeakSearch search, String what, byte[] rows) {
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long before = System.nanoTime();
            try (LeakScan scan = search.table(compiled.tables().get(1))) {
                for (int at = 0; at < rows.length; at += 1 << 16) {
                    scan.write(rows, at, Math.min(rows.length, at + (1 << 16)));
                }
            }
            best = Math.max(best, rows.length * 1e3 / (System.nanoTime() - before));
        }
        System.out.printf("%s: %.0f MB/s%n", what, best);
    }

    private static byte[] prose() {
        String[] words =
                "the quick brown fox jumps over lazy dogs while somebody writes about nothing in particular".split(" ");
        Random random = new Random(4);
        StringBuilder text = new StringBuilder();
        while (text.length() < 16 << 20) {
            for (int i = 0; i < 20; i++) {
                text.append(words[random.nextInt(words.length)]).append(' ');
            }
            text.append("\tb\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] numbers() {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder();
        while (text.length() < 16 << 20) {
            text.append(random.nextInt())
                    .append('\t')
                    .append("2022-02-15 10:05:03+00")
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] people(Random random) {
        StringBuilder text = new StringBuilder();
        while (text.length() < 16 << 20) {
            int number = random.nextInt(1_000_000);
            text.append("anna.")
                    .append(number)
                    .append("@corp.com\t+49 30 ")
                    .append(1_000_000 + number)
                    .append('\n');
            text.append("Hauptstra\u00dfe ")
                    .append(number)
                    .append("\tDE")
                    .append(1L << 50 | number)
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
