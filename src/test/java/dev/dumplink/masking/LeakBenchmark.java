package dev.dumplink.masking;

import dev.dumplink.schema.DatabaseSchema;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/**
 * How fast one thread searches rows for 10,000 values of each of 15 columns, and what collecting them costs.
 * {@code mvn -q test-compile exec:java -Dexec.mainClass=dev.dumplink.masking.LeakBenchmark}, and with
 * {@code -Dexec.args=wide} what it costs to collect from JSON of half a megabyte.
 */
public final class LeakBenchmark {
    private static final int ROUNDS = 8;
    private static final MaskingKey KEY = new MaskingKey(new byte[16]);

    private LeakBenchmark() {}

    public static void main(String[] args) {
        Compiled compiled = compiled();
        LeakSample sample = new LeakSample(KEY);
        collect(compiled, sample);
        if (args.length > 0) {
            wide();
        }
        LeakSearch search = sample.search(List.of());
        System.out.printf("%d values%n", sample.size());
        scan(compiled, search, "prose", prose());
        scan(compiled, search, "rows of the form that was masked", people(new Random(2)));
        scan(compiled, search, "numbers", numbers());
        scan(compiled, search, "prose in German", german());
        scan(compiled, search, "prose in Cyrillic", cyrillic());
    }

    private static Compiled compiled() {
        SchemaBuilder.TableBuilder table = new SchemaBuilder().table("public.x");
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 15; i++) {
            table.column("c" + i, "text");
            rules.append("c").append(i).append(i == 0 ? ": phone, " : ": hash, ");
        }
        table = table.table("public.y").column("a", "text").column("b", "text");
        DatabaseSchema schema = table.schema();
        Policy policy = Policy.parse(
                "p.yml",
                "version: 1\ntables: {public.x: {columns: {" + rules + "}}, public.y: {columns: {a: keep, b: keep}}}");
        return (Compiled) new Compiler(MaskTypes.all()).compile(policy, schema, KEY, LocalDate.EPOCH);
    }

    private static void collect(Compiled compiled, LeakSample sample) {
        byte[] rows = people(new Random(1));
        LeakSample.Collector collector = sample.collector(compiled.tables().get(0));
        long before = processorTime();
        int columns = 15;
        int from = 0;
        int field = 0;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] == '\t' || rows[i] == '\n') {
                collector.masked(field++ % columns, rows, from, i, rows, 0, 1);
                from = i + 1;
            }
        }
        System.out.printf("collecting: %.0f ns a value%n", (double) (processorTime() - before) / field);
        sample.add(collector);
    }

    /** Masks rows of JSON of 70 kB and of 560 kB, and collects from them. */
    private static void wide() {
        DatabaseSchema schema =
                new SchemaBuilder().table("public.w").column("data", "jsonb").schema();
        String rules =
                "version: 1\ntables: {public.w: {columns: {data: {mask: json, other: keep, paths: {$.a.b: text}}}}}";
        Compiled compiled = (Compiled)
                new Compiler(MaskTypes.all()).compile(Policy.parse("p.yml", rules), schema, KEY, LocalDate.EPOCH);
        for (int members : new int[] {1_000, 8_000}) {
            Random random = new Random(6);
            StringBuilder row = new StringBuilder("{");
            for (int i = 0; i < members; i++) {
                row.append("\"m%d\": {\"mail\": \"user%d@corp.com\", \"n\": %d}, "
                        .formatted(i, random.nextInt(1_000_000), random.nextInt()));
            }
            byte[] text = row.append("\"z\": 1}\n").toString().getBytes(StandardCharsets.UTF_8);
            LeakSample.Collector collector =
                    new LeakSample(KEY).collector(compiled.tables().get(0));
            collect(compiled.tables().get(0).newMasker(), text, "without collecting");
            collect(compiled.tables().get(0).newMasker(collector), text, "with");
        }
    }

    private static void collect(TableMasker masker, byte[] row, String how) {
        long before = processorTime();
        Bytes out = new Bytes(1 << 20);
        for (int i = 0; i < 5; i++) {
            out.clear();
            masker.mask(row, 0, row.length, out);
        }
        System.out.printf(
                "JSON of %d kB, %s: %.1f ms a row%n", row.length >> 10, how, (processorTime() - before) / 5e6);
    }

    private static void scan(Compiled compiled, LeakSearch search, String what, byte[] rows) {
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long before = processorTime();
            try (LeakScan scan = search.table(compiled.tables().get(1))) {
                for (int at = 0; at < rows.length; at += 1 << 16) {
                    scan.write(rows, at, Math.min(rows.length, at + (1 << 16)));
                }
            }
            best = Math.max(best, rows.length * 1e3 / (processorTime() - before));
        }
        System.out.printf("%s: %.0f MB/s%n", what, best);
    }

    /** Of this thread in nanoseconds: others may be at work on the same machine. */
    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static byte[] prose() {
        return prose("the quick brown fox jumps over lazy dogs while somebody writes about nothing in particular");
    }

    private static byte[] german() {
        return prose(
                "f\u00fcr die \u201eSch\u00f6nheit\u201c gro\u00dfer B\u00e4ume \u2013 und manches andere \u2013 dankt man nie genug");
    }

    private static byte[] cyrillic() {
        return prose(
                "\u0441\u044a\u0435\u0448\u044c \u0435\u0449\u0451 \u044d\u0442\u0438\u0445 \u043c\u044f\u0433\u043a\u0438\u0445 \u0444\u0440\u0430\u043d\u0446\u0443\u0437\u0441\u043a\u0438\u0445 \u0431\u0443\u043b\u043e\u043a");
    }

    private static byte[] prose(String sentence) {
        String[] words = sentence.split(" ");
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
