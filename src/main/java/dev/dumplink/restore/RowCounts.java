package dev.dumplink.restore;

import dev.dumplink.archive.Contents;
import dev.dumplink.archive.LoadList;
import dev.dumplink.archive.Manifest;
import dev.dumplink.archive.QualifiedName;
import dev.dumplink.archive.TocEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** How many rows an archive has, by what its manifest says and by what was counted in it. */
final class RowCounts {
    private final Path archive;
    private final Map<QualifiedName, Long> counted;
    private final Optional<Map<QualifiedName, Long>> said;
    private final boolean believed;

    private RowCounts(
            Path archive, Map<QualifiedName, Long> counted, Optional<Map<QualifiedName, Long>> said, boolean believed) {
        this.archive = archive;
        this.counted = counted;
        this.said = said;
        this.believed = believed;
    }

    /** @param counted empty where what is said is proven */
    static RowCounts of(Path archive, Map<QualifiedName, Long> counted, Provenance said) {
        return new RowCounts(
                archive, counted, said.manifest().flatMap(Manifest::contents).map(RowCounts::said), said.isProven());
    }

    private static Map<QualifiedName, Long> said(Contents contents) {
        Map<QualifiedName, Long> rows = new HashMap<>();
        contents.tables().forEach(table -> QualifiedName.parse(table.table())
                .ifPresent(name -> rows.merge(name, table.rows(), Long::sum)));
        return rows;
    }

    /** Where manifest and archive differ. */
    Optional<String> contradiction() {
        if (believed || said.isEmpty()) {
            return Optional.empty();
        }
        Map<QualifiedName, Long> promised = said.get();
        Set<QualifiedName> tables = new HashSet<>(promised.keySet());
        tables.addAll(counted.keySet());
        return tables.stream()
                .filter(table -> !Objects.equals(promised.get(table), counted.get(table)))
                .min(Comparator.comparing(RowCounts::label))
                .map(table -> "has " + rows(counted.get(table)) + " of " + label(table) + ", and its manifest says "
                        + rows(promised.get(table)));
    }

    private static String rows(Long count) {
        return count == null ? "none" : count + " rows";
    }

    private static String label(QualifiedName name) {
        return name.schema() + "." + name.name();
    }

    /** What each table must have once everything is loaded, in the archive's order; counted when it is asked for first. */
    Supplier<List<Inspection.RowCount>> of(LoadList load) {
        return new Once(() -> targets(load, known()));
    }

    private Map<QualifiedName, Long> known() {
        if (!believed) {
            return counted;
        }
        return said.orElseGet(() -> {
            try {
                return ArchiveContents.read(archive, true, FetchProgress.NONE).rows();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static List<Inspection.RowCount> targets(LoadList load, Map<QualifiedName, Long> known) {
        Map<QualifiedName, Long> targets = new LinkedHashMap<>();
        load.entries().stream()
                .filter(TocEntry::hasData)
                .forEach(entry -> targets.merge(
                        QualifiedName.target(entry), known.getOrDefault(QualifiedName.of(entry), 0L), Long::sum));
        return targets.entrySet().stream()
                .map(each -> new Inspection.RowCount(
                        each.getKey().schema(), each.getKey().name(), each.getValue()))
                .toList();
    }

    /** Whoever comes while somebody counts waits for that. */
    private static final class Once implements Supplier<List<Inspection.RowCount>> {
        private final Supplier<List<Inspection.RowCount>> count;
        private Optional<List<Inspection.RowCount>> result = Optional.empty();

        Once(Supplier<List<Inspection.RowCount>> count) {
            this.count = count;
        }

        @Override
        public synchronized List<Inspection.RowCount> get() {
            if (result.isEmpty()) {
                result = Optional.of(count.get());
            }
            return result.get();
        }
    }
}
