package dev.dumplink.masking;

import dev.dumplink.schema.ColumnName;

/**
 * A check that can be decided, held against one column's values.
 *
 * @param column whose check it is
 * @param constraint the name under which somebody may vouch for it
 * @param what it in words, such as {@code the check customer_born_check}
 * @param definition as {@code pg_get_constraintdef} tells it
 */
record Demand(ColumnName column, String constraint, String what, String definition, Condition condition) {}
