package dev.dumplink.postgres;

import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.Table;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A live database that is read and never written. Whatever the role, the database or the server have configured, every
 * connection has the settings under which pg_dump reads, so that values come in the form a restore understands and
 * row-level security fails aloud instead of leaving rows out. One thread at a time.
 */
public final class Source implements AutoCloseable {
    static final int OLDEST = 12;
    private static final int MULTIRANGES = 14;
    private static final int TRANSACTION_TIMEOUT = 17;

    // those of pg_dump 15 (setup_connection in src/bin/pg_dump/pg_dump.c); behind them what the role could have changed
    // of a value's text, a name's quotes or the order of rows, and what keeps the load on the server small
    private static final String SETTINGS =
            """
            SET search_path = '';
            SET DateStyle = ISO;
            SET IntervalStyle = postgres;
            SET extra_float_digits = 3;
            SET synchronize_seqscans = off;
            SET statement_timeout = 0;
            SET lock_timeout = '60s';
            SET idle_in_transaction_session_timeout = 0;
            SET row_security = off;
            SET TimeZone = 'UTC';
            SET bytea_output = hex;
            SET quote_all_identifiers = off;
            SET standard_conforming_strings = on;
            SET client_min_messages = warning;
            SET default_transaction_read_only = on;
            SET max_parallel_workers_per_gather = 0;
            SET jit = off;
            """;

    private static final String HURRIED =
            "SELECT reset_val::int8 BETWEEN 1 AND 10000 AS hurried FROM pg_settings WHERE name = 'statement_timeout'";

    private final SourceSettings settings;
    private final Connection connection;

    private Source(SourceSettings settings, Connection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    /**
     * Connects.
     *
     * @throws SourceFailure if the server cannot be reached or entered, or is older than 12
     */
    public static Source open(SourceSettings settings) {
        try {
            Connection connection = prepared(settings);
            return new Source(isHurried(connection) ? settings.unhurried() : settings, connection);
        } catch (SQLException e) {
            if (!SourceFailure.state(e).equals(SourceFailure.QUERY_CANCELED)) {
                throw ConnectFailure.of(settings, e);
            }
            // the role's timeout struck before it was lifted
            SourceSettings unhurried = settings.unhurried();
            return new Source(unhurried, connect(unhurried));
        }
    }

    /** Whether a timeout that is set for the role could strike before a connection has lifted it. */
    private static boolean isHurried(Connection connection) throws SQLException {
        try {
            return Rows.one(connection, HURRIED, row -> row.getBoolean("hurried"));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** One more connection with the same settings, to be closed by whoever asked. */
    Connection connect() {
        return connect(settings);
    }

    private static Connection connect(SourceSettings settings) {
        try {
            return prepared(settings);
        } catch (SQLException e) {
            throw ConnectFailure.of(settings, e);
        }
    }

    private static Connection prepared(SourceSettings settings) throws SQLException {
        Connection connection = DriverManager.getConnection(settings.jdbcUrl(), settings.jdbcProperties());
        try {
            prepare(settings, connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void prepare(SourceSettings settings, Connection connection) throws SQLException {
        int major = major(connection);
        if (major < OLDEST) {
            throw new SourceFailure(settings + ": the server is PostgreSQL " + major + "; " + OLDEST
                    + " is the oldest that" + " can be dumped");
        }
        Rows.execute(connection, SETTINGS);
        if (major >= MULTIRANGES) {
            Rows.execute(connection, "SET idle_session_timeout = 0");
        }
        if (major >= TRANSACTION_TIMEOUT) {
            Rows.execute(connection, "SET transaction_timeout = 0");
        }
    }

    static int major(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion();
    }

    /** The server's major version: 15. */
    public int majorVersion() {
        return asking("the server's version", Source::major);
    }

    /** Which server this is. @throws SourceFailure if the role may not know */
    public ServerIdentity identity() {
        return asking("who the server is", ServerIdentity::read);
    }

    /** What the role may do that it should not, and may not that it must. */
    public RoleReport role() {
        return asking("the role's rights", RoleReading::read);
    }

    /** The shape of the database as it is now. A table that is locked exclusively is waited for, up to a minute. */
    public DatabaseSchema schema() {
        return asking("the schema", LiveSchema::read);
    }

    /**
     * A few values of each column of a table, for guessing what they are; never for more.
     *
     * @param most different values of a column, each cut after 1,000 characters; so many times five rows are looked at
     * @param patience how long the server may take; what it had found by then is lost, and the result empty
     * @return by the columns' names; no NULLs, the same value as often as it was met
     */
    public Map<String, List<String>> sample(Table table, int most, Duration patience) {
        return asking(table.name().toString(), asked -> Sampling.of(asked, table, most, patience));
    }

    /** How many large objects the database has; a dump leaves them out. */
    public long largeObjects() {
        return asking("large objects", LiveSchema::largeObjects);
    }

    /**
     * One consistent view of everything, with every table locked against changes of its shape.
     *
     * @param patience how long to wait for tables that others have locked
     * @throws SourceFailure if they stay locked; the message says which and by whom
     */
    public Snapshot snapshot(Duration patience) {
        return snapshot(patience, locked -> {});
    }

    /** The same. @param locked told in a clause, after some seconds and again and again, what it waits for and because of whom */
    public Snapshot snapshot(Duration patience, Consumer<String> locked) {
        return Snapshot.open(this, patience, locked);
    }

    /**
     * Waits until nobody has a table locked exclusively: {@link #schema} would wait too, and could not say for whom. What the
     * role may not lock at all is no matter here.
     *
     * @param locked told in a clause, after some seconds and again and again, what it waits for and because of whom
     * @throws SourceFailure if one stays locked for {@code patience}; the message says which and by whom
     */
    public void awaitUnlocked(Duration patience, Consumer<String> locked) {
        Connection waiting = connect();
        try {
            TableLocks.takeAll(waiting, patience, locked);
        } catch (SQLException e) {
            if (!SourceFailure.state(e).equals(SourceFailure.INSUFFICIENT_PRIVILEGE)) {
                throw SourceFailure.because("the tables", e);
            }
        } finally {
            close(waiting);
        }
    }

    /** How it is entered, which is also how pg_dump had better enter it. */
    public SourceSettings settings() {
        return settings;
    }

    /** Something asked of the server. */
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T asking(String what, Question<T> question) {
        try {
            return question.ask(connection);
        } catch (SQLException e) {
            throw SourceFailure.because(what, e);
        }
    }

    @Override
    public void close() {
        close(connection);
    }

    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // nothing was written that could be lost
            return;
        }
    }
}
