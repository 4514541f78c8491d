package dev.dumplink.postgres;

import dev.dumplink.postgres.RoleReport.Finding;
import dev.dumplink.postgres.RoleReport.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Asks the server what a role may, and puts what is wrong into words, each with the SQL that mends it. */
final class RoleReading {
    private static final int READ_ALL = 14;
    private static final int PARAMETERS = 15;
    /** Predefined roles with which more can be done than reading tables. */
    private static final Set<String> POWERFUL = Set.of(
            "pg_write_all_data",
            "pg_maintain",
            "pg_write_server_files",
            "pg_read_server_files",
            "pg_execute_server_program",
            "pg_signal_backend",
            "pg_signal_autovacuum_worker",
            "pg_checkpoint",
            "pg_create_subscription");

    private final Role role;

    private RoleReading(Role role) {
        this.role = role;
    }

    /** Who asks. */
    private record Role(String name, Attributes attributes, boolean bypassesRowSecurity) {}

    /** What is said of a role itself. */
    private record Attributes(boolean superuser, boolean createsRoles, boolean createsDatabases, boolean replicates) {
        static Attributes of(ResultSet row) throws SQLException {
            return new Attributes(
                    row.getBoolean("rolsuper"),
                    row.getBoolean("rolcreaterole"),
                    row.getBoolean("rolcreatedb"),
                    row.getBoolean("rolreplication"));
        }

        List<Power> powers() {
            List<Power> powers = new ArrayList<>();
            if (createsRoles) {
                powers.add(new Power("make roles and give them rights", "NOCREATEROLE"));
            }
            if (createsDatabases) {
                powers.add(new Power("make databases", "NOCREATEDB"));
            }
            if (replicates) {
                String what =
                        "replicate: copy all files of the server, passwords included, and make slots that fill its disk";
                powers.add(new Power(what, "NOREPLICATION"));
            }
            return powers;
        }
    }

    /** @param without the word of ALTER ROLE that takes it away */
    private record Power(String what, String without) {}

    static RoleReport read(Connection connection) throws SQLException {
        return read(connection, Source.major(connection));
    }

    /** @param major of the server */
    static RoleReport read(Connection connection, int major) throws SQLException {
        Role role = Rows.one(
                connection,
                RoleSql.ROLE,
                row -> new Role(row.getString("rolname"), Attributes.of(row), row.getBoolean("rolbypassrls")));
        if (role.attributes().superuser()) {
            Finding superuser = new Finding(
                    Kind.SUPERUSER, "it is a superuser, for whom nothing is forbidden", rightRole(connection, major));
            return new RoleReport(role.name(), true, List.of(superuser));
        }
        return new RoleReport(
                role.name(), role.bypassesRowSecurity(), new RoleReading(role).findings(connection, major));
    }

    private static String rightRole(Connection connection, int major) throws SQLException {
        String database = connection.getCatalog();
        return major >= READ_ALL
                ? RoleReport.rightRole("dumplink", database)
                : RoleReport.rightRole(
                        "dumplink", database, Rows.of(connection, RoleSql.SCHEMAS, row -> row.getString("nspname")));
    }

    private List<Finding> findings(Connection connection, int major) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        role.attributes()
                .powers()
                .forEach(power -> findings.add(new Finding(
                        Kind.WRITES, "it may " + power.what(), "ALTER ROLE " + sql() + " " + power.without())));
        Rows.of(connection, RoleSql.MEMBERSHIPS, this::member).forEach(findings::addAll);
        findings.addAll(Rows.of(connection, RoleSql.HANDED_ON, this::handedOn));
        findings.addAll(Rows.of(connection, RoleSql.OWNED, this::owned));
        findings.addAll(Rows.of(connection, RoleSql.WRITES, this::writes));
        if (major >= PARAMETERS) {
            findings.addAll(Rows.of(connection, RoleSql.PARAMETERS, this::parameter));
        }
        findings.addAll(Rows.of(connection, RoleSql.HIDDEN, this::hidden));
        findings.addAll(Rows.of(connection, RoleSql.UNREADABLE, row -> unreadable(row, major)));
        return findings;
    }

    private String sql() {
        return Quoted.name(role.name());
    }

    private String leave(String group) {
        return "REVOKE " + Quoted.name(group) + " FROM " + sql();
    }

    /** It could make itself its group by {@code SET ROLE}. */
    private List<Finding> member(ResultSet row) throws SQLException {
        String group = row.getString("rolname");
        Attributes attributes = Attributes.of(row);
        if (attributes.superuser()) {
            String what = "it is a member of " + group + ", a superuser, and may become that role";
            return List.of(new Finding(Kind.SUPERUSER, what, leave(group)));
        }
        if (POWERFUL.contains(group)) {
            return List.of(new Finding(Kind.WRITES, "it is a member of " + group, leave(group)));
        }
        return attributes.powers().stream()
                .map(power -> new Finding(
                        Kind.WRITES,
                        "it is a member of " + group + " and may become that role, which may " + power.what(),
                        leave(group)))
                .toList();
    }

    private Finding handedOn(ResultSet row) throws SQLException {
        String group = row.getString("rolname");
        String member = row.getString("member");
        boolean through = row.getBoolean("through_group");
        return new Finding(
                Kind.WRITES,
                (through ? "as a member of " + member + " it" : "it") + " may make others members of " + group,
                through ? leave(member) : "REVOKE ADMIN OPTION FOR " + Quoted.name(group) + " FROM " + sql());
    }

    private Finding owned(ResultSet row) throws SQLException {
        long count = row.getLong("count");
        String owner = row.getString("owner");
        String what = " owns " + count + (count == 1 ? " thing: " : " things: ") + row.getString("names");
        return row.getBoolean("through_group")
                ? new Finding(Kind.WRITES, "it is a member of " + owner + ", which" + what, leave(owner))
                : new Finding(Kind.WRITES, "it" + what, "REASSIGN OWNED BY " + sql() + " TO somebody_else");
    }

    private Finding parameter(ResultSet row) throws SQLException {
        return granted(row, "PARAMETER " + row.getString("parname"), "on parameter " + row.getString("parname"));
    }

    /** Rights come from the role itself, from a group, or from PUBLIC, which has no name. */
    private Finding writes(ResultSet row) throws SQLException {
        return granted(row, target(row), where(row));
    }

    private Finding granted(ResultSet row, String target, String where) throws SQLException {
        String grantee = row.getString("grantee");
        String rights = row.getString("rights");
        boolean through = row.getBoolean("through_group");
        boolean everybody = grantee.isEmpty();
        String who =
                through ? "as a member of " + grantee + " it has " : everybody ? "as everybody it has " : "it has ";
        String from = everybody ? "PUBLIC" : Quoted.name(grantee);
        return new Finding(
                Kind.WRITES,
                who + rights + " " + where,
                // what reads, such as pg_read_all_data, it should go on being a member of
                through && !predefined(grantee)
                        ? leave(grantee)
                        : "REVOKE " + rights + " ON " + target + " FROM " + from);
    }

    private static boolean predefined(String group) {
        return group.startsWith("pg_");
    }

    private static String where(ResultSet row) throws SQLException {
        String what = row.getString("what");
        return switch (what) {
            case "large object" ->
                "on large object" + (row.getLong("count") == 1 ? " " : "s ") + row.getString("names");
            case "schema", "database" -> "in " + what + " " + Quoted.name(row.getString("nspname"));
            case "tablespace", "foreign server", "foreign data wrapper" ->
                "on " + what + " " + Quoted.name(row.getString("nspname"));
            case "function" -> "on function " + row.getString("nspname");
            default -> "on " + several(row);
        };
    }

    /** What a GRANT or REVOKE names. */
    private static String target(ResultSet row) throws SQLException {
        String what = row.getString("what").toUpperCase(Locale.ROOT);
        String name = Quoted.name(row.getString("nspname"));
        return switch (what) {
            case "LARGE OBJECT" -> what + " " + row.getString("names");
            case "SCHEMA", "DATABASE", "TABLESPACE", "FOREIGN SERVER", "FOREIGN DATA WRAPPER" -> what + " " + name;
            case "FUNCTION" -> what + " " + row.getString("nspname");
            default -> "ALL " + what + "S IN SCHEMA " + name;
        };
    }

    private static String several(ResultSet row) throws SQLException {
        long count = row.getLong("count");
        return count + " " + row.getString("what") + (count == 1 ? "" : "s") + " of schema "
                + Quoted.name(row.getString("nspname")) + ": " + row.getString("names");
    }

    private Finding hidden(ResultSet row) throws SQLException {
        return new Finding(
                Kind.ROWS_HIDDEN,
                "row-level security would keep rows of " + row.getString("name") + " from it",
                "ALTER ROLE " + sql() + " BYPASSRLS");
    }

    private Finding unreadable(ResultSet row, int major) throws SQLException {
        boolean schema = row.getString("what").equals("schema");
        String grant = "GRANT " + (schema ? "USAGE" : "SELECT") + " ON " + target(row);
        return new Finding(
                Kind.UNREADABLE,
                schema
                        ? "it may not use schema " + Quoted.name(row.getString("nspname"))
                        : "it cannot read " + several(row),
                (major >= READ_ALL ? "GRANT pg_read_all_data" : grant) + " TO " + sql());
    }
}
