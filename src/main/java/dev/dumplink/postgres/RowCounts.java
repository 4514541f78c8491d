package dev.dumplink.postgres;

import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the server counts in a snapshot, to be held against what was written.
 *
 * <p>Every {@link RowStream} already compares what arrived with what the server says it sent. This catches the rest: pieces
 * of a table that leave pages out or overlap, batches lost or written twice on the way into the archive, and rows that a
 * plan or a policy kept back. It costs the server another look at each table, mostly at pages it has just read or at an
 * index alone. What it cannot see is damage that hides a row from every scan.
 */
public final class RowCounts {
    private final Map<TableName, Long> counts;

    private RowCounts(Map<TableName, Long> counts) {
        this.counts = counts;
    }

    static RowCounts of(Connection reader, Collection<Table> tables) {
        Map<TableName, Long> counts = new TreeMap<>();
        for (Table table : tables) {
            counts.put(table.name(), count(reader, table));
        }
        return new RowCounts(counts);
    }

    private static long count(Connection reader, Table table) {
        try {
            return Rows.one(reader, CopyText.count(table), row -> row.getLong(1));
        } catch (SQLException e) {
            throw SourceFailure.because(table.name().toString(), e);
        }
    }

    /** By table. */
    public Map<TableName, Long> counts() {
        return counts;
    }

    /** A table whose rows are not all there, or more than all. */
    public record Difference(TableName table, long written, long counted) {}

    /**
     * Tables with other numbers of rows than were counted, by name; none when all is well.
     *
     * @param written rows in the archive; a table that is missing has none
     */
    public List<Difference> differences(Map<TableName, Long> written) {
        return counts.entrySet().stream()
                .map(entry ->
                        new Difference(entry.getKey(), written.getOrDefault(entry.getKey(), 0L), entry.getValue()))
                .filter(difference -> difference.written() != difference.counted())
                .toList();
    }
}
