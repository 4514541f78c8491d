package dev.dumplink.masking;

import dev.dumplink.schema.TableName;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What happens to the rows of one table or partition. */
public final class CompiledTable {
    private static final RowObserver NOBODY = new RowObserver() {};

    private final TableName name;
    private final TableName ruledAs;
    private final boolean rows;
    private final Optional<TableName> throughRoot;
    private final List<ColumnPlan> plans;

    CompiledTable(
            TableName name, TableName ruledAs, boolean rows, Optional<TableName> throughRoot, List<ColumnPlan> plans) {
        this.name = name;
        this.ruledAs = ruledAs;
        this.rows = rows;
        this.throughRoot = throughRoot;
        this.plans = List.copyOf(plans);
    }

    public TableName name() {
        return name;
    }

    /** The table whose rules it follows: itself, or the one whose partition it is. */
    public TableName ruledAs() {
        return ruledAs;
    }

    /** Whether its rows are dumped. */
    public boolean rows() {
        return rows;
    }

    /** The partitioned table to load the rows through, where a masked partition key moves them. */
    public Optional<TableName> throughRoot() {
        return throughRoot;
    }

    /** The columns in the order of {@code COPY}: all that are stored; none where the rows stay behind. */
    public List<CompiledColumn> columns() {
        return plans.stream().map(ColumnPlan::column).toList();
    }

    /** What is known of a column that is masked by parts. */
    Inside inside(int column) {
        return plans.get(column).inside();
    }

    /** Whether any column is masked. */
    public boolean masks() {
        return plans.stream().anyMatch(plan -> plan.column().mask().isPresent());
    }

    /** A masker for one thread. */
    public TableMasker newMasker() {
        return newMasker(NOBODY);
    }

    /** A masker for one thread, with somebody who watches. */
    public TableMasker newMasker(RowObserver observer) {
        return new TableMasker(
                name.toString(),
                IntStream.range(0, plans.size())
                        .mapToObj(i -> plans.get(i).field(name, i, observer))
                        .toArray(TableMasker.Field[]::new),
                observer);
    }
}
