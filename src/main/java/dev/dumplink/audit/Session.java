package dev.dumplink.audit;

import com.zaxxer.hikari.HikariConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;

/**
 * One connection for long work beside the writer: to verify, to anchor, to prune, to forget. It may wait longer than an
 * answer to Slack could, and SQLite overwrites what is deleted through it. Changes no schema: the log must exist.
 */
final class Session implements AutoCloseable {
    private static final String WAIT_MILLIS = "20000";
    // longer than any statement here takes, so that a server that fell silent does not hold the program for ever
    private static final String SILENCE_SECONDS = "3600";

    private final Connection connection;
    private final Dialect dialect;

    private Session(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** What is done with a session, and what may go wrong with the database meanwhile. */
    interface Work<T> {
        T in(Session session) throws SQLException;
    }

    /** @throws AuditUnavailable if the database does not answer, or refuses what {@code work} asks of it */
    static <T> T with(AuditSettings settings, Work<T> work) {
        try (Session session = open(settings)) {
            return work.in(session);
        } catch (SQLException e) {
            throw AuditUnavailable.because(e);
        }
    }

    /** @throws AuditUnavailable if there is no such log */
    static Session open(AuditSettings settings) throws SQLException {
        sqliteFile(settings).filter(Files::notExists).ifPresent(missing -> {
            throw new AuditUnavailable("there is no audit log at " + missing);
        });
        HikariConfig known = new HikariConfig();
        known.setJdbcUrl(settings.url());
        settings.dialect().configure(known);
        Properties properties = new Properties();
        properties.putAll(known.getDataSourceProperties());
        // each driver leaves alone what is meant for the other
        properties.setProperty("busy_timeout", WAIT_MILLIS);
        properties.setProperty("secure_delete", "true");
        properties.setProperty("socketTimeout", SILENCE_SECONDS);
        properties.setProperty("options", "-c lock_timeout=" + WAIT_MILLIS);
        Optional.ofNullable(settings.user()).ifPresent(user -> properties.setProperty("user", user));
        Optional.ofNullable(settings.password()).ifPresent(word -> properties.setProperty("password", word));
        Session session = new Session(DriverManager.getConnection(settings.url(), properties), settings.dialect());
        try {
            session.requireTables();
            return session;
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private void requireTables() throws SQLException {
        try (ResultSet found = connection.getMetaData().getTables(null, null, "audit_anchor", null)) {
            if (!found.next()) {
                throw new AuditUnavailable(
                        "this is no audit log, or one of an older dumplink: serve makes the tables and"
                                + " brings them up to date when it starts");
            }
        }
    }

    /** The file of a SQLite log. */
    static Optional<Path> sqliteFile(AuditSettings settings) {
        return settings.dialect() == Dialect.SQLITE
                ? Optional.of(Path.of(settings.url()
                        .substring(Dialect.SQLITE.scheme().length())
                        .replaceFirst("\\?.*", "")))
                : Optional.empty();
    }

    Connection jdbc() {
        return connection;
    }

    Dialect dialect() {
        return dialect;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * SQLite: takes over what the journal holds and cuts it to nothing.
     *
     * @throws AuditUnavailable if somebody reads for so long that it cannot be
     */
    void emptyJournal() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            if (result.next() && result.getInt(1) != 0) {
                throw new AuditUnavailable("somebody else reads the audit database, and its journal cannot be emptied");
            }
        }
    }

    /** Commits what {@code work} did, or takes it back and throws. */
    <T> T inTransaction(Work<T> work) throws SQLException {
        execute(dialect == Dialect.SQLITE ? "BEGIN IMMEDIATE" : "BEGIN");
        try {
            T result = work.in(this);
            execute("COMMIT");
            return result;
        } catch (SQLException | RuntimeException e) {
            rollback(e);
            throw e;
        }
    }

    private void rollback(Exception cause) {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // whatever was to be kept is committed
            return;
        }
    }
}
