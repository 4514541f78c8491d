package dev.dumplink.masking;

import dev.dumplink.schema.TableName;
import java.util.List;

/** Real values of a column to guess by. */
@FunctionalInterface
public interface ColumnSamples {
    /** Without any values: names and types have to do. */
    ColumnSamples NONE = (table, column) -> List.of();

    /** Some of its values as text, not NULL, in any order, the same value as often as it was met; none is an answer too. */
    List<String> values(TableName table, String column);
}
