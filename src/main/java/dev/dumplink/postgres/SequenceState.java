package dev.dumplink.postgres;

import dev.dumplink.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where a sequence stands, for {@code setval}.
 *
 * @param called whether {@code value} has been handed out: if not, it is the next one
 */
public record SequenceState(TableName name, long value, boolean called) {
    // a sequence is a table of one row; PostgreSQL has no catalog of those rows that tells is_called as well
    private static final String NAMES =
            """
            SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND (c.relpersistence <> 'u' OR NOT pg_is_in_recovery())
              AND NOT EXISTS (SELECT FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
                WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
                  AND d.refclassid = 'pg_extension'::regclass AND NOT c.oid = ANY (coalesce(e.extconfig, '{}')))
            ORDER BY 1, 2
            """;
    private static final int MOST_IN_ONE_STATEMENT = 200;

    static List<SequenceState> readAll(Connection connection) throws SQLException {
        List<TableName> names =
                Rows.of(connection, NAMES, row -> new TableName(row.getString("nspname"), row.getString("relname")));
        List<SequenceState> states = new ArrayList<>();
        for (int from = 0; from < names.size(); from += MOST_IN_ONE_STATEMENT) {
            List<TableName> some = names.subList(from, Math.min(from + MOST_IN_ONE_STATEMENT, names.size()));
            states.addAll(Rows.of(
                    connection,
                    query(some),
                    row -> new SequenceState(
                            some.get(row.getInt("place")), row.getLong("last_value"), row.getBoolean("is_called"))));
        }
        return states;
    }

    private static String query(List<TableName> names) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> "SELECT " + i + " AS place, last_value, is_called FROM "
                        + names.get(i).sql())
                .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY place"));
    }
}
