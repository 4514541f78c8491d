package dev.dumplink.masking;

import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.TableName;
import java.util.Optional;

/**
 * A reason why a policy does not do for a schema.
 *
 * @param table nothing where it is about the whole policy
 * @param problem what is wrong, in a clause
 * @param mend what to write instead, in a clause
 * @param constraint what somebody may vouch for instead, by its name
 */
public record Violation(
        Optional<TableName> table, Optional<String> column, String problem, String mend, Optional<String> constraint) {
    /** Where it is, in the form a policy uses. */
    public String where() {
        return table.map(name -> column.map(each -> new ColumnName(name, each).toString())
                        .orElseGet(name::toString))
                .orElse("policy");
    }

    /** One line for a person. */
    @Override
    public String toString() {
        return where() + ": " + problem + "; " + mend;
    }
}
