package dev.dumplink.archive;

import dev.dumplink.demo.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database in words, so that two of them, or one and itself a moment later, can be compared line by line. */
final class ServerState {
    private static final String CONTENTS = resource("contents.sql");
    private static final String VERSIONS = resource("versions.sql");

    private ServerState() {}

    /** Schema, rows and sequences, the same wherever they are. */
    static String contents(EmbeddedPostgres server, String database) throws SQLException {
        return qualified(server, database, CONTENTS);
    }

    /** Every version of every row, of catalogs too: a database in which nothing at all was written has the same. */
    static String versions(EmbeddedPostgres server, String database) throws SQLException {
        return qualified(server, database, VERSIONS);
    }

    /** The same by a connection from {@link #connect}. */
    static String versions(Connection connection) throws SQLException {
        return answer(connection, VERSIONS);
    }

    /** A connection that says the schema of everything it names. */
    static Connection connect(EmbeddedPostgres server, String database) {
        try {
            return DriverManager.getConnection(qualifying(server, database));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean exists(EmbeddedPostgres server, String database) throws SQLException {
        return ask(server, "postgres", "select count(*) from pg_database where datname = '" + database + "'")
                .equals("1");
    }

    /** The first column of the answer's first row. */
    static String ask(EmbeddedPostgres server, String database, String question) throws SQLException {
        return answer(server.jdbcUrl(database), question);
    }

    private static String qualified(EmbeddedPostgres server, String database, String question) throws SQLException {
        return answer(qualifying(server, database), question);
    }

    private static String qualifying(EmbeddedPostgres server, String database) {
        return server.jdbcUrl(database) + "&options=-csearch_path%3D";
    }

    private static String answer(String url, String question) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return answer(connection, question);
        }
    }

    private static String answer(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    static String resource(String name) {
        try (InputStream in = ServerState.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
