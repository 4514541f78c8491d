package dev.dumplink.restore;

import dev.dumplink.archive.Contents;
import dev.dumplink.archive.LoadList;
import dev.dumplink.archive.QualifiedName;
import dev.dumplink.archive.TocEntry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How many rows an archive has, by what its manifest says and by what was counted in it. */
final class RowCounts {
    private final Map<QualifiedName, Long> counted;
    private final Optional<Map<QualifiedName, Long>> said;
    private final boolean believed;

    /** @param believed whether the manifest is proven, and nothing was counted */
    RowCounts(Map<QualifiedName, Long> counted, Optional<Contents> contents, boolean believed) {
        this.counted = counted;
        this.said = contents.map(RowCounts::said);
        this.believed = believed;
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

    /** What each table must have once everything is loaded, in the archive's order. */
    List<Inspection.RowCount> counts(LoadList load) {
        Map<QualifiedName, Long> known = believed ? said.orElseThrow() : counted;
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
}
