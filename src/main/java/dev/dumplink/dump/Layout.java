package dev.dumplink.dump;

import dev.dumplink.archive.ArchivePlan;
import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.Guard;
import dev.dumplink.archive.LeftOut;
import dev.dumplink.archive.Selection;
import dev.dumplink.archive.SequenceState;
import dev.dumplink.archive.TableRows;
import dev.dumplink.archive.Toc;
import dev.dumplink.archive.TocEntry;
import dev.dumplink.masking.Compiled;
import dev.dumplink.masking.CompiledTable;
import dev.dumplink.postgres.Snapshot;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the archive will hold: its table of contents, the tables to be read, and what is left out.
 *
 * @param loads the largest first
 * @param withoutRows tables that the policy empties
 * @param sizes what each table to be read takes on the server's disk, in bytes
 */
record Layout(Toc toc, List<Load> loads, List<LeftOut> leftOut, List<String> withoutRows, Map<TableName, Long> sizes) {
    private static final long PAGE = 8192;

    /**
     * @param kept what of the schema may leave the house
     * @param guard against the server it comes from
     * @param tool what makes the archive
     */
    static Layout of(
            Snapshot snapshot,
            Compiled compiled,
            Selection.Kept kept,
            Guard guard,
            DatabaseName database,
            Instant madeAt,
            String tool) {
        List<LeftOut> leftOut = new ArrayList<>(kept.leftOut());
        List<Table> read = new ArrayList<>();
        List<String> empty = new ArrayList<>();
        for (Table table : snapshot.schema().tables()) {
            if (compiled.table(table.name()).map(CompiledTable::rows).orElse(false)) {
                whyNot(snapshot, kept, table)
                        .ifPresentOrElse(why -> leftOut.add(rowsOf(table, why)), () -> read.add(table));
            } else if (table.kind() == Table.Kind.TABLE) {
                empty.add(table.name().toString());
            }
        }
        leftOut.addAll(notAsked(snapshot));
        Toc toc = ArchivePlan.of(
                        kept.entries(), database, madeAt, snapshot.schema().version(), tool)
                .tables(read.stream()
                        .map(table -> rows(snapshot, compiled, table))
                        .toList())
                .sequences(sequences(snapshot, kept))
                .refreshes(unpopulated(snapshot, kept))
                .toc(guard);
        return new Layout(toc, loads(read, compiled, toc), leftOut, empty, snapshot.sizes(read));
    }

    /** What pg_dump is not even asked for. */
    private static List<LeftOut> notAsked(Snapshot snapshot) {
        List<LeftOut> all = new ArrayList<>();
        all.add(new LeftOut("ACL", Optional.empty(), "owners and privileges", "they name roles of the source"));
        snapshot.subscriptions()
                .forEach(name -> all.add(new LeftOut(
                        "SUBSCRIPTION", Optional.empty(), name, "can hold connection strings and passwords")));
        if (snapshot.largeObjects() > 0) {
            String objects = snapshot.largeObjects() + " large objects";
            all.add(new LeftOut("BLOBS", Optional.empty(), objects, "large objects cannot be masked"));
        }
        return all;
    }

    private static Optional<String> whyNot(Snapshot snapshot, Selection.Kept kept, Table table) {
        boolean made = table.extension()
                .map(extension -> has(kept, "EXTENSION", "", extension))
                .orElseGet(() ->
                        has(kept, "TABLE", table.name().schema(), table.name().name()));
        return snapshot.whyNoRows(table).or(() -> made ? Optional.empty() : Optional.of("its table is left out"));
    }

    private static boolean has(Selection.Kept kept, String type, String schema, String name) {
        return kept.entries().stream()
                .anyMatch(entry -> entry.type().equals(type)
                        && entry.tag().equals(name)
                        && entry.schema().orElse("").equals(schema));
    }

    private static LeftOut rowsOf(Table table, String why) {
        return new LeftOut(
                "TABLE DATA", Optional.of(table.name().schema()), table.name().name(), why);
    }

    private static TableRows rows(Snapshot snapshot, Compiled compiled, Table table) {
        Optional<TableName> root = compiled.table(table.name()).flatMap(CompiledTable::throughRoot);
        return new TableRows(
                table.oid(),
                table.name().schema(),
                table.name().name(),
                snapshot.copyStatement(table, root.orElse(table.name())),
                root.map(TableName::sql),
                table.extension());
    }

    /** Those of extensions, and of what is left out, have no entry to be set. */
    private static List<SequenceState> sequences(Snapshot snapshot, Selection.Kept kept) {
        Set<String> known = kept.entries().stream()
                .filter(entry -> entry.type().equals("SEQUENCE"))
                .map(Layout::name)
                .collect(Collectors.toSet());
        return snapshot.sequences().stream()
                .map(state ->
                        new SequenceState(state.name().schema(), state.name().name(), state.value(), state.called()))
                .filter(state -> known.contains(state.schema() + "." + state.name()))
                .toList();
    }

    private static Set<String> unpopulated(Snapshot snapshot, Selection.Kept kept) {
        Set<String> views = kept.entries().stream()
                .filter(entry -> entry.type().equals("MATERIALIZED VIEW"))
                .map(Layout::name)
                .collect(Collectors.toSet());
        snapshot.materializedViews().forEach(view -> views.remove(view.schema() + "." + view.name()));
        return views;
    }

    private static String name(TocEntry entry) {
        return entry.schema().orElse("") + "." + entry.tag();
    }

    private static List<Load> loads(List<Table> read, Compiled compiled, Toc toc) {
        return read.stream()
                .sorted(Comparator.comparingLong(Table::pages).reversed().thenComparing(Table::name))
                .map(table -> new Load(
                        table,
                        compiled.table(table.name()).orElseThrow(),
                        toc.find(
                                        "TABLE DATA",
                                        table.name().schema(),
                                        table.name().name())
                                .orElseThrow()))
                .toList();
    }

    /** Those to be read. */
    List<Table> tables() {
        return loads.stream().map(Load::table).toList();
    }

    /** What all of them take on the server's disk, in bytes. */
    long size() {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What a table weighs when it is told how far the night is; none weighs nothing. */
    double weight(TableName table) {
        return Math.max(PAGE, sizes.getOrDefault(table, 0L));
    }

    Share share() {
        return new Share(
                loads.stream().mapToDouble(load -> weight(load.table().name())).sum());
    }

    /** About how many bytes the tables have without long values that lie apart. */
    long expected() {
        return loads.stream().mapToLong(load -> load.table().pages()).sum() * PAGE;
    }
}
