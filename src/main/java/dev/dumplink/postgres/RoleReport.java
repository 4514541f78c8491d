package dev.dumplink.postgres;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the role that reads may do that it should not, and may not that it must.
 *
 * @param role who is connected
 * @param bypassesRowSecurity whether row-level security leaves it alone, as it has to where a table has any
 * @param findings none when all is well
 */
public record RoleReport(String role, boolean bypassesRowSecurity, List<Finding> findings) {
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
    public record Finding(Kind kind, String what, String mend) {
        /** The statements of a mend that takes several, one in a line; none where it takes one. */
        public List<String> script() {
            List<String> lines = mend.lines().toList();
            return lines.size() > 1 ? lines : List.of();
        }
    }

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
        return rightRole(role, database, "GRANT pg_read_all_data TO " + Quoted.name(role) + ";\n");
    }

    /**
     * The same on PostgreSQL 12 and 13. What is made later is not granted with it.
     *
     * @param schemas all in which there is something to read, in no quotes
     */
    static String rightRole(String role, String database, List<String> schemas) {
        String grants =
                """
                GRANT USAGE ON SCHEMA %2$s TO %1$s;
                GRANT SELECT ON ALL TABLES IN SCHEMA %2$s TO %1$s;
                GRANT SELECT ON ALL SEQUENCES IN SCHEMA %2$s TO %1$s;
                """;
        return rightRole(
                role,
                database,
                schemas.stream()
                        .map(schema -> grants.formatted(Quoted.name(role), Quoted.name(schema)))
                        .collect(Collectors.joining()));
    }

    private static String rightRole(String role, String database, String grants) {
        return """
                CREATE ROLE %1$s LOGIN PASSWORD '…' NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS CONNECTION LIMIT 8;
                GRANT CONNECT ON DATABASE %2$s TO %1$s;
                %3$sALTER ROLE %1$s SET default_transaction_read_only = on;
                REVOKE CREATE ON SCHEMA public FROM PUBLIC;
                """
                .formatted(Quoted.name(role), Quoted.name(database), grants);
    }
}
