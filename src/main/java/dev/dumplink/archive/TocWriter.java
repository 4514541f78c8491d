package dev.dumplink.archive;

import dev.dumplink.archive.ArchiveHeader.Compression;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * Header and table of contents as bytes of version 1.14, which pg_restore 12 and later read, whatever version they were
 * read from. Their length does not depend on the offsets or on the order of the entries.
 */
final class TocWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private TocWriter() {}

    static byte[] bytes(Toc toc) {
        TocWriter writer = new TocWriter();
        writer.header(toc.header());
        writer.number(toc.entries().size());
        toc.entries().forEach(writer::entry);
        return writer.out.toByteArray();
    }

    /** Int, as the chunks of rows need it too. */
    static byte[] number32(int value) {
        int magnitude = Math.abs(value);
        return new byte[] {
            (byte) (value < 0 ? 1 : 0),
            (byte) magnitude,
            (byte) (magnitude >> 8),
            (byte) (magnitude >> 16),
            (byte) (magnitude >> 24)
        };
    }

    private void header(ArchiveHeader header) {
        out.writeBytes("PGDMP".getBytes(StandardCharsets.US_ASCII));
        // version 1.14.0, Int of 4 bytes, offsets of 8, format custom
        out.writeBytes(new byte[] {1, ArchiveHeader.WRITTEN, 0, 4, 8, 1});
        number(level(header));
        LocalDateTime madeAt = header.madeAt();
        number(madeAt.getSecond());
        number(madeAt.getMinute());
        number(madeAt.getHour());
        number(madeAt.getDayOfMonth());
        number(madeAt.getMonthValue() - 1);
        number(madeAt.getYear() - 1900);
        number(header.summerTime() ? 1 : 0);
        text(header.database());
        text(header.serverVersion());
        text(header.toolVersion());
    }

    private static int level(ArchiveHeader header) {
        if (header.compression() == Compression.GZIP) {
            return header.level() == 0 ? -1 : header.level();
        }
        if (header.compression() == Compression.NONE) {
            return 0;
        }
        throw new IllegalArgumentException("version 1.14 knows no " + header.compression());
    }

    private void entry(TocEntry entry) {
        number(entry.id());
        number(entry.hasData() ? 1 : 0);
        text(Long.toString(entry.catalog()));
        text(Long.toString(entry.oid()));
        text(entry.tag());
        text(entry.type());
        number(entry.section().number());
        text(entry.definition());
        text(entry.drop());
        text(entry.copy());
        text(entry.schema());
        text(entry.tablespace());
        text(entry.accessMethod());
        text(entry.owner());
        text("false");
        entry.dependencies().forEach(id -> text(Integer.toString(id)));
        text(Optional.empty());
        out.write(entry.offset().state().flag());
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            out.write((byte) (entry.offset().position() >> shift));
        }
    }

    private void number(int value) {
        out.writeBytes(number32(value));
    }

    private void text(Optional<String> text) {
        text.ifPresentOrElse(this::text, () -> number(-1));
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        out.writeBytes(bytes);
    }
}
