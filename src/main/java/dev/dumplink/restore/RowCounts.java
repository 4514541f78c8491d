package dev.dumplink.restore;

import dev.dumplink.archive.Contents;
import dev.dumplink.archive.LoadList;
import dev.dumplink.archive.Manifest;
import dev.dumplink.archive.QualifiedName;
import dev.dumplink.archive.TocEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * How many rows each table must have: as the manifest says, whose archive has the digest that it names; else as the archive
 * itself was counted, or is when somebody asks.
 */
final class RowCounts {
    private final Path archive;
    private final Optional<Map<QualifiedName, Long>> known;
    private final OptionalLong said;

    private RowCounts(Path archive, Optional<Map<QualifiedName, Long>> known, OptionalLong said) {
        this.archive = archive;
        this.known = known;
        this.said = said;
    }

    /** @param counted empty where the rows were not unpacked */
    static RowCounts of(Path archive, Optional<Map<QualifiedName, Long>> counted, Provenance said) {
        return new RowCounts(
                archive,
                said.manifest().flatMap(Manifest::contents).map(RowCounts::said).or(() -> counted),
                said.rows());
    }

    private static Map<QualifiedName, Long> said(Contents contents) {
        Map<QualifiedName, Long> rows = new HashMap<>();
        contents.tables().forEach(table -> QualifiedName.parse(table.table())
                .ifPresent(name -> rows.merge(name, table.rows(), Long::sum)));
        return rows;
    }

    /** What each table must have once everything is loaded, in the archive's order; counted when it is asked for first. */
    Inspection.Counting of(LoadList load) {
        // what is left out has rows, too
        OptionalLong all = load.list().isEmpty() ? said : OptionalLong.empty();
        return new Once(known.isPresent(), all, () -> targets(load, known.orElseGet(this::count)));
    }

    private Map<QualifiedName, Long> count() {
        try {
            return ArchiveContents.read(archive, true, FetchProgress.NONE).rows();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
    private static final class Once implements Inspection.Counting {
        private final boolean known;
        private final OptionalLong said;
        private final Supplier<List<Inspection.RowCount>> count;
        private Optional<List<Inspection.RowCount>> result = Optional.empty();

        Once(boolean known, OptionalLong said, Supplier<List<Inspection.RowCount>> count) {
            this.known = known;
            this.said = said;
            this.count = count;
        }

        @Override
        public boolean known() {
            return known;
        }

        @Override
        public OptionalLong said() {
            return said;
        }

        @Override
        public synchronized List<Inspection.RowCount> counts() {
            if (result.isEmpty()) {
                result = Optional.of(count.get());
            }
            return result.get();
        }
    }
}
