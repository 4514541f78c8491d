package dev.dumplink.check;

import dev.dumplink.masking.MaskType;
import dev.dumplink.masking.Policy;
import dev.dumplink.masking.Suggestion;
import dev.dumplink.masking.Violation;
import dev.dumplink.postgres.Source;
import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What to write for what a policy lacks: the very line, where it can be guessed. */
final class Mends {
    private final String name;
    private final Policy policy;
    private final DatabaseSchema schema;
    private final Map<String, MaskType> types;
    private final Source source;
    // made when first needed: most policies lack nothing
    private Optional<Suggestion> suggestion = Optional.empty();

    Mends(String name, Policy policy, DatabaseSchema schema, Map<String, MaskType> types, Source source) {
        this.name = name;
        this.policy = policy;
        this.schema = schema;
        this.types = types;
        this.source = source;
    }

    Finding finding(Violation violation) {
        return Finding.problem(violation.where(), violation.problem(), mend(violation));
    }

    private String mend(Violation violation) {
        Optional<ColumnName> column =
                violation.table().flatMap(table -> violation.column().map(each -> new ColumnName(table, each)));
        if (column.isEmpty() && violation.table().filter(this::isUnknown).isPresent()) {
            return violation.mend() + "; 'dumplink check policy " + name + " --suggest' prints them";
        }
        return column.filter(each -> !policy.names(each))
                .flatMap(each -> suggestion().line(each))
                .map(line -> line.endsWith(": keep") ? "add a mask, or " + line : "add " + line + ", or keep it")
                .orElse(violation.mend());
    }

    /** Whether a table with columns to mask is not in the policy. */
    private boolean isUnknown(TableName table) {
        return !policy.names(table)
                && schema.table(table)
                        .filter(each -> each.kind() != Table.Kind.FOREIGN)
                        .isPresent();
    }

    private Suggestion suggestion() {
        if (suggestion.isEmpty()) {
            Samples samples = new Samples(source, schema, unread -> {});
            suggestion = Optional.of(Suggestion.of(
                    schema, types, (table, column) -> lacks(table) ? samples.values(table, column) : List.of()));
        }
        return suggestion.get();
    }

    private boolean lacks(TableName name) {
        return policy.names(name)
                && schema.table(name).stream()
                        .flatMap(table -> table.stored().stream())
                        .anyMatch(column -> !policy.names(new ColumnName(name, column.name())));
    }
}
