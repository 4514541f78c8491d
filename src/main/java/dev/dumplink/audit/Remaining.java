package dev.dumplink.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** The columns of an entry that have not found a place yet, so that none is lost. */
final class Remaining {
    private final Map<String, Object> columns;

    Remaining(AuditEntry entry) {
        this.columns = EntryColumns.values(entry);
    }

    /** Moves a column's value, if there is one. */
    void move(String column, ObjectNode into, String field) {
        Optional.ofNullable(columns.remove(column)).ifPresent(value -> put(value, into, field));
    }

    /** Moves all that is left, each under its name. */
    void moveAll(ObjectNode into) {
        columns.forEach((column, value) -> put(value, into, column));
        columns.clear();
    }

    private static void put(Object value, ObjectNode into, String field) {
        if (value instanceof Long number) {
            into.put(field, number);
        } else {
            into.put(field, (String) value);
        }
    }
}
