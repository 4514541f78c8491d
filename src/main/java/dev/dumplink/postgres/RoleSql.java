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
            SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles
            WHERE rolname <> current_user AND pg_has_role(current_user, oid, 'MEMBER')
            ORDER BY rolname
            """;

    /** Of which groups it may make others members. */
    static final String HANDED_ON =
            """
            SELECT DISTINCT g.rolname, m.rolname AS member, m.rolname <> current_user AS through_group
            FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid JOIN pg_roles m ON m.oid = a.member
            WHERE a.admin_option AND pg_has_role(current_user, m.oid, 'MEMBER') ORDER BY 1, 2
            """;

    private static final String OBJECTS =
            """
            WITH relations AS (
              SELECT c.*, n.nspname,
                     CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'table' END AS what
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relpersistence <> 't')
            """;

    /** pg_database_owner is whoever owns the database, which is told by itself. */
    private static final String MINE =
            """
            mine AS (
              SELECT oid, rolname, rolname <> current_user AS through_group FROM pg_roles
              WHERE pg_has_role(current_user, oid, 'MEMBER') AND rolname <> 'pg_database_owner'
              UNION ALL SELECT 0, '', false)
            """;

    /** What of the server's own functions changes files, statistics or the server's course; the others only read. */
    private static final String FUNCTIONS =
            """
            ('^(lo_import|lo_export|pg_file_(write|unlink|rename|sync)|pg_reload_conf|pg_rotate_logfile(_v2)?'
             '|pg_promote|pg_switch_wal|pg_create_restore_point|pg_(start|stop)_backup|pg_backup_(start|stop)'
             '|pg_wal_replay_(pause|resume)|pg_stat_reset.*|pg_replication_origin_.*|pg_log_standby_snapshot)$')
            """;

    /** A schema's own objects are told by schema, everything else by itself. */
    static final String WRITES = OBJECTS + ", " + MINE
            + """
            , rights AS (
              SELECT what, nspname, relname AS name, relowner AS owner,
                     coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, relowner))
                       AS acl
              FROM relations WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
              UNION ALL
              SELECT r.what, r.nspname, r.relname, r.relowner, a.attacl
              FROM relations r JOIN pg_attribute a ON a.attrelid = r.oid WHERE a.attacl IS NOT NULL
              UNION ALL
              SELECT 'large object', 'pg_catalog', oid::text, lomowner, lomacl
              FROM pg_largeobject_metadata WHERE lomacl IS NOT NULL
              UNION ALL
              SELECT 'function', p.oid::regprocedure::text, p.oid::regprocedure::text, proowner, proacl
              FROM pg_proc p WHERE pronamespace = 'pg_catalog'::regnamespace AND proname ~
            """
            + FUNCTIONS
            + """
              UNION ALL
              SELECT 'schema', nspname, nspname, nspowner, coalesce(nspacl, acldefault('n', nspowner))
              FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
              UNION ALL
              SELECT 'database', datname, datname, datdba, coalesce(datacl, acldefault('d', datdba))
              FROM pg_database WHERE datname = current_database()
              UNION ALL
              SELECT 'tablespace', spcname, spcname, spcowner, spcacl FROM pg_tablespace
              UNION ALL
              SELECT 'foreign server', srvname, srvname, srvowner, srvacl FROM pg_foreign_server
              UNION ALL
              SELECT 'foreign data wrapper', fdwname, fdwname, fdwowner, fdwacl FROM pg_foreign_data_wrapper)
            SELECT r.what, r.nspname, m.rolname AS grantee, m.through_group,
                   string_agg(DISTINCT x.privilege_type, ', ') AS rights, count(DISTINCT r.name) AS count,
                   left(string_agg(DISTINCT r.name, ', '), 200) AS names
            FROM rights r CROSS JOIN LATERAL aclexplode(r.acl) x JOIN mine m ON m.oid = x.grantee
            WHERE (x.grantee <> r.owner OR m.oid = 0 OR m.rolname ~ '^pg_')
              AND (x.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'CREATE', 'MAINTAIN')
                   OR r.what IN ('sequence', 'foreign server', 'foreign data wrapper') AND x.privilege_type = 'USAGE'
                   OR r.what = 'function')
            GROUP BY 1, 2, 3, 4
            ORDER BY 1, 2, 3, 4
            """;

    /**
     * Owners may change and drop what they own, whatever it is, and give away rights to it. Default privileges and user
     * mappings are a role's own settings. What predefined roles own is not written there: of tables and schemas it is seen
     * by their rights.
     */
    static final String OWNED = "WITH " + MINE
            + """
            , owned AS (
              SELECT m.rolname, m.through_group, i.type || ' ' || i.identity AS name
              FROM pg_shdepend s JOIN mine m ON m.oid = s.refobjid
              CROSS JOIN LATERAL pg_identify_object(s.classid, s.objid, s.objsubid) i
              WHERE s.deptype = 'o' AND s.refclassid = 'pg_authid'::regclass
                AND s.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
                AND s.classid NOT IN ('pg_default_acl'::regclass, 'pg_user_mapping'::regclass)
                AND coalesce(i.schema, '') !~ '^pg_temp')
            SELECT rolname AS owner, through_group, count(*) AS count, left(string_agg(name, ', ' ORDER BY name), 200) AS names
            FROM owned GROUP BY 1, 2 ORDER BY 2, 1
            """;

    /**
     * PostgreSQL 15 and newer. What can be set by everybody, or by nobody in a session, gives no power; nor does what only
     * measures and logs the session's own work.
     */
    static final String PARAMETERS = "WITH " + MINE
            + """
            SELECT p.parname, m.rolname AS grantee, m.through_group, x.privilege_type AS rights
            FROM pg_parameter_acl p CROSS JOIN LATERAL aclexplode(p.paracl) x JOIN mine m ON m.oid = x.grantee
            LEFT JOIN pg_settings s ON lower(s.name) = p.parname
            WHERE x.privilege_type = 'ALTER SYSTEM'
              OR coalesce(s.context, 'superuser') IN ('superuser', 'superuser-backend')
                AND p.parname !~ '^(log_.*|track_.*|compute_query_id|deadlock_timeout)$'
            ORDER BY 1, 2, 4
            """;

    /** row_security_active answers for a session that would let rows be left out, whatever this one's setting is. */
    static final String HIDDEN =
            """
            SELECT c.oid::regclass::text AS name FROM pg_class c
            WHERE c.relrowsecurity AND c.relkind IN ('r', 'p') AND row_security_active(c.oid) ORDER BY 1
            """;

    /** In which there is something to read. */
    static final String SCHEMAS = OBJECTS + " SELECT DISTINCT nspname FROM relations ORDER BY nspname";

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
