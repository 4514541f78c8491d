package dev.dumplink.postgres;

/** What is asked of a server that a dump is to be loaded into, PostgreSQL 12 to 18. */
final class TargetSql {
    static final String IDENTIFIER = "SELECT system_identifier FROM pg_catalog.pg_control_system()";

    static final String SERVER =
            """
            SELECT split_part(current_setting('server_version'), ' ', 1) AS version, host(inet_server_addr()) AS address,
                   host(inet_client_addr()) AS client,
                   pg_is_in_recovery() AS in_recovery,
                   (SELECT substr(c, length('dumplink.environment=') + 1) FROM pg_db_role_setting s, unnest(s.setconfig) c
                    WHERE s.setrole = 0 AND s.setdatabase = 0 AND c LIKE 'dumplink.environment=%') AS environment,
                   (SELECT count(*) FROM pg_stat_replication) + (SELECT count(*) FROM pg_replication_slots WHERE active
                     AND active_pid NOT IN (SELECT pid FROM pg_stat_replication)) AS replicas,
                   (SELECT count(*) FROM pg_stat_activity WHERE client_addr IS NOT NULL
                      AND NOT client_addr <<= '127.0.0.0/8' AND client_addr <> '::1'
                      AND client_addr <> inet_server_addr() AND client_addr <> inet_client_addr()) AS strangers
            """;

    static final String ROLE =
            """
            SELECT r.rolname, r.rolsuper, r.rolsuper OR r.rolcreatedb AS createdb,
                   (SELECT array_agg(g.rolname::text ORDER BY g.rolname) FROM pg_roles g
                    WHERE g.rolname <> r.rolname AND NOT r.rolsuper AND pg_has_role(r.oid, g.oid, 'MEMBER')
                      AND g.rolname IN ('pg_write_all_data', 'pg_write_server_files', 'pg_read_server_files',
                        'pg_execute_server_program', 'pg_maintain', 'pg_create_subscription', 'rds_superuser',
                        'cloudsqlsuperuser', 'azure_pg_admin', 'alloydbsuperuser')) AS powers
            FROM pg_roles r WHERE r.rolname = current_user
            """;

    static final String DATABASES =
            """
            SELECT d.oid, d.datname, pg_get_userbyid(d.datdba) AS owner,
                   pg_has_role(current_user, d.datdba, 'USAGE') AS ours, shobj_description(d.oid, 'pg_database') AS comment,
                   (SELECT substr(c, length('dumplink.environment=') + 1) FROM pg_db_role_setting s, unnest(s.setconfig) c
                    WHERE s.setrole = 0 AND s.setdatabase = d.oid AND c LIKE 'dumplink.environment=%') AS environment,
                   CASE WHEN has_database_privilege(d.oid, 'CONNECT') THEN pg_database_size(d.oid) END AS size
            FROM pg_database d WHERE NOT d.datistemplate ORDER BY d.datname
            """;

    /** The database of a name, with that comment and that mark. */
    static final String SAME =
            """
            SELECT d.oid FROM pg_database d
            WHERE d.datname = ? AND shobj_description(d.oid, 'pg_database') IS NOT DISTINCT FROM ?
              AND (SELECT substr(c, length('dumplink.environment=') + 1) FROM pg_db_role_setting s, unnest(s.setconfig) c
                   WHERE s.setrole = 0 AND s.setdatabase = d.oid AND c LIKE 'dumplink.environment=%') IS NOT DISTINCT FROM ?
            """;

    /** Our own, of a moment ago, may still be on their way out. */
    static final String SESSIONS =
            """
            SELECT datid, coalesce(usename, '') AS usename, coalesce(application_name, '') AS application,
                   host(client_addr) AS client
            FROM pg_stat_activity
            WHERE datid IS NOT NULL AND pid <> pg_backend_pid() AND coalesce(backend_type, 'client backend') = 'client backend'
              AND NOT (application_name = 'dumplink' AND usename = current_user)
            ORDER BY pid
            """;

    /** Tables that hold rows: what extensions bring is theirs. */
    private static final String TABLES =
            """
            WITH t AS (
              SELECT c.oid, n.nspname, c.relname, c.relpages, c.reltuples, c.relispartition
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema')
            """;

    static final String INSIDE = TABLES
            + """
            SELECT (SELECT count(*) FROM t) AS tables,
                   (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.relkind IN ('p', 'm', 'f', 'v', 'S') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_'
                      AND n.nspname <> 'information_schema'
                      AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid
                                      AND e.deptype = 'e'))
                     + (SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                        WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                          AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid
                                          AND e.deptype = 'e'))
                     + (SELECT count(*) FROM pg_largeobject_metadata) AS others,
                   (SELECT count(*) FROM pg_publication) + (SELECT count(*) FROM pg_stat_subscription WHERE subname IN
                     (SELECT subname FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid
                      WHERE d.datname = current_database())) AS publications,
                   (SELECT max(greatest(last_vacuum, last_autovacuum, last_analyze, last_autoanalyze))
                    FROM pg_stat_user_tables) AS last_activity
            """;

    /** Each table with its tree's top, which is itself where it is no partition. */
    static final String TREES = TABLES
            + """
            SELECT t.nspname, t.relname, coalesce(rn.nspname, t.nspname) AS root_schema, coalesce(r.relname, t.relname) AS root
            FROM t LEFT JOIN (pg_class r JOIN pg_namespace rn ON rn.oid = r.relnamespace)
              ON t.relispartition AND r.oid = pg_partition_root(t.oid)
            ORDER BY t.relpages DESC, 1, 2
            """;

    static final String TIMES =
            """
            SELECT a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
              AND a.atttypid IN ('timestamptz'::regtype, 'timestamp'::regtype)
            ORDER BY a.attnum
            """;

    private TargetSql() {}
}
