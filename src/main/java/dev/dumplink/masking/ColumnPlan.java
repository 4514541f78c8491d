package dev.dumplink.masking;

import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.DataType;
import dev.dumplink.schema.TableName;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What happens to one column, decided.
 *
 * @param inside what is known of a mask that masks parts
 * @param makers of a mask for each thread; absent where the column is kept or emptied
 */
record ColumnPlan(CompiledColumn column, Inside inside, Optional<Supplier<Mask>> makers, List<Condition> checks) {
    ColumnPlan {
        checks = List.copyOf(checks);
    }

    static ColumnPlan keep(String name, DataType type) {
        return new ColumnPlan(
                new CompiledColumn(name, type, Optional.empty()), Inside.NOTHING, Optional.empty(), List.of());
    }

    static ColumnPlan empty(String name, DataType type) {
        return new ColumnPlan(
                new CompiledColumn(name, type, Optional.of(Rule.NULL)), Inside.NOTHING, Optional.empty(), List.of());
    }

    /** The same, whatever a constraint asks of the values. */
    ColumnPlan unchecked() {
        return new ColumnPlan(column, inside, makers, List.of());
    }

    TableMasker.Field field(TableName table, int place, RowObserver observer) {
        if (makers.isPresent()) {
            String name = new ColumnName(table, column.name()).toString();
            return new FieldMask(name, place, makers.get().get(), checks, observer);
        }
        boolean emptied = column.mask().isPresent();
        return emptied || observer.wantsKept(place)
                ? new WatchedField(place, emptied, observer)
                : TableMasker.Field.KEEP;
    }
}
