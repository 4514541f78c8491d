package dev.dumplink.link;

import dev.dumplink.audit.AuditExport;
import dev.dumplink.audit.AuditQuery;
import dev.dumplink.audit.AuditReader;
import dev.dumplink.audit.RequestId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Rows of the log that may be taken away as a file, because it is in the log that they are. */
public final class CsvFile implements Reading {
    /** More does not go into one file. */
    public static final int MOST_ROWS = 100_000;

    private final RequestId request;
    private final AuditQuery query;
    private final AuditReader reader;

    CsvFile(RequestId request, AuditQuery query, AuditReader reader) {
        this.request = request;
        this.query = query;
        this.reader = reader;
    }

    public RequestId request() {
        return request;
    }

    public AuditQuery query() {
        return query;
    }

    /**
     * Writes the rows as CSV, oldest first: all of them, or the newest {@link #MOST_ROWS}.
     *
     * @return how many
     * @throws dev.dumplink.audit.AuditUnavailable if the database does not answer
     */
    public long writeTo(Writer out) throws IOException {
        AuditQuery bounded =
                query.limit().isPresent() && query.limit().getAsInt() <= MOST_ROWS ? query : query.limitedTo(MOST_ROWS);
        try {
            return reader.stream(bounded, new AuditExport(AuditExport.Format.CSV, out));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public <R> R fold(Cases<R> cases) {
        return cases.export().apply(this);
    }
}
