package dev.dumplink.dump;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.EntryPolicy;
import dev.dumplink.archive.Selection;
import dev.dumplink.archive.Toc;
import dev.dumplink.archive.TocEntry;
import dev.dumplink.archive.TocReader;
import dev.dumplink.masking.Bytes;
import dev.dumplink.masking.CompiledTable;
import dev.dumplink.masking.Definition;
import dev.dumplink.masking.LeakFinding;
import dev.dumplink.masking.LeakSample;
import dev.dumplink.masking.LeakSearch;
import dev.dumplink.masking.MaskingFailed;
import dev.dumplink.masking.MaskingKey;
import dev.dumplink.masking.ScanException;
import dev.dumplink.masking.TableMasker;
import dev.dumplink.postgres.PgDump;
import dev.dumplink.postgres.PgDumpOutput;
import dev.dumplink.postgres.RowBatch;
import dev.dumplink.postgres.RowStream;
import dev.dumplink.postgres.Snapshot;
import dev.dumplink.postgres.Source;
import dev.dumplink.postgres.SourceFailure;
import dev.dumplink.postgres.TableReader;
import dev.dumplink.schema.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a night would find in the schema, told without one: whatever stands in a definition leaves with every dump, whatever
 * the policy says of columns.
 */
public final class SchemaSearch {
    private static final int ROWS = 1_000;
    // only so that the sample is drawn somehow; it stays in memory
    private static final MaskingKey DRAW = new MaskingKey("to draw a sample".getBytes(StandardCharsets.US_ASCII));

    private SchemaSearch() {}

    /**
     * Looks for values of the first rows of each table, and for forms.
     *
     * @param tables those whose values are looked for
     * @return one line each for what would stop a dump, with the mend; no values of rows
     * @throws SourceFailure if the database cannot be read
     */
    public static List<String> of(
            PgDump pgDump,
            Source source,
            Snapshot snapshot,
            DatabaseName database,
            List<CompiledTable> tables,
            List<ScanException> exceptions) {
        LeakSample sample = new LeakSample(DRAW);
        List<String> problems = new ArrayList<>();
        try (TableReader reader = snapshot.reader()) {
            tables.stream()
                    .filter(table -> table.rows() && table.masks())
                    .forEach(table -> sample(table, snapshot, reader, sample).ifPresent(problems::add));
        }
        try {
            select(pgDump, source, snapshot, database)
                    .fold(kept -> search(kept, sample, exceptions), SchemaSearch::unknown)
                    .forEach(problems::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return problems;
    }

    /** What of the schema comes into an archive. */
    static Selection select(PgDump pgDump, Source source, Snapshot snapshot, DatabaseName database) throws IOException {
        try (PgDumpOutput output = pgDump.schema(source.settings(), snapshot.id(), source.majorVersion())) {
            Toc toc = TocReader.read(output);
            // its end tells whether pg_dump was content
            output.transferTo(OutputStream.nullOutputStream());
            return EntryPolicy.select(toc, database);
        }
    }

    static Definition definition(TocEntry entry) {
        return new Definition(
                entry.type(),
                entry.schema().orElse(""),
                entry.tag(),
                Stream.of(entry.definition(), entry.drop(), entry.copy())
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static List<String> search(Selection.Kept kept, LeakSample sample, List<ScanException> exceptions) {
        LeakSearch search = sample.search(exceptions);
        kept.entries().forEach(entry -> search.definition(definition(entry)));
        return search.findings().stream().map(LeakFinding::advice).toList();
    }

    private static List<String> unknown(Selection.Refused refused) {
        return refused.unknown().stream()
                .map(entry -> entry.label() + " is of a kind of which nobody has decided whether it may leave")
                .toList();
    }

    /** Masks the first rows; tells why that cannot be done. */
    private static Optional<String> sample(
            CompiledTable table, Snapshot snapshot, TableReader reader, LeakSample sample) {
        Table live = snapshot.schema().table(table.name()).orElseThrow();
        if (snapshot.whyNoRows(live).isPresent()) {
            return Optional.empty();
        }
        LeakSample.Collector collector = sample.collector(table);
        RowBatch batch = new RowBatch();
        Bytes masked = new Bytes(1 << 16);
        try (RowStream rows = reader.first(live, ROWS)) {
            TableMasker masker = table.newMasker(collector);
            while (rows.next(batch)) {
                masked.clear();
                masker.mask(batch.bytes(), 0, batch.length(), masked);
            }
        } catch (MaskingFailed e) {
            return Optional.of(e.getMessage());
        }
        sample.add(collector);
        return Optional.empty();
    }
}
