package dev.dumplink.restore;

import dev.dumplink.archive.Contents;
import dev.dumplink.archive.Manifest;
import dev.dumplink.postgres.TargetDatabase;
import dev.dumplink.postgres.TargetServer;
import dev.dumplink.schema.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How far a database that dumplink did not make is ahead of the dump that is to replace it. Production always is.
 *
 * @param ahead a sentence for each of the largest tables that is; no values of rows but counts and moments
 */
record Comparison(List<String> ahead) {
    private static final int LARGEST = 3;

    Comparison {
        ahead = List.copyOf(ahead);
    }

    /** There is nothing to compare. */
    static Comparison none() {
        return new Comparison(List.of());
    }

    static Comparison of(Target target, Inspection.Sound dump, TargetServer server) {
        if (target.empty() || target.made()) {
            return none();
        }
        Map<TableName, Long> rows = dump.counts().stream()
                .collect(Collectors.toMap(
                        count -> new TableName(count.schema(), count.table()), Inspection.RowCount::rows, Long::sum));
        Optional<Instant> taken = dump.manifest()
                .flatMap(Manifest::contents)
                .map(Contents::snapshotAt)
                .or(dump::madeAt);
        List<String> ahead = new ArrayList<>();
        try (TargetDatabase database = server.database(target.name())) {
            database.trees().entrySet().stream()
                    .filter(table -> rows.containsKey(table.getValue()))
                    .limit(LARGEST)
                    .forEach(table -> compare(database, table.getKey(), rows.get(table.getValue()), taken, ahead));
        }
        return new Comparison(ahead);
    }

    private static void compare(
            TargetDatabase database, TableName table, long rows, Optional<Instant> taken, List<String> ahead) {
        database.hasMoreThan(table, rows)
                .ifPresentOrElse(
                        more -> {
                            if (more) {
                                ahead.add("its table " + table + " has more rows than the dump's " + rows);
                            }
                        },
                        () -> ahead.add("its table " + table + " could not be compared with the dump's"));
        taken.ifPresent(moment -> database.newest(table)
                .filter(newest -> newest.isAfter(moment))
                .ifPresent(newest -> ahead.add(
                        "its table " + table + " holds something of " + newest + ", which is newer than the dump")));
    }
}
