package dev.dumplink.postgres;

/** What is asked about a role's rights. */
final class RoleSql {
    static final String ROLE =
            """
            SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication FROM pg_roles WHERE rolname = current_user
            """;

    /** Also groups whose rights it has only after SET ROLE. */
    static final String MEMBERSHIPS =
            """
            SELECT rolname, rolsuper FROM pg_roles WHERE rolname <> current_user AND pg_has_role(current_user, oid, 'MEMBER')
            ORDER BY rolname
            """;

    private static final String OBJECTS =
            """
            WITH relations AS (
              SELECT c.*, n.nspname,
                     CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'table' END AS what
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relpersistence <> 't')
            """;

    static final String WRITES = OBJECTS
            + """
            , mine AS (
              SELECT oid, rolname, rolname <> current_user AS through_group FROM pg_roles
              WHERE pg_has_role(current_user, oid, 'MEMBER') AND rolname !~ '^pg_'
              UNION ALL SELECT 0, '', false),
            rights AS (
              SELECT what, nspname, relname AS name, relowner AS owner,
                     coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, relowner))
                       AS acl
              FROM relations WHERE relkind IN ('r', 'p', 'f', 'v', 'S')
              UNION ALL
              SELECT r.what, r.nspname, r.relname, r.relowner, a.attacl
              FROM relations r JOIN pg_attribute a ON a.attrelid = r.oid WHERE a.attacl IS NOT NULL
              UNION ALL
              SELECT 'large object', 'pg_catalog', oid::text, lomowner, coalesce(lomacl, acldefault('L', lomowner))
              FROM pg_largeobject_metadata
              WHERE lomacl IS NOT NULL OR lomowner IN (SELECT oid FROM mine)
              UNION ALL
              SELECT 'schema', nspname, nspname, nspowner, coalesce(nspacl, acldefault('n', nspowner))
              FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
              UNION ALL
              SELECT 'database', datname, datname, datdba, coalesce(datacl, acldefault('d', datdba))
              FROM pg_database WHERE datname = current_database())
            SELECT r.what, r.nspname, m.rolname AS grantee, m.through_group, x.grantee = r.owner AND m.oid <> 0 AS owned,
                   string_agg(DISTINCT x.privilege_type, ', ') AS rights, count(DISTINCT r.name) AS count,
                   left(string_agg(DISTINCT r.name, ', '), 200) AS names
            FROM rights r CROSS JOIN LATERAL aclexplode(r.acl) x JOIN mine m ON m.oid = x.grantee
            WHERE x.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'CREATE', 'MAINTAIN')
              OR r.what = 'sequence' AND x.privilege_type = 'USAGE'
            GROUP BY 1, 2, 3, 4, 5
            ORDER BY 1, 2, 3, 4, 5
            """;

    /** row_security_active answers for a session that would let rows be left out, whatever this one's setting is. */
    static final String HIDDEN =
            """
            SELECT c.oid::regclass::text AS name FROM pg_class c
            WHERE c.relrowsecurity AND c.relkind IN ('r', 'p') AND row_security_active(c.oid) ORDER BY 1
            """;

    static final String UNREADABLE = OBJECTS
            + """
            , unreadable AS (
              SELECT what, nspname, relname AS name FROM relations
              WHERE CASE WHEN relkind IN ('r', 'p') THEN NOT has_table_privilege(oid, 'SELECT')
                         WHEN relkind = 'S' THEN NOT has_sequence_privilege(oid, 'SELECT') ELSE false END
                AND NOT EXISTS (SELECT FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = relations.oid AND d.deptype = 'e'
                    AND d.refclassid = 'pg_extension'::regclass
                    AND NOT relations.oid = ANY (coalesce(e.extconfig, '{}')))
              UNION ALL
              SELECT 'schema', nspname, nspname FROM pg_namespace
              WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND NOT has_schema_privilege(oid, 'USAGE')
                AND EXISTS (SELECT FROM relations WHERE relnamespace = pg_namespace.oid))
            SELECT what, nspname, count(*) AS count, left(string_agg(name, ', ' ORDER BY name), 200) AS names
            FROM unreadable GROUP BY 1, 2 ORDER BY 1, 2
            """;

    private RoleSql() {}
}
