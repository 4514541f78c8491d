package dev.dumplink.schema;

import java.util.Optional;

/**
 * A column of a table.
 *
 * @param generated {@code GENERATED ALWAYS AS (…) STORED}: the server computes it, no dump holds it
 * @param identity whether it is an identity column, of either kind
 * @param inherited whether it comes from a parent table
 * @param defaultExpression what the server would fill in, or the expression of a generated column
 * @param comment the owner's words about it
 */
public record Column(
        String name,
        DataType type,
        boolean notNull,
        boolean generated,
        boolean identity,
        boolean inherited,
        Optional<String> defaultExpression,
        Optional<String> comment) {

    /** For SQL statements. */
    public String sql() {
        return Identifier.quoted(name);
    }
}
