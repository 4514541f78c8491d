package dev.dumplink.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the role that reads may do that it should not, and may not that it must.
 *
 * @param role who is connected
 * @param bypassesRowSecurity whether row-level security leaves it alone, as it has to where a table has any
 * @param findings none when all is well
 */
public record RoleReport(String role, boolean bypassesRowSecurity, List<Finding> findings) {
    private static final int READ_ALL = 14;
    /** Predefined roles with which more can be done than reading. */
    private static final Set<String> POWERFUL = Set.of(
            "pg_write_all_data",
            "pg_maintain",
            "pg_write_server_files",
            "pg_execute_server_program",
            "pg_signal_backend",
            "pg_create_subscription");

    public RoleReport {
        findings = List.copyOf(findings);
    }

    /** What is wrong, in the order of danger. */
    public enum Kind {
        SUPERUSER,
        /** It could change something. */
        WRITES,
        /** Row-level security would keep rows from it. */
        ROWS_HIDDEN,
        /** It cannot read something. */
        UNREADABLE
    }

    /**
     * One thing that is wrong.
     *
     * @param what a clause for a person: {@code may INSERT into 3 tables of schema app: …}
     * @param mend the SQL that mends it, for somebody with the right to
     */
    public record Finding(Kind kind, String what, String mend) {}

    /** Whether there is a finding of this kind. */
    public boolean has(Kind kind) {
        return findings.stream().anyMatch(finding -> finding.kind() == kind);
    }

    /**
     * How to make a role that can read a database and nothing else, on PostgreSQL 14 and newer.
     *
     * @param role its name, in no quotes
     * @param database the database's name, in no quotes
     */
    public static String rightRole(String role, String database) {
        String name = Quoted.name(role);
        return """
                CREATE ROLE %1$s LOGIN PASSWORD '…' NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS CONNECTION LIMIT 8;
                GRANT CONNECT ON DATABASE %2$s TO %1$s;
                GRANT pg_read_all_data TO %1$s;
                ALTER ROLE %1$s SET default_transaction_read_only = on;
                REVOKE CREATE ON SCHEMA public FROM PUBLIC;
                """
                .formatted(name, Quoted.name(database));
    }

    static RoleReport read(Connection connection) throws SQLException {
        Role role = Rows.one(connection, RoleSql.ROLE, Role::of);
        List<Finding> findings = new ArrayList<>();
        if (role.superuser()) {
            findings.add(new Finding(
                    Kind.SUPERUSER,
                    "it is a superuser, for whom nothing is forbidden",
                    rightRole("dumplink", connection.getCatalog())));
        } else {
            findings.addAll(role.attributes());
            Rows.of(connection, RoleSql.MEMBERSHIPS, row -> role.member(row.getString(1), row.getBoolean(2)))
                    .forEach(finding -> finding.ifPresent(findings::add));
            findings.addAll(Rows.of(connection, RoleSql.WRITES, role::writes));
            findings.addAll(Rows.of(connection, RoleSql.HIDDEN, role::hidden));
            findings.addAll(
                    Rows.of(connection, RoleSql.UNREADABLE, row -> role.unreadable(row, Source.major(connection))));
        }
        return new RoleReport(role.name(), role.superuser() || role.bypassesRowSecurity(), findings);
    }

    /** Who asks. */
    private record Role(
            String name,
            boolean superuser,
            boolean createsRoles,
            boolean createsDatabases,
            boolean bypassesRowSecurity,
            boolean replicates) {
        static Role of(ResultSet row) throws SQLException {
            return new Role(
                    row.getString("rolname"),
                    row.getBoolean("rolsuper"),
                    row.getBoolean("rolcreaterole"),
                    row.getBoolean("rolcreatedb"),
                    row.getBoolean("rolbypassrls"),
                    row.getBoolean("rolreplication"));
        }

        private String sql() {
            return Quoted.name(name);
        }

        Stream<Finding> attribute(boolean held, String what, String without) {
            return held
                    ? Stream.of(new Finding(Kind.WRITES, what, "ALTER ROLE " + sql() + " " + without))
                    : Stream.empty();
        }

        List<Finding> attributes() {
            return Stream.of(
                            attribute(createsRoles, "it may make roles and give them rights", "NOCREATEROLE"),
                            attribute(createsDatabases, "it may make databases", "NOCREATEDB"),
                            attribute(
                                    replicates,
                                    "it may replicate: copy all files of the server, passwords included, and make slots"
                                            + " that fill its disk",
                                    "NOREPLICATION"))
                    .flatMap(each -> each)
                    .toList();
        }

        /** @param superuser whether it could make itself one by {@code SET ROLE} */
        Optional<Finding> member(String group, boolean superuser) {
            String mend = "REVOKE " + Quoted.name(group) + " FROM " + sql();
            if (superuser) {
                String what = "it is a member of " + group + ", a superuser, and may become that role";
                return Optional.of(new Finding(Kind.SUPERUSER, what, mend));
            }
            return POWERFUL.contains(group)
                    ? Optional.of(new Finding(Kind.WRITES, "it is a member of " + group, mend))
                    : Optional.empty();
        }

        /** Rights come from the role itself, from a group, from PUBLIC (which has no name), or from owning the thing. */
        Finding writes(ResultSet row) throws SQLException {
            String grantee = row.getString("grantee");
            String rights = row.getString("rights");
            if (row.getBoolean("through_group")) {
                return new Finding(
                        Kind.WRITES,
                        "as a member of " + grantee + " it has " + rights + " " + where(row),
                        "REVOKE " + Quoted.name(grantee) + " FROM " + sql());
            }
            if (row.getBoolean("owned")) {
                return new Finding(
                        Kind.WRITES,
                        "it owns something " + where(row),
                        "REASSIGN OWNED BY " + sql() + " TO somebody_else");
            }
            boolean everybody = grantee.isEmpty();
            return new Finding(
                    Kind.WRITES,
                    (everybody ? "as everybody it has " : "it has ") + rights + " " + where(row),
                    "REVOKE " + rights + " ON " + target(row) + " FROM " + (everybody ? "PUBLIC" : sql()));
        }

        private static String where(ResultSet row) throws SQLException {
            String what = row.getString("what");
            return switch (what) {
                case "large object" ->
                    "on large object" + (row.getLong("count") == 1 ? " " : "s ") + row.getString("names");
                case "schema", "database" -> "in " + what + " " + Quoted.name(row.getString("nspname"));
                default -> "on " + several(row);
            };
        }

        /** What a GRANT or REVOKE names. */
        private static String target(ResultSet row) throws SQLException {
            String what = row.getString("what").toUpperCase(Locale.ROOT);
            String name = Quoted.name(row.getString("nspname"));
            return switch (what) {
                case "LARGE OBJECT" -> what + " " + row.getString("names");
                case "SCHEMA", "DATABASE" -> what + " " + name;
                default -> "ALL " + what + "S IN SCHEMA " + name;
            };
        }

        private static String several(ResultSet row) throws SQLException {
            long count = row.getLong("count");
            return count + " " + row.getString("what") + (count == 1 ? "" : "s") + " of schema "
                    + Quoted.name(row.getString("nspname")) + ": " + row.getString("names");
        }

        Finding hidden(ResultSet row) throws SQLException {
            return new Finding(
                    Kind.ROWS_HIDDEN,
                    "row-level security would keep rows of " + row.getString("name") + " from it",
                    "ALTER ROLE " + sql() + " BYPASSRLS");
        }

        Finding unreadable(ResultSet row, int major) throws SQLException {
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
}
