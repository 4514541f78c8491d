package dev.dumplink.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.demo.SampleDumps;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
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
        byte[] archive = SampleDumps.archive("blog");
        readAll(archive);
        for (int length = 0; length < archive.length; length++) {
            byte[] cut = Arrays.copyOf(archive, length);
            assertThatThrownBy(() -> readAll(cut)).as("cut at %d", length).isInstanceOf(UnreadableArchive.class);
        }
        byte[] longer = Arrays.copyOf(archive, archive.length + 1);
        assertThatThrownBy(() -> readAll(longer)).isInstanceOf(UnreadableArchive.class);
    }

    @Test
    void everyFlippedBitOfTheRowsIsFound() throws IOException {
        byte[] archive = SampleDumps.archive("blog");
        int rows = TocWriter.bytes(TocReaderTest.read(archive)).length;
        Random random = new Random(9);
        int found = 0;
        for (int at = rows; at < archive.length; at++) {
            byte[] flipped = archive.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            try {
                readAll(flipped);
            } catch (UnreadableArchive e) {
                found++;
            }
        }
        // of a zlib stream's second byte some bits say nothing
        assertThat(found).isGreaterThanOrEqualTo(archive.length - rows - 10);
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
        TocEntry rows = TocEntry.made(5, "TABLE DATA", Section.DATA, "public", "t", java.util.List.of())
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
        out.writeBytes(TocWriter.bytes(new Toc(header, java.util.List.of(rows))));
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
