package dev.dumplink;

import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.FaultProxy;
import dev.dumplink.postgres.Standby;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Servers into which nothing may be loaded, and one on which some databases are to be left alone. */
final class HostileServers implements AutoCloseable {
    static final String ROWS =
            """
            create table customer (id int primary key, name text, at timestamptz);
            insert into customer select g, 'Real ' || g, now() - interval '1 year' from generate_series(1, 300) g;
            create sequence numbers; select setval('numbers', 41);
            """;

    final EmbeddedPostgres production;
    final EmbeddedPostgres copy;
    final EmbeddedPostgres renamed;
    final EmbeddedPostgres primary;
    final EmbeddedPostgres staging;
    final Standby standby;
    final FaultProxy tunnel;
    private final Connection attached;

    private HostileServers(Path folder, EmbeddedPostgres production) throws Exception {
        this.production = production;
        copy = production.copy();
        copy.execute("postgres", "alter database shop set dumplink.environment = 'staging'");
        copy.createDatabase("commented");
        copy.execute("postgres", "comment on database commented is 'dumplink:restore-target env=staging id=1'");
        renamed = production.copy();
        renamed.execute("postgres", "alter database shop rename to staging");
        tunnel = FaultProxy.to("127.0.0.1", production.port());
        primary = EmbeddedPostgres.open();
        standby = Standby.of(primary, folder);
        staging = EmbeddedPostgres.open();
        prepare();
        attached = DriverManager.getConnection(staging.jdbcUrl("busy"));
    }

    /** Around a production that has a database {@code shop}. */
    static HostileServers around(EmbeddedPostgres production, Path folder) throws Exception {
        return new HostileServers(folder, production);
    }

    private void prepare() throws SQLException {
        staging.execute(
                "postgres",
                "create role dev login createdb; create role poor login; create role blind login createdb;"
                        + " revoke execute on function pg_control_system() from public;"
                        + " grant execute on function pg_control_system() to dev, poor");
        for (String name : List.of(
                "unmarked", "more", "newer", "said", "sat", "published", "owned", "busy", "shop_prod", "written")) {
            staging.createDatabase(name);
            staging.execute(name, ROWS);
            if (!name.equals("owned")) {
                staging.execute(name, "alter database " + name + " owner to dev; alter table customer owner to dev");
            }
        }
        staging.execute("more", "insert into customer values (1000, 'more', now() - interval '2 years')");
        staging.execute("newer", "update customer set at = now() + interval '1 hour' where id = 1");
        staging.execute("postgres", "alter database said set dumplink.environment = 'production'");
        staging.execute("postgres", "comment on database sat is 'dumplink:restore-target env=live id=2'");
        staging.execute("postgres", "comment on database written is 'The production shop, ask before touching'");
        staging.execute("postgres", "comment on database busy is 'dumplink:restore-target env=staging id=3'");
        staging.execute("published", "create publication changes for all tables");
    }

    private List<EmbeddedPostgres> all() {
        return List.of(production, copy, renamed, primary, staging);
    }

    /** The databases that there are, and what is said of them. */
    Map<String, String> databases() throws SQLException {
        Map<String, String> state = new TreeMap<>();
        for (EmbeddedPostgres server : all()) {
            String databases =
                    "select string_agg(concat(oid, datname, shobj_description(oid, 'pg_database'), datdba), ' '"
                            + " order by oid) from pg_database";
            state.put(Integer.toString(server.port()), RestoreRun.ask(server, "postgres", databases));
        }
        return state;
    }

    /** Besides, every row of every table: everything that a restore could change anywhere. */
    Map<String, String> state() throws SQLException {
        Map<String, String> state = databases();
        for (EmbeddedPostgres server : all()) {
            for (String name : RestoreRun.databases(server).split(" ")) {
                state.put(server.port() + "/" + name, rows(server, name));
            }
        }
        return state;
    }

    /** A checksum of each table, each sequence's place, and every object. */
    private static String rows(EmbeddedPostgres server, String database) throws SQLException {
        String objects = RestoreRun.ask(
                server,
                database,
                "select md5(string_agg(concat(oid, relname, relkind, relhastriggers), ',' order by oid)) from pg_class where relname"
                        + " !~ '^pg_'");
        String there = RestoreRun.ask(server, database, "select to_regclass('customer')::text");
        return there == null
                ? objects
                : objects
                        + RestoreRun.ask(
                                server,
                                database,
                                "select md5(string_agg(c::text, ',' order by id)) || (select last_value from numbers) from customer c");
    }

    @Override
    public void close() throws SQLException, IOException {
        attached.close();
        standby.close();
        tunnel.close();
        for (EmbeddedPostgres server : List.of(copy, renamed, primary, staging)) {
            server.close();
        }
    }
}
