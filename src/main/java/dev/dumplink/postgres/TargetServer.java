package dev.dumplink.postgres;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server that a dump is loaded into. Databases are made, described and renamed here; the only one that can ever be dropped
 * is one that {@link #drop} is told by number and name. One thread at a time.
 */
public final class TargetServer implements AutoCloseable {
    /** Databases that the server itself needs, one of which every connection of ours is to. */
    public static final List<String> SYSTEM = List.of("postgres", "template1", "template0");

    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String PERMISSION_DENIED = "42501";
    private static final String SETTINGS =
            """
            SET search_path = '';
            SET statement_timeout = '60s';
            SET lock_timeout = '30s';
            SET idle_in_transaction_session_timeout = '120s';
            SET client_min_messages = warning;
            """;

    private static final int ALIVE_SECONDS = 10;

    private final SourceSettings settings;
    private final SourceSettings home;
    private final OptionalLong identifier;
    private Connection connection;

    private TargetServer(SourceSettings settings, SourceSettings home) throws SQLException {
        this.settings = settings;
        this.home = home;
        this.connection = connect(home);
        this.identifier = TargetReading.identifier(connection);
    }

    /**
     * Connects to one of the server's own databases, not to the one that {@code target} names: that need not exist yet, and
     * whoever is connected to it keeps it from being renamed.
     *
     * @throws SourceFailure if the server cannot be reached or entered, or is older than 12
     */
    public static TargetServer open(SourceSettings target) {
        try {
            return new TargetServer(target, target.with("postgres"));
        } catch (SQLException e) {
            return openTemplate(target, e);
        }
    }

    private static TargetServer openTemplate(SourceSettings target, SQLException because) {
        String state = SourceFailure.state(because);
        if (!state.equals(NO_SUCH_DATABASE) && !state.equals(PERMISSION_DENIED)) {
            throw ConnectFailure.of(target, because);
        }
        try {
            return new TargetServer(target, target.with("template1"));
        } catch (SQLException e) {
            throw ConnectFailure.of(target.with("postgres"), because);
        }
    }

    static Connection connect(SourceSettings settings) throws SQLException {
        Connection connection = DriverManager.getConnection(settings.jdbcUrl(), settings.jdbcProperties());
        try {
            if (Source.major(connection) < Source.OLDEST) {
                throw new SourceFailure(settings + ": the server is PostgreSQL " + Source.major(connection) + "; "
                        + Source.OLDEST + " is the oldest that a dump is loaded into");
            }
            Rows.execute(connection, SETTINGS);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * The addresses that the host's name stands for here and now.
     *
     * @throws SourceFailure if there is no host of that name
     */
    public static List<InetAddress> addresses(SourceSettings target) {
        try {
            return List.of(InetAddress.getAllByName(target.host()));
        } catch (UnknownHostException e) {
            throw new SourceFailure(target + ": there is no host of that name");
        }
    }

    /** What is known of the server now. */
    public TargetFacts facts() {
        return asking(settings.host() + ":" + settings.port(), TargetReading::facts);
    }

    /**
     * Makes an empty database.
     *
     * @param owner who is to own it; empty for ourselves
     * @param like whose order of text it gets; empty for the server's own
     */
    public void create(String name, Optional<String> owner, Optional<TargetFacts.Database> like) {
        asking(name, server -> {
            String locale =
                    like.isEmpty() ? "" : Inheritance.locale(server, like.get().oid());
            unhurried(
                    server,
                    "CREATE DATABASE " + Quoted.name(name) + " TEMPLATE template0 ENCODING 'UTF8'" + locale
                            + owner.map(role -> " OWNER " + Quoted.name(role)).orElse(""));
            return null;
        });
    }

    /**
     * Gives a database the settings of another one and its rights to connect.
     *
     * @return what could not be given, a line each
     */
    public List<String> pass(TargetFacts.Database from, String to) {
        return asking(to, server -> {
            List<String> lost = Inheritance.pass(server, from, to);
            // passing settings on goes by way of the session's own
            Rows.execute(server, SETTINGS);
            return lost;
        });
    }

    /** Says of a database what it is; whatever was said before is replaced. Nothing at all if it is empty. */
    public void comment(String name, String comment) {
        asking(name, server -> {
            Rows.execute(server, commentSql(name, comment));
            return null;
        });
    }

    private static String commentSql(String name, String comment) {
        return "COMMENT ON DATABASE " + Quoted.name(name) + " IS "
                + (comment.isEmpty() ? "NULL" : Quoted.text(comment));
    }

    /**
     * A database that gets another name and comment.
     *
     * @param database as it was seen; nothing is renamed if its name stands for another one now, or somebody has said something
     *     else of it
     */
    public record Renaming(TargetFacts.Database database, String to, String comment) {
        String from() {
            return database.name();
        }
    }

    /**
     * Renames databases, all of them in one transaction or none.
     *
     * @param endSessions whether whoever is connected to them is disconnected; otherwise somebody connected is a failure
     * @throws TargetFailure if it could not be done, and then nothing has changed
     */
    public void rename(List<Renaming> renamings, boolean endSessions) {
        if (endSessions) {
            renamings.forEach(each -> endSessions(each.from()));
        }
        asking(renamings.get(0).from(), server -> {
            server.setAutoCommit(false);
            try {
                for (Renaming each : renamings) {
                    Rows.execute(
                            server,
                            "ALTER DATABASE " + Quoted.name(each.from()) + " RENAME TO " + Quoted.name(each.to()));
                    // only now, because nobody else can touch it until this ends
                    requireSame(server, each.to(), each.database());
                    Rows.execute(server, commentSql(each.to(), each.comment()));
                }
                server.commit();
                return null;
            } finally {
                back(server);
            }
        });
    }

    private static void back(Connection server) throws SQLException {
        if (!server.isClosed()) {
            server.rollback();
            server.setAutoCommit(true);
        }
    }

    private void endSessions(String name) {
        asking(
                name,
                server -> Rows.of(
                        server,
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ? AND pid <> pg_backend_pid()",
                        row -> row.getBoolean(1),
                        name));
    }

    /**
     * Deletes a database for ever. Only for those that dumplink itself put aside or left unfinished, which the caller proves.
     *
     * @param database as it was seen; if its name now stands for another one, or somebody has said something else of it,
     *     nothing happens
     */
    public void drop(TargetFacts.Database database) {
        asking(database.name(), server -> {
            requireSame(server, database.name(), database);
            unhurried(server, "DROP DATABASE " + Quoted.name(database.name()));
            return null;
        });
    }

    /** @throws TargetFailure if that name stands for another database than was seen, or it is said to be something else */
    private static void requireSame(Connection server, String name, TargetFacts.Database seen) throws SQLException {
        boolean same = Rows.of(
                        server,
                        TargetSql.SAME,
                        row -> row.getLong("oid"),
                        name,
                        seen.comment().orElse(null),
                        seen.environment().orElse(null))
                .equals(List.of(seen.oid()));
        if (!same) {
            throw new TargetFailure(seen.name()
                    + ": it is another database now than the one that was looked at, or is said to be another");
        }
    }

    /** What may wait for a checkpoint, or for a terabyte of files, and is neither one thing nor the other if it is broken off. */
    private static void unhurried(Connection server, String sql) throws SQLException {
        Rows.execute(server, "SET statement_timeout = 0");
        Rows.execute(server, sql);
        Rows.execute(server, SETTINGS);
    }

    /** What is in one of its databases, to be closed by whoever asked. */
    public TargetDatabase database(String name) {
        return TargetDatabase.open(settings.with(name));
    }

    private <T> T asking(String what, Source.Question<T> question) {
        try {
            requireAlive();
            return question.ask(connection);
        } catch (SQLException e) {
            throw TargetFailure.because(what, e);
        }
    }

    /** While a dump is loaded nothing is said here for hours, and firewalls and idle_session_timeout end such connections. */
    private void requireAlive() throws SQLException {
        if (connection.isValid(ALIVE_SECONDS)) {
            return;
        }
        Source.close(connection);
        connection = connect(home);
        if (!TargetReading.identifier(connection).equals(identifier)) {
            throw new TargetFailure(this + ": another server answers there than before");
        }
    }

    @Override
    public void close() {
        Source.close(connection);
    }

    /** For tests and messages: where it is. */
    @Override
    public String toString() {
        return Stream.of(settings.host(), Integer.toString(settings.port())).collect(Collectors.joining(":"));
    }
}
