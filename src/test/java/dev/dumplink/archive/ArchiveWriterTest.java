package dev.dumplink.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ArchiveWriterTest {
    private static final byte[] END = "\\.\n\n\n".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverThreadsBringInWhateverOrderComesOutInOrder(long seed) throws Exception {
        Random random = new Random(seed);
        List<List<byte[]>> tables = new ArrayList<>();
        for (int table = 0; table < 6; table++) {
            List<byte[]> lanes = new ArrayList<>();
            for (int lane = random.nextInt(4); lane > 0; lane--) {
                lanes.add(text(random, random.nextInt(3) == 0 ? 0 : random.nextInt(2_000_000)));
            }
            tables.add(lanes);
        }
        MemorySink sink = new MemorySink(random.nextInt(200_000));
        Written written = write(sink, tables, ArchiveWriter.LEAST_MEMORY, random);
        byte[] archive = sink.archive();
        assertThat(written.size()).isEqualTo(archive.length);
        List<byte[]> read = read(archive);
        for (int table = 0; table < tables.size(); table++) {
            assertThat(read.get(table)).as("table %d", table).isEqualTo(joined(tables.get(table), END));
            assertThat(written.tables().get(table).unpacked()).isEqualTo(joined(tables.get(table)).length);
        }
    }

    @Test
    void anArchiveThatIsShorterThanTheFirstPartIsWhole() throws Exception {
        MemorySink sink = new MemorySink(5 << 20);
        write(sink, List.of(List.of(), List.of(new byte[] {'1', '\n'})), ArchiveWriter.LEAST_MEMORY, new Random(1));
        assertThat(read(sink.archive())).containsExactly(END, joined(List.of(new byte[] {'1', '\n'}), END));
    }

    @Test
    void theCurrentTableGoesOnHoweverMuchOfOthersWaits() throws Exception {
        Toc toc = toc(2);
        MemorySink sink = new MemorySink(0);
        PieceDeflater deflater = new PieceDeflater(1);
        try (ArchiveWriter writer = ArchiveWriter.begin(toc, sink, ArchiveWriter.LEAST_MEMORY)) {
            List<TocEntry> entries = toc.ofType("TABLE DATA").toList();
            TableBlock first = writer.table(entries.get(0));
            TableBlock second = writer.table(entries.get(1));
            Lane current = first.lane();
            Lane other = second.lane();
            byte[] noise = new byte[PieceDeflater.LARGEST_PIECE];
            new Random(3).nextBytes(noise);
            DeflatedPiece piece = deflater.deflate(noise, 0, noise.length);
            // one piece of noise leaves no room for a second in a half of two
            other.put(other.admit(), piece);
            Thread reader = new Thread(() -> {
                try {
                    other.put(other.admit(), piece);
                    other.end();
                    second.end();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            reader.start();
            for (int i = 0; i < 20; i++) {
                current.put(current.admit(), piece);
            }
            assertThat(reader.isAlive()).isTrue();
            current.end();
            first.end();
            reader.join();
            writer.finish();
        }
        assertThat(read(sink.archive()).stream().map(rows -> rows.length / noiseLength()))
                .containsExactly(20, 2);
    }

    private static int noiseLength() {
        return PieceDeflater.LARGEST_PIECE;
    }

    @Test
    void aSinkThatFailsEndsEverybodysWaiting() throws Exception {
        Toc toc = toc(2);
        MemorySink sink = new MemorySink(0, 1000);
        PieceDeflater deflater = new PieceDeflater(1);
        try (ArchiveWriter writer = ArchiveWriter.begin(toc, sink, ArchiveWriter.LEAST_MEMORY)) {
            List<TocEntry> entries = toc.ofType("TABLE DATA").toList();
            Lane lane = writer.table(entries.get(0)).lane();
            Lane waiting = writer.table(entries.get(1)).lane();
            waiting.admit();
            waiting.admit();
            ExecutorService reader = Executors.newSingleThreadExecutor();
            Future<Integer> third = reader.submit(waiting::admit);
            byte[] noise = new byte[5000];
            new Random(3).nextBytes(noise);
            lane.put(lane.admit(), deflater.deflate(noise, 0, noise.length));
            assertThatThrownBy(() -> third.get(30, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(IOException.class)
                    .hasRootCauseMessage("the sink is full");
            assertThatThrownBy(writer::finish).isInstanceOf(ArchiveFailed.class);
            reader.shutdownNow();
        }
        assertThat(sink.isComplete()).isFalse();
        assertThat(sink.isClosed()).isTrue();
    }

    @Test
    void aTableThatWasForgottenOrNotEndedIsNoArchive() throws Exception {
        Toc toc = toc(2);
        MemorySink sink = new MemorySink(0);
        try (ArchiveWriter writer = ArchiveWriter.begin(toc, sink, ArchiveWriter.LEAST_MEMORY)) {
            List<TocEntry> entries = toc.ofType("TABLE DATA").toList();
            TableBlock open = writer.table(entries.get(0));
            assertThatThrownBy(() -> writer.table(entries.get(0))).hasMessageContaining("had them before");
            assertThatThrownBy(writer::finish).hasMessage("TABLE DATA public.t0 has not ended");
            open.end();
            assertThatThrownBy(writer::finish).hasMessage("TABLE DATA public.t1 was never written");
        }
        assertThat(sink.isComplete()).isFalse();
    }

    @Test
    void sumsOfPartsAreTheSumOfTheWhole() {
        Random random = new Random(5);
        int combined = Adler.EMPTY;
        java.util.zip.Adler32 whole = new java.util.zip.Adler32();
        for (int i = 0; i < 200; i++) {
            byte[] part = new byte[i % 7 == 0 ? 0 : random.nextInt(100_000)];
            Arrays.fill(part, (byte) random.nextInt());
            java.util.zip.Adler32 alone = new java.util.zip.Adler32();
            alone.update(part);
            whole.update(part);
            combined = Adler.combine(combined, (int) alone.getValue(), part.length);
            assertThat(combined).isEqualTo((int) whole.getValue());
        }
    }

    /** Every lane has a reader of its own; four others pack and bring the pieces, some of them late. */
    private static Written write(MemorySink sink, List<List<byte[]>> tables, long memory, Random random)
            throws Exception {
        Toc toc = toc(tables.size());
        List<TocEntry> entries = toc.ofType("TABLE DATA").toList();
        ExecutorService readers = Executors.newCachedThreadPool();
        ExecutorService packers = Executors.newFixedThreadPool(4);
        try (ArchiveWriter writer = ArchiveWriter.begin(toc, sink, memory)) {
            List<Future<?>> reading = new ArrayList<>();
            List<Future<?>> packing = java.util.Collections.synchronizedList(new ArrayList<>());
            for (int table = 0; table < tables.size(); table++) {
                TableBlock block = writer.table(entries.get(table));
                for (byte[] rows : tables.get(table)) {
                    Lane lane = block.lane();
                    int size = 1 + random.nextInt(PieceDeflater.LARGEST_PIECE);
                    reading.add(readers.submit(() -> {
                        for (int from = 0; from < rows.length; from += size) {
                            int number = lane.admit();
                            int start = from;
                            int length = Math.min(size, rows.length - from);
                            packing.add(packers.submit(() -> pack(lane, number, rows, start, length)));
                        }
                        lane.end();
                        return null;
                    }));
                }
                block.end();
            }
            for (Future<?> each : reading) {
                each.get();
            }
            for (Future<?> each : List.copyOf(packing)) {
                each.get();
            }
            return writer.finish();
        } finally {
            readers.shutdownNow();
            packers.shutdownNow();
        }
    }

    private static void pack(Lane lane, int number, byte[] rows, int from, int length) {
        DeflatedPiece piece = new PieceDeflater(1 + number % 9).deflate(rows, from, length);
        if (number % 3 == 1) {
            Thread.onSpinWait();
            Thread.yield();
        }
        lane.put(number, piece);
    }

    private static Toc toc(int tables) {
        List<TocEntry> schema = new ArrayList<>();
        schema.add(new TocEntry(
                1,
                false,
                0,
                0,
                "SEARCHPATH",
                "SEARCHPATH",
                Section.PRE_DATA,
                Optional.of("SELECT 1;\n"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                DataOffset.NONE));
        List<TableRows> rows = new ArrayList<>();
        for (int i = 0; i < tables; i++) {
            schema.add(TocEntry.made(2 + i, "TABLE", Section.PRE_DATA, "public", "t" + i, List.of())
                    .withDefinition("CREATE TABLE public.t" + i + " (a text);\n"));
            rows.add(new TableRows(
                    16000 + i, "public", "t" + i, "COPY public.t" + i + " (a) FROM stdin;\n", Optional.empty()));
        }
        return ArchivePlan.of(
                        schema, new DatabaseName("shop"), Instant.parse("2026-11-22T01:00:03Z"), "15.20", "dumplink")
                .tables(rows)
                .toc(Guard.of(1));
    }

    /** The rows of t0, t1, … */
    private static List<byte[]> read(byte[] archive) throws IOException {
        ArchiveReader reader = ArchiveReader.open(new ByteArrayInputStream(archive));
        Map<String, byte[]> rows = new HashMap<>();
        for (var block = reader.next(); block.isPresent(); block = reader.next()) {
            rows.put(block.get().entry().tag(), block.get().content().readAllBytes());
        }
        return java.util.stream.IntStream.range(0, rows.size())
                .mapToObj(i -> rows.get("t" + i))
                .toList();
    }

    private static byte[] text(Random random, int length) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) (i % 40 == 39 ? '\n' : 'a' + random.nextInt(9));
        }
        return text;
    }

    private static byte[] joined(List<byte[]> parts, byte[]... more) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        for (byte[] each : more) {
            all.writeBytes(each);
        }
        return all.toByteArray();
    }
}
