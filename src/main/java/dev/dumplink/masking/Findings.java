package dev.dumplink.masking;

import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.TableName;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Violations as they are found; each is said once. */
final class Findings {
    private static final Comparator<Violation> ORDER = Comparator.comparing(
            (Violation violation) -> violation.table().map(TableName::toString).orElse(""));

    private final Set<Violation> violations = new LinkedHashSet<>();

    void add(String problem, String mend) {
        violations.add(new Violation(Optional.empty(), Optional.empty(), problem, mend, Optional.empty()));
    }

    void add(TableName table, String problem, String mend) {
        violations.add(new Violation(Optional.of(table), Optional.empty(), problem, mend, Optional.empty()));
    }

    void add(ColumnName column, String problem, String mend) {
        violations.add(new Violation(
                Optional.of(column.table()), Optional.of(column.column()), problem, mend, Optional.empty()));
    }

    /** About a constraint that somebody may vouch for. */
    void add(ColumnName column, String problem, String mend, String constraint) {
        violations.add(new Violation(
                Optional.of(column.table()), Optional.of(column.column()), problem, mend, Optional.of(constraint)));
    }

    /** About what somebody may vouch for of a whole table. */
    void add(TableName table, String problem, String mend, String constraint) {
        violations.add(new Violation(Optional.of(table), Optional.empty(), problem, mend, Optional.of(constraint)));
    }

    boolean isEmpty() {
        return violations.isEmpty();
    }

    List<Violation> list() {
        return violations.stream().sorted(ORDER).toList();
    }
}
