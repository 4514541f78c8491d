package dev.dumplink.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.demo.SampleDumps;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ArchiveReaderTest {
    @Test
    void allRowsOfARealDumpAreRead() throws IOException {
        ArchiveReader reader = ArchiveReader.open(new ByteArrayInputStream(SampleDumps.archive("shop")));
        int blocks = 0;
        for (var block = reader.next(); block.isPresent(); block = reader.next()) {
            String text = new String(block.get().content().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).endsWith("\\.\n\n\n");
            blocks++;
        }
        assertThat(blocks)
                .isEqualTo((int) reader.toc().ofType("TABLE DATA").count())
                .isPositive();
    }

    @Test
    void whatIsCutOffAnywhereIsRefusedAndNothingElse() throws IOException {
        byte[] small = archive(deflated("1\n2\n3\n"));
        assertThat(readAll(small)).isEqualTo(6);
        requireWhole(small, 1);
        requireWhole(SampleDumps.archive("blog"), 397);
    }

    private static void requireWhole(byte[] archive, int step) {
        for (int length = archive.length - 1; length >= 0; length -= step) {
            byte[] cut = Arrays.copyOf(archive, length);
            assertThatThrownBy(() -> readAll(cut)).as("cut at %d", length).isInstanceOf(UnreadableArchive.class);
        }
        byte[] longer = Arrays.copyOf(archive, archive.length + 1);
        assertThatThrownBy(() -> readAll(longer)).isInstanceOf(UnreadableArchive.class);
    }

    @Test
    void everyFlippedBitOfTheRowsIsFound() throws IOException {
        byte[] archive = archive(deflated("Anna\t1\nBert\t2\nAnna\t3\n".repeat(20)));
        int rows = TocWriter.bytes(TocReaderTest.read(archive)).length;
        List<Integer> unseen = new ArrayList<>();
        for (int bit = 8 * rows; bit < 8 * archive.length; bit++) {
            byte[] flipped = archive.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                readAll(flipped);
                unseen.add(bit / 8 - rows);
            } catch (UnreadableArchive e) {
                assertThat(e).hasMessageContaining(" ");
            }
        }
        // the sign of the final 0, and what fills up the stream's last byte: neither says anything
        int end = archive.length - rows;
        assertThat(unseen).allMatch(at -> at == end - 5 || at == end - 10).hasSizeLessThan(9);
    }

    @Test
    void aSecondStreamInOneBlockIsRefusedBecausePgRestoreWouldHang() throws IOException {
        byte[] stream = deflated("1\n");
        byte[] twice = new byte[2 * stream.length];
        System.arraycopy(stream, 0, twice, 0, stream.length);
        System.arraycopy(stream, 0, twice, stream.length, stream.length);
        byte[] good = archive(stream);
        assertThat(readAll(good)).isEqualTo(2);
        assertThatThrownBy(() -> readAll(archive(twice))).hasMessageContaining("goes on behind the end");
        assertThatThrownBy(() -> readAll(archive(stream, stream))).hasMessageContaining("goes on behind the end");
        assertThatThrownBy(() -> readAll(archive(Arrays.copyOf(stream, stream.length - 1))))
                .hasMessageContaining("ends in the middle");
        assertThatThrownBy(() -> readAll(archive())).hasMessageContaining("ends in the middle");
    }

    @Test
    void rowsOfNobodyAreRefused() throws IOException {
        byte[] good = archive(deflated("1\n"));
        byte[] start = TocWriter.bytes(TocReaderTest.read(good));
        byte[] block = Arrays.copyOfRange(good, start.length, good.length);
        assertThatThrownBy(() -> readAll(good, block)).hasMessageContaining("had them before");
        byte[] stranger = block.clone();
        stranger[2] = 99;
        assertThatThrownBy(() -> readAll(start, stranger)).hasMessageContaining("rows of entry 99");
        byte[] objects = block.clone();
        objects[0] = 3;
        assertThatThrownBy(() -> readAll(start, objects)).hasMessageContaining("large objects");
        assertThatThrownBy(() -> readAll(start)).hasMessageContaining("TABLE DATA public.t is missing");
    }

    private static byte[] archive(byte[]... chunks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TocEntry rows = TocEntry.made(5, "TABLE DATA", Section.DATA, "public", "t", List.of())
                .rows(1, "COPY public.t (a) FROM stdin;\n", java.util.Optional.empty());
        ArchiveHeader header = new ArchiveHeader(
                14,
                ArchiveHeader.Compression.GZIP,
                -1,
                java.time.LocalDateTime.of(2026, 11, 22, 1, 0),
                false,
                "shop",
                "15",
                "15");
        out.writeBytes(TocWriter.bytes(new Toc(header, List.of(rows))));
        out.write(1);
        out.writeBytes(TocWriter.number32(5));
        for (byte[] chunk : chunks) {
            out.writeBytes(TocWriter.number32(chunk.length));
            out.writeBytes(chunk);
        }
        out.writeBytes(TocWriter.number32(0));
        return out.toByteArray();
    }

    private static byte[] deflated(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater())) {
            deflater.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static long readAll(byte[]... parts) throws IOException {
        var in = new SequenceInputStream(java.util.Collections.enumeration(
                Arrays.stream(parts).map(ByteArrayInputStream::new).toList()));
        ArchiveReader reader = ArchiveReader.open(in);
        long rows = 0;
        for (var block = reader.next(); block.isPresent(); block = reader.next()) {
            rows += block.get().content().readAllBytes().length;
        }
        return rows;
    }
}
