package dev.dumplink.postgres;

import dev.dumplink.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Views that keep their rows. */
final class MaterializedViews {
    // a view hangs on what its rule reads; the longest way down to a view that reads none is the order of refreshing
    private static final String POPULATED =
            """
            WITH RECURSIVE reads AS (
              SELECT DISTINCT r.ev_class AS view, d.refobjid AS source
              FROM pg_rewrite r JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
              WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class),
            depth(view, level) AS (
              SELECT oid, 0 FROM pg_class WHERE relkind IN ('m', 'v')
              UNION
              SELECT reads.view, depth.level + 1 FROM depth JOIN reads ON reads.source = depth.view
              WHERE depth.level < 100)
            SELECT n.nspname, c.relname
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN depth ON depth.view = c.oid
            WHERE c.relkind = 'm' AND c.relispopulated AND n.nspname !~ '^pg_'
              AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                AND d.deptype = 'e')
            GROUP BY n.nspname, c.relname ORDER BY max(depth.level), n.nspname, c.relname
            """;

    private MaterializedViews() {}

    static List<TableName> populated(Connection connection) throws SQLException {
        return Rows.of(connection, POPULATED, row -> new TableName(row.getString("nspname"), row.getString("relname")));
    }
}
