package dev.dumplink.masking;

import static dev.dumplink.masking.MaskFixture.KEY;
import static dev.dumplink.masking.MaskFixture.column;
import static dev.dumplink.masking.MaskFixture.numeric;
import static dev.dumplink.masking.MaskFixture.options;
import static dev.dumplink.masking.MaskFixture.type;

import com.sun.management.ThreadMXBean;
import dev.dumplink.schema.DataType;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * What a value costs each mask, on one thread: microseconds and allocated bytes, for values that are all different and
 * for a column that holds two hundred.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.mainClass=dev.dumplink.masking.MaskBenchmark}
 */
public final class MaskBenchmark {
    private static final int VALUES = 1 << 17;
    private static final int FEW = 200;
    private static final int ROUNDS = 4;

    private record Column(String mask, DataType type, String options, IntFunction<String> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("first_name", type("text"), "{}", i -> "Anneliese" + i),
            new Column("full_name", type("text"), "{}", i -> "Anneliese Maier" + i),
            new Column("street", type("text"), "{}", i -> i + " Long Acre"),
            new Column("email", type("text"), "{}", i -> "anneliese.maier" + i + "@mail.invalid"),
            new Column("username", type("text"), "{}", i -> "amaier" + i),
            new Column("phone", type("text"), "{}", i -> "+49 30 1" + i),
            new Column("url", type("text"), "{}", i -> "https://mail.invalid/" + i),
            new Column("ip", type("inet"), "{}", i -> "10.1." + i / 256 % 256 + "." + i % 256),
            new Column("mac", type("macaddr"), "{}", i -> "08:00:2b:%02x:%02x:03".formatted(i / 256 % 256, i % 256)),
            new Column("iban", type("text"), "{}", IbanMaskTest::germanIban),
            new Column("card", type("text"), "{}", i -> Long.toString(4_111_111_111_000_000L + i)),
            new Column("date", type("date"), "{}", i -> "19%02d-%02d-%02d"
                    .formatted(i % 90 + 10, i / 90 % 12 + 1, i / 1080 % 28 + 1)),
            new Column("date", type("timestamptz"), "{}", i -> "2020-03-%02d 10:%02d:%02d.%03d+00"
                    .formatted(i % 28 + 1, i / 28 % 60, i / 1680 % 60, i % 997)),
            new Column("number", numeric(12, 2), "{within: 10%}", i -> i + ".25"),
            new Column("digits", type("text"), "{}", i -> "%09d".formatted(i * 7_919L % 1_000_000_000)),
            new Column("postcode", type("text"), "{}", i -> "%05d".formatted(i % 100_000)),
            new Column("letters", type("text"), "{}", i -> "AbCdEfGh" + i),
            new Column("key", type("int4"), "{}", Integer::toString),
            new Column("key", type("int8"), "{}", i -> Long.toString(i * 7_777_777_777L)),
            new Column("key", type("uuid"), "{}", i -> "018c2f6a-7b1e-7cc3-98c4-%012x".formatted(i)),
            new Column("uuid", type("uuid"), "{}", i -> "018c2f6a-7b1e-7cc3-98c4-%012x".formatted(i)),
            new Column("hash", type("text"), "{}", Integer::toString),
            new Column(
                    "text",
                    type("text"),
                    "{}",
                    i -> "Please ring twice, the bell of number " + i + " is broken since last week."),
            new Column("template", type("text"), "{value: 'user-{hash:12}@example.com'}", Integer::toString),
            new Column(
                    "json",
                    type("jsonb"),
                    "{other: keep, paths: {$.user.email: email, $..phone: phone}}",
                    i -> "{\"id\": " + i + ", \"user\": {\"email\": \"a" + i
                            + "@mail.invalid\", \"plan\": \"gold\"}, \"phones\": [{\"phone\": \"+49 30 1\"}]}"));

    private MaskBenchmark() {}

    public static void main(String[] arguments) {
        report(System.out);
    }

    private static void report(PrintStream out) {
        out.println("mask         type           different values    200 values");
        for (Column column : COLUMNS) {
            String many = measured(column, VALUES);
            out.printf(
                    Locale.ROOT,
                    "%-12s %-14s %s   %s%n",
                    column.mask(),
                    column.type().sql(),
                    many,
                    measured(column, FEW));
        }
    }

    private static String measured(Column column, int different) {
        byte[][] values = new byte[VALUES][];
        for (int i = 0; i < VALUES; i++) {
            values[i] = column.value().apply(i % different).getBytes(StandardCharsets.UTF_8);
        }
        Mask mask = MaskFixture.MASKS.get(column.mask()).create(column(column.type()), options(column.options()), KEY);
        Bytes out = new Bytes(1 << 10);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double best = Double.MAX_VALUE;
        long bytes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            for (byte[] value : values) {
                out.clear();
                mask.mask(value, 0, value.length, out);
            }
            best = Math.min(best, (System.nanoTime() - start) / 1e3 / VALUES);
            bytes = (threads.getCurrentThreadAllocatedBytes() - allocated) / VALUES;
        }
        return "%6.2f us %5d B".formatted(best, bytes);
    }
}
