package dev.dumplink.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Which server and which database on it. A physical standby or clone has the system identifier of its primary.
 *
 * @param systemIdentifier drawn by initdb, from {@code pg_control_system()}
 * @param databaseOid unique within the server; the same on its physical copies
 * @param address the server's own, empty over a socket; with a pooler or a balancer between, not the one connected to
 * @param inRecovery whether it is a standby
 * @param version e.g. {@code 15.20}
 * @param environment the mark {@code ALTER DATABASE … SET dumplink.environment = …}, which no client can forge
 * @param comment the database's
 */
public record ServerIdentity(
        long systemIdentifier,
        long databaseOid,
        String database,
        Optional<String> address,
        Optional<Integer> port,
        boolean inRecovery,
        String version,
        Optional<String> environment,
        Optional<String> comment) {
    private static final String PERMISSION_DENIED = "42501";

    // the setting is read where it is stored: current_setting would believe the role, the session and PGOPTIONS
    private static final String QUERY =
            """
            SELECT (SELECT system_identifier FROM pg_catalog.pg_control_system()) AS system_identifier,
                   d.oid, d.datname, pg_catalog.host(pg_catalog.inet_server_addr()) AS address,
                   pg_catalog.inet_server_port() AS port, pg_catalog.pg_is_in_recovery() AS in_recovery,
                   pg_catalog.split_part(pg_catalog.current_setting('server_version'), ' ', 1) AS version,
                   pg_catalog.shobj_description(d.oid, 'pg_database') AS comment,
                   (SELECT pg_catalog.substr(c, pg_catalog.length('dumplink.environment=') + 1)
                    FROM pg_catalog.pg_db_role_setting s, pg_catalog.unnest(s.setconfig) c
                    WHERE s.setrole = 0 AND s.setdatabase = d.oid AND c LIKE 'dumplink.environment=%') AS environment
            FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()
            """;

    static ServerIdentity read(Connection connection) throws SQLException {
        try {
            return Rows.one(connection, QUERY, ServerIdentity::of);
        } catch (SQLException e) {
            if (SourceFailure.state(e).equals(PERMISSION_DENIED)) {
                throw new SourceFailure("the role may not know which server this is; GRANT EXECUTE ON FUNCTION"
                        + " pg_catalog.pg_control_system() TO \""
                        + connection.getMetaData().getUserName() + "\" mends that");
            }
            throw e;
        }
    }

    private static ServerIdentity of(ResultSet row) throws SQLException {
        int port = row.getInt("port");
        return new ServerIdentity(
                row.getLong("system_identifier"),
                row.getLong("oid"),
                row.getString("datname"),
                Rows.text(row, "address"),
                port == 0 ? Optional.empty() : Optional.of(port),
                row.getBoolean("in_recovery"),
                row.getString("version"),
                Rows.text(row, "environment"),
                Rows.text(row, "comment"));
    }
}
