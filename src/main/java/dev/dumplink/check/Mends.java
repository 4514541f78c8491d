package dev.dumplink.check;

import dev.dumplink.masking.MaskType;
import dev.dumplink.masking.Policy;
import dev.dumplink.masking.Suggestion;
import dev.dumplink.masking.Violation;
import dev.dumplink.postgres.Source;
import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.DatabaseSchema;
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
        boolean whole = violation.column().isEmpty();
        if (whole && violation.table().filter(table -> !policy.names(table)).isPresent()) {
            return violation.mend() + "; 'dumplink check policy " + name + " --suggest' prints them";
        }
        return violation
                .table()
                .flatMap(table -> violation.column().map(column -> new ColumnName(table, column)))
                .filter(column -> !policy.names(column))
                .flatMap(column -> suggestion().line(column))
                .map(line -> line.endsWith(": keep") ? "add a mask, or " + line : "add " + line + ", or keep it")
                .orElse(violation.mend());
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
