package dev.dumplink.masking;

import dev.dumplink.schema.Column;
import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A table that a policy names, with its partitions: they have its columns and follow its rules.
 *
 * @param partitions of every level; none of an ordinary table
 */
record Family(Table root, List<Table> partitions) {
    static List<Family> of(DatabaseSchema schema) {
        return schema.tables().stream()
                .filter(table -> table.partitionOf().isEmpty())
                .map(root -> new Family(root, partitions(schema, root)))
                .toList();
    }

    private static List<Table> partitions(DatabaseSchema schema, Table root) {
        return schema.tables().stream()
                .filter(table -> table.partitionOf().equals(Optional.of(root.name())))
                .toList();
    }

    TableName name() {
        return root.name();
    }

    ColumnName column(String column) {
        return new ColumnName(name(), column);
    }

    /** The root and its partitions. */
    List<Table> members() {
        return Stream.concat(Stream.of(root), partitions.stream()).toList();
    }

    /** Those that hold rows. */
    List<Table> leaves() {
        return members().stream()
                .filter(table -> table.kind() != Table.Kind.PARTITIONED)
                .toList();
    }

    /** What any member has of a kind: keys, checks. */
    <T> List<T> all(Function<Table, List<T>> part) {
        return members().stream()
                .flatMap(table -> part.apply(table).stream())
                .distinct()
                .toList();
    }

    boolean notNull(Column column) {
        return members().stream()
                .flatMap(table -> table.column(column.name()).stream())
                .anyMatch(Column::notNull);
    }
}
