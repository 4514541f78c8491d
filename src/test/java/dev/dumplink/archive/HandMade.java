package dev.dumplink.archive;

import dev.dumplink.demo.SampleDumps;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;

/** Archives that no honest tool would make, and one that {@code dumplink dump} would: all made from a real one of pg_dump. */
public final class HandMade {
    public static final Instant MADE_AT = Instant.parse("2026-11-22T01:00:03Z");
    private static final int END = 5;

    private HandMade() {}

    /** The archive of {@code shop} as pg_dump made it. */
    public static byte[] byPgDump() {
        return SampleDumps.archive("shop");
    }

    /** The same as the nightly job makes it, with the guard against a server. */
    public static byte[] byDumplink(long systemIdentifier) throws IOException, InterruptedException {
        byte[] real = byPgDump();
        Toc all = read(real);
        Toc schema = new Toc(
                all.header(),
                all.entries().stream()
                        .filter(entry -> entry.section() != Section.DATA)
                        .filter(entry -> !entry.is("MATERIALIZED VIEW DATA"))
                        .toList());
        Selection.Kept kept = EntryPolicy.select(schema, new DatabaseName("shop"))
                .fold(fits -> fits, refused -> {
                    throw new IllegalStateException(refused.toString());
                });
        Toc toc = ArchivePlan.of(kept.entries(), new DatabaseName("shop"), MADE_AT, "15", "dumplink 1.0")
                .tables(all.ofType("TABLE DATA").map(HandMade::rows).toList())
                .toc(Guard.of(systemIdentifier));
        MemorySink sink = new MemorySink(0);
        ArchiveReader reader = ArchiveReader.open(new ByteArrayInputStream(real));
        PieceDeflater deflater = new PieceDeflater(1);
        try (ArchiveWriter writer = ArchiveWriter.begin(toc, sink, ArchiveWriter.LEAST_MEMORY)) {
            for (var block = reader.next(); block.isPresent(); block = reader.next()) {
                TocEntry entry = block.get().entry();
                byte[] rows = block.get().content().readAllBytes();
                TableBlock table =
                        writer.table(toc.find("TABLE DATA", entry.schema().orElseThrow(), entry.tag())
                                .orElseThrow());
                Lane lane = table.lane();
                lane.put(lane.admit(), deflater.deflate(rows, 0, rows.length - END));
                lane.end();
                table.end();
            }
            writer.finish();
        }
        return sink.archive();
    }

    private static TableRows rows(TocEntry entry) {
        return new TableRows(
                entry.oid(),
                entry.schema().orElseThrow(),
                entry.tag(),
                entry.copy().orElseThrow(),
                Optional.empty());
    }

    /** With every entry changed as wished, and the same rows behind them. */
    public static byte[] changed(byte[] archive, UnaryOperator<TocEntry> change) throws IOException {
        return with(archive, entries -> entries.stream().map(change).toList());
    }

    /** With other entries; those with rows must stay. */
    public static byte[] with(byte[] archive, UnaryOperator<List<TocEntry>> change) throws IOException {
        Toc toc = read(archive);
        int start = TocWriter.bytes(toc).length;
        List<TocEntry> entries = change.apply(toc.entries()).stream()
                .map(entry -> entry.hasData() ? entry.at(DataOffset.UNKNOWN) : entry)
                .toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(TocWriter.bytes(new Toc(toc.header(), entries)));
        out.write(archive, start, archive.length - start);
        return out.toByteArray();
    }

    /** With one entry more, before the rows. */
    public static byte[] withEntry(byte[] archive, String type, String tag, String sql) throws IOException {
        return with(archive, entries -> {
            List<TocEntry> more = new ArrayList<>(entries);
            more.add(3, entry(9999, type, tag, sql));
            return more;
        });
    }

    public static TocEntry entry(int id, String type, String tag, String sql) {
        return TocEntry.made(id, type, Section.PRE_DATA, "public", tag, List.of())
                .withDefinition(sql);
    }

    /** With another definition in the first entry of that type. */
    public static byte[] redefined(byte[] archive, String type, UnaryOperator<String> sql) throws IOException {
        TocEntry first = read(archive).ofType(type).findFirst().orElseThrow();
        return changed(
                archive,
                entry -> entry.id() == first.id()
                        ? entry.withDefinition(sql.apply(entry.definition().orElse("")))
                        : entry);
    }

    /** With another COPY statement before the first rows. */
    public static byte[] copying(byte[] archive, String copy) throws IOException {
        TocEntry first = read(archive).ofType("TABLE DATA").findFirst().orElseThrow();
        return changed(
                archive, entry -> entry.id() == first.id() ? entry.rows(entry.oid(), copy, Optional.empty()) : entry);
    }

    /** Without any part of the guard. */
    public static byte[] unguarded(byte[] archive) throws IOException {
        Guard guard = Guard.of(Guard.refusedBy(read(archive)).orElseThrow());
        return changed(archive, entry -> entry.definition()
                .map(sql -> entry.withDefinition(sql.replace(guard.sql(), "").replace(guard.second(), "")))
                .orElse(entry));
    }

    /** The first table's rows packed as two streams, over which pg_restore never comes to an end. */
    public static byte[] withTwoStreams(byte[] archive) throws IOException {
        return withBlock(archive, packed("1\n"), packed("2\n\\.\n\n\n"));
    }

    /** The first table's rows as statements, not as COPY text. */
    public static byte[] withBlock(byte[] archive, byte[]... chunks) throws IOException {
        Toc toc = read(archive);
        TocEntry rows = toc.ofType("TABLE DATA").findFirst().orElseThrow();
        List<TocEntry> entries = toc.entries().stream()
                .filter(entry -> !entry.hasData() || entry.id() == rows.id())
                .map(entry -> entry.hasData() ? entry.at(DataOffset.UNKNOWN) : entry)
                .toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(TocWriter.bytes(new Toc(toc.header(), entries)));
        out.write(1);
        out.writeBytes(TocWriter.number32(rows.id()));
        for (byte[] chunk : chunks) {
            out.writeBytes(TocWriter.number32(chunk.length));
            out.writeBytes(chunk);
        }
        out.writeBytes(TocWriter.number32(0));
        return out.toByteArray();
    }

    public static byte[] packed(String text) {
        Deflater deflater = new Deflater();
        deflater.setInput(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        deflater.finish();
        byte[] packed = new byte[text.length() + 100];
        int length = deflater.deflate(packed);
        deflater.end();
        return Arrays.copyOf(packed, length);
    }

    public static Toc read(byte[] archive) throws IOException {
        return TocReader.read(new ByteArrayInputStream(archive));
    }
}
