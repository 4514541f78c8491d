package dev.dumplink.archive;

import dev.dumplink.archive.ArchiveHeader.Compression;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The table of contents of an archive to be written: a schema's entries and, between the last that comes before the rows
 * and the first that comes after them, those of the rows, as pg_dump orders and connects them. Materialized views are
 * refreshed at the very end, those that read others after those.
 */
public final class ArchivePlan {
    private static final String MATVIEW = "MATERIALIZED VIEW";

    private final ArchiveHeader header;
    private final List<TocEntry> schema;
    private final Map<Integer, TocEntry> byId = new HashMap<>();
    private final List<TocEntry> rows = new ArrayList<>();
    private final List<TocEntry> sequences = new ArrayList<>();
    private final Map<Integer, TocEntry> refreshes = new LinkedHashMap<>();
    private int lastId;

    private ArchivePlan(ArchiveHeader header, List<TocEntry> schema) {
        this.header = header;
        this.schema = schema;
        schema.forEach(entry -> byId.put(entry.id(), entry));
        this.lastId = schema.stream().mapToInt(TocEntry::id).max().orElse(0);
    }

    /**
     * @param schema what {@link EntryPolicy} kept
     * @param serverVersion of the source, as pg_restore -l is to show it
     * @param toolVersion what made the archive
     */
    public static ArchivePlan of(
            List<TocEntry> schema, DatabaseName database, Instant madeAt, String serverVersion, String toolVersion) {
        // which level the rows really have is nobody's concern: a reader only asks whether it is 0
        ArchiveHeader header = new ArchiveHeader(
                ArchiveHeader.WRITTEN,
                Compression.GZIP,
                -1,
                LocalDateTime.ofInstant(madeAt, ZoneOffset.UTC),
                false,
                database.value(),
                serverVersion,
                toolVersion);
        return new ArchivePlan(header, schema);
    }

    /**
     * Adds the rows of tables, in any order.
     *
     * @throws IllegalArgumentException if the schema has no such table
     */
    public ArchivePlan tables(List<TableRows> tables) {
        tables.stream()
                .sorted(Comparator.comparing(TableRows::schema).thenComparing(TableRows::name))
                .forEach(table -> rows.add(rows(table)));
        return this;
    }

    private TocEntry rows(TableRows table) {
        TocEntry of = table.extension()
                .map(extension -> find("EXTENSION", "", extension))
                .orElseGet(() -> find("TABLE", table.schema(), table.name()));
        return TocEntry.made(++lastId, "TABLE DATA", Section.DATA, table.schema(), table.name(), List.of(of.id()))
                .rows(
                        table.oid(),
                        table.copy(),
                        table.partitionRoot().map(root -> "-- load via partition root " + root));
    }

    /** @throws IllegalArgumentException if the schema has no such sequence */
    public ArchivePlan sequences(List<SequenceState> states) {
        states.stream()
                .sorted(Comparator.comparing(SequenceState::schema).thenComparing(SequenceState::name))
                .forEach(state -> sequences.add(set(state)));
        return this;
    }

    private TocEntry set(SequenceState state) {
        TocEntry of = find("SEQUENCE", state.schema(), state.name());
        return TocEntry.made(++lastId, "SEQUENCE SET", Section.DATA, state.schema(), state.name(), List.of(of.id()))
                .withDefinition(state.sql());
    }

    /**
     * Refreshes every materialized view but these.
     *
     * @param unpopulated schema and name, a point between them, of those that hold no rows at the source either
     */
    public ArchivePlan refreshes(Set<String> unpopulated) {
        schema.stream()
                .filter(entry -> entry.is(MATVIEW))
                .filter(view -> !unpopulated.contains(view.schema().orElse("") + "." + view.tag()))
                .forEach(view -> refreshes.put(view.id(), refresh(view)));
        return this;
    }

    private TocEntry refresh(TocEntry view) {
        List<Integer> dependencies = Stream.concat(
                        Stream.of(view.id()),
                        reads(view, new HashSet<>()).map(refreshes::get).map(TocEntry::id))
                .toList();
        String name = view.schema().orElse("");
        return TocEntry.made(++lastId, "MATERIALIZED VIEW DATA", Section.POST_DATA, name, view.tag(), dependencies)
                .withDefinition("REFRESH MATERIALIZED VIEW " + SqlName.of(name, view.tag()) + ";\n");
    }

    /** The materialized views that a view reads, through others too; the table of contents has them before it. */
    private Stream<Integer> reads(TocEntry view, Set<Integer> seen) {
        return view.dependencies().stream()
                .filter(seen::add)
                .flatMap(id -> Stream.concat(
                        Stream.of(id).filter(refreshes::containsKey),
                        Optional.ofNullable(byId.get(id)).stream().flatMap(read -> reads(read, seen))));
    }

    private TocEntry find(String type, String namespace, String name) {
        return new Toc(header, schema)
                .find(type, namespace, name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the schema has no " + type + " " + namespace + "." + name + " to hold what is dumped of it"));
    }

    /** The whole, with the guard in it. */
    public Toc toc(Guard guard) {
        List<TocEntry> all = new ArrayList<>(schema);
        int after = 0;
        while (after < all.size() && all.get(after).section() != Section.POST_DATA) {
            after++;
        }
        all.addAll(after, Stream.concat(rows.stream(), sequences.stream()).toList());
        all.addAll(refreshes.values());
        return new Toc(header, guard.guard(all));
    }
}
