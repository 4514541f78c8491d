package dev.dumplink.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Where a bot under test keeps its audit log, and a second way into it for the test. */
public record AuditDatabase(String url) {

    /** A file, which the bot makes. */
    public static AuditDatabase sqlite(Path file) {
        return new AuditDatabase("jdbc:sqlite:" + file);
    }

    /** A new database on this server, set up as the bot demands it. */
    public static AuditDatabase postgresql(EmbeddedPostgres server, String name) throws SQLException {
        server.createDatabase(name);
        server.execute("postgres", "alter database \"" + name + "\" set synchronous_commit = on");
        return new AuditDatabase(server.jdbcUrl(name));
    }

    /** The configuration's section. */
    public String section() {
        return "{url: '" + url + "'}";
    }

    /** The section for a bot that reaches the server by another port. */
    public String sectionThrough(int port) {
        return "{url: '" + url.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + port) + "'}";
    }

    public long count(String where) throws SQLException {
        return Long.parseLong(
                rows("SELECT count(*) FROM audit_event WHERE " + where).get(0).get(0));
    }

    /** All rows of a query as texts. */
    public List<List<String>> rows(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }
}
