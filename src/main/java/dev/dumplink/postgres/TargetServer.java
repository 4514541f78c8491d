package dev.dumplink.postgres;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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

    private final SourceSettings settings;
    private final Connection connection;

    private TargetServer(SourceSettings settings, Connection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    /**
     * Connects to one of the server's own databases, not to the one that {@code target} names: that need not exist yet, and
     * whoever is connected to it keeps it from being renamed.
     *
     * @throws SourceFailure if the server cannot be reached or entered, or is older than 12
     */
    public static TargetServer open(SourceSettings target) {
        try {
            return new TargetServer(target, connect(target.with("postgres")));
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
            return new TargetServer(target, connect(target.with("template1")));
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
        return asking(settings.host() + ":" + settings.port(), this::read);
    }

    private TargetFacts read(Connection server) throws SQLException {
        OptionalLong identifier = identifier(server);
        TargetFacts.Role role = Rows.one(server, TargetSql.ROLE, TargetServer::role);
        Map<Long, List<TargetFacts.Session>> sessions =
                Rows.of(server, TargetSql.SESSIONS, TargetServer::session).stream()
                        .collect(Collectors.groupingBy(
                                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        List<TargetFacts.Database> databases = Rows.of(
                server,
                TargetSql.DATABASES,
                row -> database(row, sessions.getOrDefault(row.getLong("oid"), List.of())));
        return Rows.one(
                server,
                TargetSql.SERVER,
                row -> new TargetFacts(
                        identifier,
                        row.getString("version"),
                        Source.major(server),
                        Rows.text(row, "address"),
                        Rows.text(row, "client"),
                        row.getBoolean("in_recovery"),
                        Rows.text(row, "environment"),
                        row.getInt("replicas"),
                        row.getInt("strangers"),
                        role,
                        databases));
    }

    /** Whoever may not ask gets no answer, which is no proof of anything. */
    private static OptionalLong identifier(Connection server) {
        try {
            return OptionalLong.of(Rows.one(server, TargetSql.IDENTIFIER, row -> row.getLong(1)));
        } catch (SQLException e) {
            return OptionalLong.empty();
        }
    }

    private static TargetFacts.Role role(ResultSet row) throws SQLException {
        return new TargetFacts.Role(
                row.getString("rolname"),
                row.getBoolean("rolsuper"),
                row.getBoolean("createdb"),
                row.getBoolean("rolreplication"),
                Set.copyOf(Rows.texts(row, "powers")));
    }

    private static Map.Entry<Long, TargetFacts.Session> session(ResultSet row) throws SQLException {
        return Map.entry(
                row.getLong("datid"),
                new TargetFacts.Session(
                        row.getString("usename"), row.getString("application"), Rows.text(row, "client")));
    }

    private static TargetFacts.Database database(ResultSet row, List<TargetFacts.Session> sessions)
            throws SQLException {
        long size = row.getLong("size");
        return new TargetFacts.Database(
                row.getLong("oid"),
                row.getString("datname"),
                row.getString("owner"),
                row.getBoolean("ours"),
                Rows.text(row, "comment"),
                Rows.text(row, "environment"),
                size == 0 ? OptionalLong.empty() : OptionalLong.of(size),
                sessions);
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

    /** A database that gets another name and comment. */
    public record Renaming(String from, String to, String comment) {}

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
            boolean same = !Rows.of(
                            server,
                            "SELECT oid FROM pg_database WHERE datname = ? AND oid = ?::oid"
                                    + " AND shobj_description(oid, 'pg_database') IS NOT DISTINCT FROM ?",
                            row -> row.getLong(1),
                            database.name(),
                            Long.toString(database.oid()),
                            database.comment().orElse(null))
                    .isEmpty();
            if (!same) {
                throw new TargetFailure(
                        database.name() + ": it is another database now than the one that was looked at");
            }
            unhurried(server, "DROP DATABASE " + Quoted.name(database.name()));
            return null;
        });
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
            return question.ask(connection);
        } catch (SQLException e) {
            throw TargetFailure.because(what, e);
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
