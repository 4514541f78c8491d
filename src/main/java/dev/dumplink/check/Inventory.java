package dev.dumplink.check;

import dev.dumplink.masking.Compiled;
import dev.dumplink.masking.CompiledTable;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How much a policy that fits does, partitions counted as the one table they are.
 *
 * @param without tables whose rows stay behind
 */
record Inventory(long tables, long masked, long kept, long without) {
    static Inventory of(Compiled compiled) {
        Collection<CompiledTable> tables = compiled.tables().stream()
                .collect(Collectors.toMap(CompiledTable::ruledAs, table -> table, (one, other) -> one))
                .values();
        List<Boolean> masked = tables.stream()
                .flatMap(table -> table.columns().stream())
                .map(column -> column.mask().isPresent())
                .toList();
        long count = masked.stream().filter(mask -> mask).count();
        return new Inventory(
                tables.size(),
                count,
                masked.size() - count,
                tables.stream().filter(table -> !table.rows()).count());
    }
}
