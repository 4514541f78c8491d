package dev.dumplink.masking;

import dev.dumplink.schema.TableName;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What happens to every table that can hold rows, partitions included, by name. */
public final class Compiled implements Compilation {
    private final List<CompiledTable> tables;

    Compiled(List<CompiledTable> tables) {
        this.tables = List.copyOf(tables);
    }

    public List<CompiledTable> tables() {
        return tables;
    }

    /** The table or partition of that name. */
    public Optional<CompiledTable> table(TableName name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    @Override
    public <R> R fold(Function<Compiled, R> compiled, Function<Violations, R> violations) {
        return compiled.apply(this);
    }
}
