package dev.dumplink.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The one connection that appends, held from commit to commit with its statements prepared: preparing them anew costs more
 * than running them. Plain JDBC for that reason; what only reads goes through JDBI. One thread at a time.
 */
final class WriterConnection implements AutoCloseable {
    private final Connection connection;
    private final Dialect dialect;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    WriterConnection(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    /** The statement, ready to be bound; it stays open. */
    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    /** The connection itself, for beginning and ending transactions. */
    Connection jdbc() {
        return connection;
    }

    /** Something that runs inside a transaction. */
    interface Work<T> {
        T run(WriterConnection connection) throws SQLException;
    }

    /** Commits what {@code work} did, or takes it back and throws; when the commit itself fails, nobody knows which. */
    <T> T inTransaction(Work<T> work) throws SQLException {
        try {
            dialect.begin(this);
            T result = work.run(this);
            dialect.commit(this);
            return result;
        } catch (SQLException | RuntimeException e) {
            rollback(e);
            throw e;
        }
    }

    private void rollback(Exception cause) {
        try {
            dialect.rollback(this);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            for (PreparedStatement statement : prepared.values()) {
                statement.close();
            }
            connection.close();
        } catch (SQLException e) {
            // it was closed because it is broken; the pool throws it away
            prepared.clear();
        }
    }
}
