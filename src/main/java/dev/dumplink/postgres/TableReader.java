package dev.dumplink.postgres;

import dev.dumplink.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import org.postgresql.PGConnection;

/** A connection that reads tables in a snapshot, one after the other. One thread at a time. */
public final class TableReader implements AutoCloseable {
    private final Snapshot snapshot;
    private final Connection connection;

    private TableReader(Snapshot snapshot, Connection connection) {
        this.snapshot = snapshot;
        this.connection = connection;
    }

    static TableReader open(Snapshot snapshot, Connection connection) {
        return new TableReader(snapshot, connection);
    }

    /** All of a table's own rows, in the order of their places: not those of its children. */
    public RowStream read(Table table) {
        return read(table, PageRange.ALL);
    }

    /** A table's first rows in the order of their places, at most {@code most}: as {@link #read(Table)} would begin. */
    public RowStream first(Table table, int most) {
        return copy(table, CopyText.first(table, most));
    }

    /**
     * The rows on some of a table's pages ({@link Snapshot#pieces}), in the order of their places. Each row is the columns
     * of {@link Table#stored} as COPY text in UTF-8, or in no encoding at all where the database has none.
     *
     * @throws SourceFailure if the server refuses
     * @throws IllegalArgumentException if it is a table without rows to read: see {@link Snapshot#whyNoRows}
     */
    public RowStream read(Table table, PageRange range) {
        return copy(table, CopyText.outOf(table, range));
    }

    private RowStream copy(Table table, String copy) {
        snapshot.whyNoRows(table).ifPresent(why -> {
            throw new IllegalArgumentException(table.name() + " cannot be read: " + why);
        });
        try {
            if (connection.isClosed()) {
                throw new SourceFailure(table.name() + ": the reader is closed, or an earlier read of it was stopped");
            }
            return new RowStream(
                    table.name().toString(),
                    connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy),
                    this);
        } catch (SQLException e) {
            throw SourceFailure.because(table.name().toString(), e);
        }
    }

    /**
     * How many rows these tables have, counted by the server; those of {@link Snapshot#whyNoRows} are to be left out.
     *
     * @throws SourceFailure if the server refuses
     */
    public RowCounts count(Collection<Table> tables) {
        return RowCounts.of(connection, tables);
    }

    @Override
    public void close() {
        Source.close(connection);
    }
}
