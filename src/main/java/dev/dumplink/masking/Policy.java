package dev.dumplink.masking;

import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.TableName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of every column of a database, as its owner wrote it down in YAML:
 *
 * <pre>{@code
 * version: 1
 * locale: de                # of names, streets, phones …; a rule may say another
 * rotate: nightly           # optional: results of different nights cannot be linked
 * tables:
 *   public.customer:
 *     columns:
 *       id: keep
 *       email: email
 *       notes: {mask: text}
 *       born: {mask: date, within: 30d}
 *     vouched:              # constraints that cannot be proved to hold, and why they will
 *       customer_born_check: nobody is that old
 *   public.audit_log: {rows: none}
 * scan:
 *   exceptions:
 *     - {value: public.customer.city, found: public.store.name, reason: shops are named after towns}
 * role:
 *   allow_superuser: the managed server offers no other role that sees all rows
 *   allow_writes: ...
 * }</pre>
 *
 * <p>Table names are written with their schema, in double quotes where SQL needs them. Partitions follow the table at the
 * top of their tree; children by {@code INHERITS} are listed themselves; generated columns are not listed.
 *
 * @param locale for masks that take one and are not told another
 * @param nightly whether each night has a key of its own
 * @param tables rules by table, in the order of the file
 */
public record Policy(
        Optional<String> locale,
        boolean nightly,
        Map<TableName, TableRules> tables,
        List<ScanException> exceptions,
        RoleExceptions role) {

    public Policy {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        exceptions = List.copyOf(exceptions);
    }

    /** Whether it says anything of a table. */
    public boolean names(TableName table) {
        return tables.containsKey(table);
    }

    /** Whether it has a rule for a column. */
    public boolean names(ColumnName column) {
        return names(column.table()) && tables.get(column.table()).columns().containsKey(column.column());
    }

    /**
     * Reads a policy. Every key must be known and stand where it belongs.
     *
     * @param file the name to use in messages
     * @throws PolicyError if it is not one
     */
    public static Policy parse(String file, String yaml) {
        return PolicyReader.read(PolicyTree.parse(file, yaml));
    }
}
