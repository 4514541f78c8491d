package dev.dumplink.schema;

import java.util.List;
import java.util.Optional;

/**
 * A table, or one partition of a table.
 *
 * @param partitionOf the table whose partition it is, at the top of the tree
 * @param inherits tables it inherits from by {@code INHERITS}, which are not partitioned
 * @param columns in their order, dropped ones left out
 * @param keys what makes rows unique or excludes one another
 * @param partitionKey columns that decide in which partition a row lies; empty unless it is partitioned
 * @param catchAll whether every row has a place: it has a default partition, or is partitioned by hash without a gap
 * @param rowSecurity whether row-level security is switched on
 * @param extension the extension it belongs to
 * @param rows the planner's estimate, -1 when never counted
 * @param pages of the server's (8 KiB as a rule) in the main fork, by the file's real size; 0 unless they form a heap
 * @param filter the condition on the rows a dump holds, which an extension may put on its own tables
 * @param comment the owner's words about it
 */
public record Table(
        long oid,
        TableName name,
        Kind kind,
        Optional<TableName> partitionOf,
        List<TableName> inherits,
        List<Column> columns,
        List<Key> keys,
        List<ForeignKey> foreignKeys,
        List<Check> checks,
        List<String> partitionKey,
        boolean catchAll,
        boolean rowSecurity,
        boolean unlogged,
        Optional<String> extension,
        long rows,
        long pages,
        Optional<String> filter,
        Optional<String> comment) {

    public Table {
        inherits = List.copyOf(inherits);
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        foreignKeys = List.copyOf(foreignKeys);
        checks = List.copyOf(checks);
        partitionKey = List.copyOf(partitionKey);
    }

    /** A table without a partition for every row, that no extension filters and nobody has commented on. */
    public Table(
            long oid,
            TableName name,
            Kind kind,
            Optional<TableName> partitionOf,
            List<TableName> inherits,
            List<Column> columns,
            List<Key> keys,
            List<ForeignKey> foreignKeys,
            List<Check> checks,
            List<String> partitionKey,
            boolean rowSecurity,
            boolean unlogged,
            Optional<String> extension,
            long rows,
            long pages) {
        this(
                oid,
                name,
                kind,
                partitionOf,
                inherits,
                columns,
                keys,
                foreignKeys,
                checks,
                partitionKey,
                false,
                rowSecurity,
                unlogged,
                extension,
                rows,
                pages,
                Optional.empty(),
                Optional.empty());
    }

    /** What kind of relation it is. */
    public enum Kind {
        /** Holds rows of its own; partitions do too. */
        TABLE,
        /** Holds rows only in its partitions. */
        PARTITIONED,
        /** Its rows lie on another server. */
        FOREIGN
    }

    /**
     * A primary key, unique index or exclusion constraint.
     *
     * @param columns every column it reads, also inside expressions and conditions; those it names come first, in order
     * @param plain whether it is about the columns as they are in all rows, without expressions and conditions
     */
    public record Key(String name, Kind kind, List<String> columns, boolean plain) {
        public Key {
            columns = List.copyOf(columns);
        }

        /** How strict it is. */
        public enum Kind {
            PRIMARY,
            UNIQUE,
            EXCLUSION
        }
    }

    /** @param references the columns of {@code target} in the order of {@code columns} */
    public record ForeignKey(String name, List<String> columns, TableName target, List<String> references) {
        public ForeignKey {
            columns = List.copyOf(columns);
            references = List.copyOf(references);
        }
    }

    /** @param columns those it reads */
    public record Check(String name, List<String> columns, String definition) {
        public Check {
            columns = List.copyOf(columns);
        }
    }

    /** The columns a dump holds: all but generated ones. */
    public List<Column> stored() {
        return columns.stream().filter(column -> !column.generated()).toList();
    }

    /** The column of that name. */
    public Optional<Column> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }
}
