package dev.dumplink.postgres;

import java.sql.SQLException;
import org.postgresql.copy.CopyOut;

/** The rows of a table, or of some of its pages, as the server sends them. To be closed before the next is opened. */
public final class RowStream implements AutoCloseable {
    private final String table;
    private final CopyOut copy;
    private final TableReader reader;
    private byte[] waiting;
    private boolean ended;
    private long rows;

    RowStream(String table, CopyOut copy, TableReader reader) {
        this.table = table;
        this.copy = copy;
        this.reader = reader;
    }

    /**
     * Puts the next rows into {@code batch}, in the place of what it held.
     *
     * @return false at the end, with nothing in it
     * @throws SourceFailure if the server cannot go on, or says at the end that there were more rows or fewer
     */
    public boolean next(RowBatch batch) {
        batch.clear();
        try {
            if (waiting != null) {
                batch.add(waiting);
                waiting = null;
            }
            while (!ended && waiting == null) {
                take(copy.readFromCopy(), batch);
            }
        } catch (SQLException e) {
            ended = true;
            throw SourceFailure.because(table, e);
        }
        rows += batch.rows();
        if (batch.rows() == 0) {
            requireAll();
        }
        return batch.rows() > 0;
    }

    /** pgjdbc gives one array for each message, and a server one message for each row. */
    private void take(byte[] row, RowBatch batch) {
        if (row == null) {
            ended = true;
        } else if (!batch.add(row)) {
            waiting = row;
        }
    }

    private void requireAll() {
        if (copy.getHandledRowCount() != rows) {
            throw new SourceFailure(table + ": the server says it sent " + copy.getHandledRowCount() + " rows, but "
                    + rows + " arrived");
        }
    }

    /** How many rows came so far; after the end, the server's own count. */
    public long rows() {
        return rows;
    }

    /** Where rows are left unread, that closes the reader too: a COPY can only be stopped with its connection. */
    @Override
    public void close() {
        if (copy.isActive()) {
            reader.close();
        }
    }
}
