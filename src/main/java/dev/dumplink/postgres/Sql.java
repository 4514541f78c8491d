package dev.dumplink.postgres;

/**
 * What is asked of the catalogs of PostgreSQL 12 to 18. Each question is one for all tables, however many there are. Names
 * need no schema: the search path holds nothing but {@code pg_catalog}.
 */
final class Sql {
    /**
     * The tables whose rows belong to the database's users: not the server's own, no temporary ones, and of extensions only
     * those that they want dumped ({@code pg_extension_config_dump}).
     */
    private static final String USER_TABLES =
            """
            WITH RECURSIVE user_tables AS (
              SELECT c.*, n.nspname, e.extname,
                     nullif(e.extcondition[array_position(e.extconfig, c.oid)], '') AS filter
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN (pg_depend d JOIN pg_extension e ON e.oid = d.refobjid)
                ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
                AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
              WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'
                AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                AND (e.oid IS NULL OR c.oid = ANY (e.extconfig)))
            """;

    static final String TABLES = USER_TABLES
            + """
            SELECT c.oid, c.nspname, c.relname, c.relkind, c.relpersistence, c.relrowsecurity, c.extname, c.filter,
                   CASE WHEN c.reltuples < 0 OR c.reltuples = 0 AND c.relpages = 0 THEN -1 ELSE c.reltuples END::int8
                     AS rows,
                   CASE WHEN c.relkind = 'r' AND m.amname = 'heap'
                     THEN coalesce(pg_relation_size(c.oid), 0) / current_setting('block_size')::int8 ELSE 0 END AS pages,
                   obj_description(c.oid, 'pg_class') AS comment,
                   rn.nspname AS root_schema, root.relname AS root_name,
                   p.schemas AS parent_schemas, p.names AS parent_names, k.columns AS partition_key,
                   EXISTS (SELECT FROM pg_partitioned_table t WHERE t.partrelid = c.oid AND (t.partdefid <> 0
                     OR t.partstrat = 'h' AND (
                       SELECT sum(1.0 / b.modulus) > 1 - 0.5 / max(b.modulus)
                       FROM pg_inherits i JOIN pg_class pc ON pc.oid = i.inhrelid,
                         LATERAL (SELECT substring(pg_get_expr(pc.relpartbound, pc.oid), 'modulus (\\d+)')::int AS modulus) b
                       WHERE i.inhparent = c.oid))) AS catch_all
            FROM user_tables c
            LEFT JOIN pg_am m ON m.oid = c.relam
            LEFT JOIN (pg_class root JOIN pg_namespace rn ON rn.oid = root.relnamespace)
              ON c.relispartition AND root.oid = pg_partition_root(c.oid)
            LEFT JOIN LATERAL (
              SELECT array_agg(pn.nspname::text ORDER BY i.inhseqno) AS schemas,
                     array_agg(pc.relname::text ORDER BY i.inhseqno) AS names
              FROM pg_inherits i JOIN pg_class pc ON pc.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = pc.relnamespace
              WHERE i.inhrelid = c.oid AND NOT c.relispartition) p ON true
            LEFT JOIN LATERAL (
              SELECT array_agg(a.attname::text ORDER BY place, a.attnum) AS columns
              FROM (SELECT attnum, min(place) AS place FROM (
                      SELECT attnum::int, place
                      FROM pg_partitioned_table t, unnest(t.partattrs::int2[]) WITH ORDINALITY u(attnum, place)
                      WHERE t.partrelid = c.oid
                      UNION ALL
                      -- columns that expressions of the key read hang on the table as if they were its parts
                      SELECT d.objsubid, 1000 FROM pg_depend d
                      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = d.classid
                        AND d.refobjid = c.oid AND d.refobjsubid = 0 AND d.objsubid > 0 AND d.deptype = 'i') u
                    GROUP BY attnum) u
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.attnum
              WHERE c.relkind = 'p' AND u.attnum > 0) k ON true
            """;

    static final String COLUMNS = USER_TABLES
            + """
            SELECT a.attrelid, a.attname, a.atttypid, a.atttypmod, format_type(a.atttypid, a.atttypmod) AS sql,
                   a.attnotnull, a.attgenerated <> '' AS generated, a.attidentity <> '' AS identity,
                   a.attinhcount > 0 AS inherited, pg_get_expr(d.adbin, d.adrelid) AS expression,
                   col_description(a.attrelid, a.attnum) AS comment
            FROM user_tables c JOIN pg_attribute a ON a.attrelid = c.oid
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attrelid, a.attnum
            """;

    static final String TYPES = USER_TABLES
            + """
            , used(oid) AS (
              SELECT a.atttypid FROM user_tables c JOIN pg_attribute a ON a.attrelid = c.oid
              WHERE a.attnum > 0 AND NOT a.attisdropped
              UNION
              SELECT part.oid
              FROM used u JOIN pg_type t ON t.oid = u.oid
              LEFT JOIN pg_range r ON %1$s
              CROSS JOIN LATERAL (
                SELECT t.typbasetype WHERE t.typtype = 'd'
                UNION ALL SELECT e.oid FROM pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid
                UNION ALL SELECT r.rngsubtype WHERE r.rngsubtype IS NOT NULL
                UNION ALL SELECT a.atttypid FROM pg_attribute a
                  WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) part(oid))
            SELECT t.oid, n.nspname, t.typname, t.typtype, t.typnotnull, coalesce(e.oid, 0) AS element,
                   coalesce(r.rngsubtype, t.typbasetype) AS of_oid,
                   CASE WHEN r.rngsubtype IS NULL THEN t.typtypmod ELSE -1 END AS of_modifier,
                   CASE WHEN r.rngsubtype IS NULL THEN format_type(t.typbasetype, t.typtypmod)
                     ELSE format_type(r.rngsubtype, NULL) END AS of_sql,
                   (SELECT array_agg(l.enumlabel::text ORDER BY l.enumsortorder) FROM pg_enum l WHERE l.enumtypid = t.oid)
                     AS labels,
                   (SELECT array_agg(pg_get_constraintdef(k.oid) ORDER BY k.conname) FROM pg_constraint k
                    WHERE k.contypid = t.oid AND k.contype = 'c') AS checks,
                   a.names AS attribute_names, a.oids AS attribute_oids, a.modifiers AS attribute_modifiers,
                   a.sqls AS attribute_sqls
            FROM used u JOIN pg_type t ON t.oid = u.oid JOIN pg_namespace n ON n.oid = t.typnamespace
            LEFT JOIN pg_type e ON e.oid = t.typelem AND e.typarray = t.oid
            LEFT JOIN pg_range r ON %1$s
            LEFT JOIN LATERAL (
              SELECT array_agg(a.attname::text ORDER BY a.attnum) AS names,
                     array_agg(a.atttypid::text ORDER BY a.attnum) AS oids,
                     array_agg(a.atttypmod::text ORDER BY a.attnum) AS modifiers,
                     array_agg(format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum) AS sqls
              FROM pg_attribute a
              WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) a ON true
            """;

    /** Plain columns come in the key's order; columns read by an expression or a condition are known to pg_depend only. */
    static final String KEYS = USER_TABLES
            + """
            SELECT i.indrelid, x.relname, i.indisprimary, i.indisexclusion,
                   i.indexprs IS NULL AND i.indpred IS NULL AS plain, k.columns
            FROM user_tables c JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class x ON x.oid = i.indexrelid
            LEFT JOIN LATERAL (
              SELECT array_agg(a.attname::text ORDER BY place, a.attnum) AS columns
              FROM (SELECT attnum, min(place) AS place FROM (
                      SELECT attnum::int, place FROM unnest(i.indkey::int2[]) WITH ORDINALITY u(attnum, place)
                      WHERE place <= i.indnkeyatts
                      UNION ALL
                      SELECT d.refobjsubid, 1000 FROM pg_depend d
                      WHERE (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL) AND d.classid = 'pg_class'::regclass
                        AND d.objid = i.indexrelid AND d.refclassid = d.classid AND d.refobjid = c.oid
                        AND d.refobjsubid > 0) u
                    GROUP BY attnum) u
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.attnum
              WHERE u.attnum > 0) k ON true
            WHERE (i.indisunique OR i.indisexclusion) AND (i.indisvalid OR c.relkind = 'p') AND i.indisready
            ORDER BY i.indrelid, x.relname
            """;

    /** Without those the server made for itself: one for each partition of what is referenced. */
    static final String FOREIGN_KEYS = USER_TABLES
            + """
            SELECT k.conrelid, k.conname, tn.nspname, t.relname,
                   (SELECT array_agg(a.attname::text ORDER BY u.place)
                    FROM unnest(k.conkey) WITH ORDINALITY u(attnum, place)
                    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum) AS columns,
                   (SELECT array_agg(a.attname::text ORDER BY u.place)
                    FROM unnest(k.confkey) WITH ORDINALITY u(attnum, place)
                    JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum) AS references
            FROM user_tables c JOIN pg_constraint k ON k.conrelid = c.oid
            JOIN pg_class t ON t.oid = k.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
            WHERE k.contype = 'f'
              AND NOT EXISTS (SELECT FROM pg_constraint p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid)
            ORDER BY k.conrelid, k.conname
            """;

    /** A condition on the whole row reads every column, and has the number 0 among those it says it reads. */
    static final String CHECKS = USER_TABLES
            + """
            SELECT k.conrelid, k.conname, pg_get_constraintdef(k.oid) AS definition,
                   (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                      AND (a.attnum = ANY (k.conkey) OR 0 = ANY (k.conkey))) AS columns
            FROM user_tables c JOIN pg_constraint k ON k.conrelid = c.oid
            WHERE k.contype = 'c'
            ORDER BY k.conrelid, k.conname
            """;

    /** What has to be locked so that it stays as it is. Foreign tables cannot be. */
    static final String LOCKABLE = USER_TABLES
            + """
            SELECT oid, nspname, relname FROM user_tables WHERE relkind IN ('r', 'p') ORDER BY oid
            """;

    static final String SUBSCRIPTIONS =
            """
            SELECT subname FROM pg_subscription
            WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY subname
            """;

    private Sql() {}
}
