package dev.dumplink.archive;

import dev.dumplink.demo.EmbeddedPostgres;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An archive of ours, of a database as it is: schema and rows from pg_dump, everything after that from us. */
final class Repacked {
    private static final Pattern SETVAL = Pattern.compile("(\\d+), (true|false)\\);\\n$");
    private static final int END = 5;

    private final Toc schema;
    private final Path full;
    private final DatabaseName name = new DatabaseName("shop");
    private final List<LeftOut> leftOut = new ArrayList<>();

    private Repacked(Toc schema, Path full) {
        this.schema = schema;
        this.full = full;
    }

    static Repacked of(EmbeddedPostgres server, String database, Path folder) throws IOException {
        Path schema = folder.resolve("schema.dump");
        Path full = folder.resolve("full.dump");
        EmbeddedPostgres.client("pg_dump")
                .run("-Fc", "--schema-only", "--encoding=UTF8", "-f", schema.toString(), "-d", server.uri(database));
        EmbeddedPostgres.client("pg_dump").run("-Fc", "-f", full.toString(), "-d", server.uri(database));
        try (InputStream in = Files.newInputStream(schema)) {
            return new Repacked(TocReader.read(in), full);
        }
    }

    Toc schema() {
        return schema;
    }

    List<LeftOut> leftOut() {
        return leftOut;
    }

    /** The archive, its tables in an order that the seed decides, its pieces of at most this size. */
    byte[] archive(long systemIdentifier, long seed, int piece) throws IOException, InterruptedException {
        Map<String, byte[]> rows = new HashMap<>();
        return write(plan(rows).toc(Guard.of(systemIdentifier)), rows, seed, piece);
    }

    /** The same, to the last entry, but for the guard. */
    byte[] unguarded(long seed, int piece) throws IOException, InterruptedException {
        Map<String, byte[]> rows = new HashMap<>();
        Guard guard = Guard.of(0);
        Toc toc = plan(rows).toc(guard);
        List<TocEntry> bare =
                toc.entries().stream().map(entry -> bare(entry, guard)).toList();
        return write(new Toc(toc.header(), bare), rows, seed, piece);
    }

    private static TocEntry bare(TocEntry entry, Guard guard) {
        String sql = entry.definition().orElse("");
        if (entry.is("SEARCHPATH")) {
            return entry.withDefinition(
                    sql.substring(0, sql.length() - guard.sql().length()));
        }
        return entry.is("TABLE DATA")
                ? entry.rows(
                        entry.oid(),
                        entry.copy().orElseThrow(),
                        sql.lines().findFirst().filter(line -> line.matches("-- load via partition root .+")))
                : entry;
    }

    private static byte[] write(Toc toc, Map<String, byte[]> rows, long seed, int piece)
            throws IOException, InterruptedException {
        MemorySink sink = new MemorySink(0);
        PieceDeflater deflater = new PieceDeflater(1);
        try (ArchiveWriter writer = ArchiveWriter.begin(toc, sink, ArchiveWriter.LEAST_MEMORY)) {
            List<TocEntry> tables = new ArrayList<>(toc.ofType("TABLE DATA").toList());
            Collections.shuffle(tables, new Random(seed));
            for (TocEntry entry : tables) {
                write(writer.table(entry), deflater, rows.get(entry.schema().orElseThrow() + "." + entry.tag()), piece);
            }
            writer.finish();
        }
        return sink.archive();
    }

    private static void write(TableBlock block, PieceDeflater deflater, byte[] rows, int piece)
            throws InterruptedException {
        Lane lane = block.lane();
        for (int from = 0; from < rows.length - END; from += piece) {
            lane.put(lane.admit(), deflater.deflate(rows, from, Math.min(piece, rows.length - END - from)));
        }
        lane.end();
        block.end();
    }

    private ArchivePlan plan(Map<String, byte[]> rows) throws IOException {
        Selection.Kept kept = EntryPolicy.select(schema, name).fold(all -> all, refused -> {
            throw new IllegalStateException(refused.toString());
        });
        leftOut.addAll(kept.leftOut());
        List<TableRows> tables = new ArrayList<>();
        List<SequenceState> sequences = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(full))) {
            Toc toc = TocReader.read(in);
            toc.ofType("TABLE DATA").map(Repacked::rows).forEach(tables::add);
            toc.ofType("SEQUENCE SET").map(Repacked::state).forEach(sequences::add);
        }
        readRows(rows);
        Instant madeAt = Instant.parse("2026-11-22T01:00:03Z");
        return ArchivePlan.of(kept.entries(), name, madeAt, "15", "dumplink")
                .tables(tables)
                .sequences(sequences)
                .refreshes(unpopulated());
    }

    private Set<String> unpopulated() throws IOException {
        try (InputStream in = Files.newInputStream(full)) {
            Toc toc = TocReader.read(in);
            Set<String> views = names(toc, "MATERIALIZED VIEW");
            views.removeAll(names(toc, "MATERIALIZED VIEW DATA"));
            return views;
        }
    }

    private static Set<String> names(Toc toc, String type) {
        return toc.ofType(type)
                .map(entry -> entry.schema().orElseThrow() + "." + entry.tag())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Large objects come last, and are not for us. */
    private void readRows(Map<String, byte[]> rows) throws IOException {
        try (InputStream in = Files.newInputStream(full)) {
            ArchiveReader reader = ArchiveReader.open(in);
            long left = reader.toc().ofType("TABLE DATA").count();
            while (left-- > 0) {
                ArchiveReader.Block block = reader.next().orElseThrow();
                rows.put(
                        block.entry().schema().orElseThrow() + "."
                                + block.entry().tag(),
                        block.content().readAllBytes());
            }
        }
    }

    /** Partitions called part_… find their rows anew. */
    private static TableRows rows(TocEntry entry) {
        String copy = entry.copy().orElseThrow();
        boolean partition = entry.tag().startsWith("part_");
        return new TableRows(
                entry.oid(),
                entry.schema().orElseThrow(),
                entry.tag(),
                partition ? copy.replace("public." + entry.tag(), "public.part") : copy,
                partition ? Optional.of("public.part") : Optional.empty());
    }

    private static SequenceState state(TocEntry entry) {
        Matcher value = SETVAL.matcher(entry.definition().orElseThrow());
        if (!value.find()) {
            throw new IllegalStateException(entry.definition().orElseThrow());
        }
        return new SequenceState(
                entry.schema().orElseThrow(),
                entry.tag(),
                Long.parseLong(value.group(1)),
                Boolean.parseBoolean(value.group(2)));
    }
}
