package dev.dumplink.masking;

import dev.dumplink.schema.DatabaseSchema;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How fast one thread passes rows of ten columns on, none of them masked and five of them by a mask that costs nothing.
 * {@code mvn -q test-compile exec:java -Dexec.mainClass=dev.dumplink.masking.MaskerBenchmark}
 */
public final class MaskerBenchmark {
    private static final int ROUNDS = 12;

    private MaskerBenchmark() {}

    public static void main(String[] args) {
        byte[] rows = rows();
        for (int masked : List.of(0, 1, 5, 0, 1, 5)) {
            TableMasker masker = masker(masked);
            Bytes out = new Bytes(rows.length * 2);
            double best = 0;
            for (int round = 0; round < ROUNDS; round++) {
                out.clear();
                long before = System.nanoTime();
                masker.mask(rows, 0, rows.length, out);
                best = Math.max(best, rows.length * 1e3 / (System.nanoTime() - before));
            }
            System.out.printf("%d of 10 columns masked: %.0f MB/s%n", masked, best);
        }
    }

    private static byte[] rows() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 16 << 20; i++) {
            text.append(i)
                    .append("\tAnna")
                    .append(i % 1000)
                    .append("\tO'Brien\tanna.")
                    .append(i)
                    .append("@example.org\t+49 30 ")
                    .append(1_000_000 + i)
                    .append("\tHauptstra\u00dfe ")
                    .append(i % 200)
                    .append("\tBerlin\t10115\t2024-05-01 12:00:00+00\t")
                    .append("some words of text that nobody reads, ".repeat(2))
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static TableMasker masker(int masked) {
        SchemaBuilder.TableBuilder table = new SchemaBuilder().table("public.x");
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            table.column("c" + i, "text");
            rules.append("c").append(i).append(i < masked ? ": copy, " : ": keep, ");
        }
        DatabaseSchema schema = table.table("public.y").column("a", "text").schema();
        Policy policy = Policy.parse(
                "p.yml", "version: 1\ntables: {public.x: {columns: {" + rules + "}}, public.y: {columns: {a: copy}}}");
        return ((Compiled) new Compiler(Map.of("copy", new Copy()))
                        .compile(policy, schema, new MaskingKey(new byte[16]), LocalDate.EPOCH))
                .tables()
                .get(0)
                .newMasker();
    }

    private record Copy() implements MaskType {
        @Override
        public String name() {
            return "copy";
        }

        @Override
        public String describe() {
            return "for the benchmark";
        }

        @Override
        public Set<String> options() {
            return Set.of();
        }

        @Override
        public Fit fit(MaskTarget target, MaskOptions options) {
            return new Fit.Fits(Uniqueness.BIJECTIVE, true);
        }

        @Override
        public Mask create(MaskTarget target, MaskOptions options, MaskingKey key) {
            return (value, from, to, out) -> out.append(value, from, to);
        }
    }
}
