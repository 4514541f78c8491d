package dev.dumplink.restore;

import dev.dumplink.archive.TocEntry;
import dev.dumplink.postgres.Loading;
import dev.dumplink.postgres.PgRestore;
import dev.dumplink.postgres.SourceFailure;
import dev.dumplink.postgres.TargetDatabase;
import dev.dumplink.postgres.TargetFacts;
import dev.dumplink.postgres.TargetFailure;
import dev.dumplink.postgres.TargetServer;
import dev.dumplink.schema.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The database that a dump is loaded into, beside the one whose place it is to take. Until then its comment says that it is
 * unfinished; if it stays that, whoever finds it knows.
 */
final class NewDatabase implements AutoCloseable {
    private static final String TABLE_DATA = "TABLE DATA";

    private final TargetServer server;
    private final Target target;
    private final Inspection.Sound dump;
    private final String name;
    private final Mark mark;
    private final List<String> notes = new ArrayList<>();
    private Optional<Path> list = Optional.empty();
    private long rows;

    private NewDatabase(TargetServer server, Target target, Inspection.Sound dump, String name, Mark mark) {
        this.server = server;
        this.target = target;
        this.dump = dump;
        this.name = name;
        this.mark = mark;
    }

    static NewDatabase make(TargetServer server, Target target, Inspection.Sound dump, Instant now) {
        String name = Names.fresh(target, now);
        String environment = target.mark().map(Mark::environment).orElse(target.loopback() ? "local" : "staging");
        Mark mark = new Mark(
                Mark.Kind.LOADING,
                environment,
                UUID.randomUUID().toString(),
                target.name(),
                now,
                dump.label(),
                target.said());
        server.create(name, owner(target), target.existing());
        NewDatabase fresh = new NewDatabase(server, target, dump, name, mark);
        return fresh.orLeft(() -> {
            server.comment(name, mark.text());
            return fresh;
        });
    }

    /** Does a part of it; whoever reads why it failed is told what is left, too. */
    private <T> T orLeft(Supplier<T> part) {
        try {
            return part.get();
        } catch (TargetFailure | SourceFailure e) {
            throw left(Failures.said(e));
        }
    }

    /** The old one's, where that is somebody else than who connects, so that applications find what is theirs. */
    private static Optional<String> owner(Target target) {
        return target.existing()
                .map(TargetFacts.Database::owner)
                .filter(owner -> !owner.equals(target.facts().role().name()));
    }

    String name() {
        return name;
    }

    Mark mark() {
        return mark;
    }

    List<String> notes() {
        return notes;
    }

    /** In all, once they were counted. */
    long rows() {
        return rows;
    }

    /** @throws RestoreFailed if not everything is in */
    void load(PgRestore pgRestore, int jobs, RestoreProgress progress) {
        // where only the archive tells how many rows it has, they are counted beside the loading
        CompletableFuture<Void> counting = dump.rows().isPresent()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(dump::counts);
        Map<Integer, Long> rowsOf = dump.counted() ? rowsByEntry() : Map.of();
        progress.begin(
                RestoreProgress.Phase.LOADING, dump.counted() ? dump.rows().orElse(0) : 0);
        PgRestore.Load load = new PgRestore.Load(dump.archive(), writeList(), owner(target), jobs);
        try (Loading loading = pgRestore.start(
                target.address().with(name), load, entry -> progress.more(rowsOf.getOrDefault(entry, 0L)))) {
            loading.await();
            counting.join();
            if (!dump.unchanged()) {
                throw left("the file " + dump.archive().getFileName() + " changed while it was loaded");
            }
        } catch (TargetFailure e) {
            throw left(progress.stopped() ? "interrupted" : Failures.said(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw left("interrupted");
        }
    }

    private RestoreFailed left(String why) {
        String kept = target.existing().isPresent()
                ? "database " + target.name() + " is as it was"
                : "there is no database " + target.name();
        return new RestoreFailed(
                why + ". " + kept + "; what was loaded so far is database " + name + ", which restore prune deletes");
    }

    private Map<Integer, Long> rowsByEntry() {
        Map<TableName, Long> rows = expected();
        Map<Integer, Long> byEntry = new HashMap<>();
        for (TocEntry entry : dump.toc().ofType(TABLE_DATA).toList()) {
            TableName table = new TableName(entry.schema().orElse("public"), entry.tag());
            byEntry.put(entry.id(), rows.getOrDefault(table, 0L));
        }
        return byEntry;
    }

    private Map<TableName, Long> expected() {
        return dump.counts().stream()
                .collect(Collectors.toMap(
                        count -> new TableName(count.schema(), count.table()), Inspection.RowCount::rows, Long::sum));
    }

    private Optional<Path> writeList() {
        list = dump.list().map(text -> {
            try {
                return Files.writeString(Files.createTempFile("dumplink-", ".list"), text);
            } catch (IOException e) {
                throw new RestoreFailed("a temporary file could not be written: " + e.getMessage(), e);
            }
        });
        return list;
    }

    /** @throws RestoreFailed if a table has another number of rows than the dump says */
    void requireCounted(RestoreProgress progress) {
        progress.begin(RestoreProgress.Phase.COUNTING, 0);
        Found found = orLeft(this::count);
        rows = found.rows().values().stream().mapToLong(Long::longValue).sum();
        // a link tells how many there are in all; the archive is asked for each table's where that is not so
        if (dump.counted() || dump.rows().isEmpty() || dump.rows().getAsLong() != rows) {
            Map<TableName, Long> expected = expected();
            Map<TableName, Long> there = found.asIn(expected);
            expected.forEach((table, wanted) -> requireEqual(table, there.getOrDefault(table, 0L), wanted));
        }
    }

    private void requireEqual(TableName table, long there, long wanted) {
        if (there != wanted) {
            throw left("table " + table + " has " + there + " rows, and the dump has " + wanted);
        }
    }

    private Found count() {
        try (TargetDatabase database = server.database(name)) {
            Map<TableName, TableName> trees = database.trees();
            return new Found(trees, database.count(List.copyOf(trees.keySet())));
        }
    }

    /**
     * What was counted.
     *
     * @param trees each table's root; itself where it is no partition
     * @param rows each table's own
     */
    private record Found(Map<TableName, TableName> trees, Map<TableName, Long> rows) {
        /** Where rows find their partition anew, only the whole tree can be counted. */
        Map<TableName, Long> asIn(Map<TableName, Long> expected) {
            Map<TableName, Long> found = new TreeMap<>();
            rows.forEach((table, count) ->
                    found.merge(expected.containsKey(table) ? table : trees.get(table), count, Long::sum));
            return found;
        }
    }

    /** What pg_restore does not bring: the old one's settings and rights to connect. */
    void inherit() {
        target.existing().ifPresent(old -> notes.addAll(orLeft(() -> server.pass(old, name))));
    }

    /** What was downloaded is needed no more; of a restore that failed it stays, so that the next one need not fetch it. */
    void done() {
        if (dump.temporary()) {
            delete(dump.archive());
        }
    }

    @Override
    public void close() {
        list.ifPresent(this::delete);
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            notes.add("the temporary file " + file + " could not be deleted");
        }
    }
}
