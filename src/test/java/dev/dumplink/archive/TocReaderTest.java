package dev.dumplink.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.archive.ArchiveHeader.Compression;
import dev.dumplink.demo.SampleDumps;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TocReaderTest {
    @ParameterizedTest
    @ValueSource(strings = {"shop", "blog"})
    void whatPgDumpWroteIsWrittenAgainByteForByte(String database) throws IOException {
        byte[] archive = SampleDumps.archive(database);
        Toc toc = read(archive);
        byte[] written = TocWriter.bytes(toc);
        assertThat(written).isEqualTo(Arrays.copyOf(archive, written.length));
        assertThat(toc.header().minor()).isEqualTo(14);
        assertThat(toc.header().compression()).isEqualTo(Compression.GZIP);
        assertThat(toc.header().database()).isEqualTo(database + "_source");
    }

    @Test
    void theFieldsAreWherePgDumpPutsThem() throws IOException {
        Toc toc = read(SampleDumps.archive("shop"));
        TocEntry rows = toc.ofType("TABLE DATA").findFirst().orElseThrow();
        TocEntry table = toc.find("TABLE", "public", rows.tag()).orElseThrow();
        assertThat(rows.dependencies()).containsExactly(table.id());
        assertThat(rows.oid()).isEqualTo(table.oid()).isPositive();
        assertThat(rows.catalog()).isZero();
        assertThat(table.catalog()).isEqualTo(1259);
        assertThat(rows.hasData()).isTrue();
        assertThat(rows.section()).isEqualTo(Section.DATA);
        assertThat(rows.definition()).isEmpty();
        assertThat(rows.copy().orElseThrow())
                .startsWith("COPY public." + rows.tag() + " (")
                .endsWith("FROM stdin;\n");
        assertThat(table.accessMethod()).contains("heap");
        assertThat(table.tablespace()).contains("");
        assertThat(table.label()).isEqualTo("TABLE public." + table.tag());
        assertThat(toc.find("ENCODING", "", "ENCODING").orElseThrow().owner()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"12, 3", "13, 3", "14, 3", "15, 0", "16, 0"})
    void everyVersionOfTheFormatIsReadAlike(int minor, int level) throws IOException {
        Toc toc = read(sample(minor));
        assertThat(toc.header().minor()).isEqualTo(minor);
        assertThat(toc.header().compression()).isEqualTo(Compression.GZIP);
        assertThat(toc.header().level()).isEqualTo(level);
        assertThat(toc.header().madeAt()).isEqualTo("2026-11-22T01:00:03");
        TocEntry entry = toc.entries().get(0);
        assertThat(entry.owner()).contains("boss");
        assertThat(entry.accessMethod()).isEqualTo(minor == 14 || minor == 15 ? Optional.of("heap") : Optional.empty());
        assertThat(entry.dependencies()).containsExactly(3, 3);
        assertThat(entry.offset()).isEqualTo(DataOffset.at(513));
        // and written as 1.14, whatever it was
        assertThat(read(TocWriter.bytes(toc)).entries()).isEqualTo(toc.entries());
    }

    @Test
    void whatHasBeenCutOffAnywhereIsRefusedInWords() throws IOException {
        byte[] archive = sample(16);
        for (int length = 0; length < archive.length; length++) {
            byte[] cut = Arrays.copyOf(archive, length);
            assertThatThrownBy(() -> read(cut))
                    .isInstanceOf(UnreadableArchive.class)
                    .hasMessage("cut off at byte " + length);
        }
    }

    @Test
    void aTextOfAnyLengthIsBelievedOnlyAsFarAsItGoes() {
        byte[] archive = sample(14);
        int name = 11 + 5 + 35;
        archive[name + 4] = 0x07;
        assertThatThrownBy(() -> read(archive)).hasMessageContaining("cut off at byte " + archive.length);
        archive[name + 4] = 0x7f;
        assertThatThrownBy(() -> read(archive)).hasMessageContaining("no text is that long");
    }

    @Test
    void noFlippedByteIsASurprise() throws IOException {
        byte[] archive = SampleDumps.archive("blog");
        int length = TocWriter.bytes(read(archive)).length;
        int refused = 0;
        for (int at = 0; at < length; at++) {
            byte[] flipped = Arrays.copyOf(archive, length);
            flipped[at] ^= (byte) 0x81;
            try {
                read(flipped);
            } catch (UnreadableArchive e) {
                assertThat(e).hasMessageContaining(" ");
                refused++;
            }
        }
        // lengths, numbers and UTF-8 show it; a digit of an oid or a bit of an offset cannot
        assertThat(refused).isGreaterThan(length * 9 / 10);
    }

    @Test
    void whatIsNoArchiveIsCalledByItsName() {
        for (List<String> each : List.of(
                List.of("--\n-- PostgreSQL database dump", "it is plain text, perhaps a SQL script"),
                List.of("\u001f\u008b\b\0\0\0\0", "it is a gzip file: unpack it first"),
                List.of("PK\u0003\u0004\0\0\0", "it is no archive of pg_dump"),
                List.of(
                        "PGDMP\u0001\u0011\0\u0004\b\u0001",
                        "it is an archive of version 1.17.0; this version reads 1.12"),
                List.of("PGDMP\u0001\u000e\0\u0004\b\u0003", "it is the contents of a tar or directory dump"))) {
            assertThatThrownBy(() -> read(each.get(0).getBytes(StandardCharsets.ISO_8859_1)))
                    .isInstanceOf(UnreadableArchive.class)
                    .hasMessageContaining(each.get(1));
        }
    }

    static Toc read(byte[] archive) throws IOException {
        return TocReader.read(new ByteArrayInputStream(archive));
    }

    /** One entry, written by hand after the format's description. */
    private static byte[] sample(int minor) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {'P', 'G', 'D', 'M', 'P', 1, (byte) minor, 0, 4, 8, 1});
        if (minor < 15) {
            out.writeBytes(TocWriter.number32(3));
        } else {
            out.write(1);
        }
        for (int part : new int[] {3, 0, 1, 22, 10, 126, 0}) {
            out.writeBytes(TocWriter.number32(part));
        }
        texts(out, "shop", "15.20", "16.1");
        out.writeBytes(TocWriter.number32(1));
        out.writeBytes(TocWriter.number32(7));
        out.writeBytes(TocWriter.number32(1));
        texts(out, "1259", "4294967295", "Größe", "TABLE");
        out.writeBytes(TocWriter.number32(2));
        texts(out, "CREATE TABLE", "", "COPY", "public", "");
        if (minor >= 14) {
            texts(out, "heap");
        }
        if (minor >= 16) {
            out.writeBytes(TocWriter.number32('p'));
        }
        texts(out, "boss", "false", "3", "3");
        out.writeBytes(TocWriter.number32(-1));
        out.writeBytes(new byte[] {2, 1, 2, 0, 0, 0, 0, 0, 0});
        return out.toByteArray();
    }

    private static void texts(ByteArrayOutputStream out, String... texts) {
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(TocWriter.number32(bytes.length));
            out.writeBytes(bytes);
        }
    }
}
