package dev.dumplink.archive;

import java.util.Optional;

/**
 * A table whose rows go into the archive.
 *
 * @param oid the table's
 * @param schema without quotes
 * @param name without quotes
 * @param copy the statement its rows are loaded with: {@code COPY s.t (a, b) FROM stdin;} and a line's end, names quoted as
 *     SQL wants them, generated columns left out; of a table without columns {@code COPY s.t  FROM stdin;}
 * @param partitionRoot quoted for SQL; where rows must find their partition anew, because the column that decides it is
 *     masked. {@code copy} then names it
 * @param extension the one that makes the table, where that is none of the archive's
 */
public record TableRows(
        long oid, String schema, String name, String copy, Optional<String> partitionRoot, Optional<String> extension) {
    public TableRows {
        if (!copy.startsWith("COPY ") || !copy.endsWith(" FROM stdin;\n")) {
            throw new IllegalArgumentException(schema + "." + name + " has no COPY statement as pg_restore wants it");
        }
        if (partitionRoot.filter(root -> root.contains("\n")).isPresent()) {
            throw new IllegalArgumentException(schema + "." + name + " has a line's end in its partition root's name");
        }
    }

    /** Of a table that is in the archive itself. */
    public TableRows(long oid, String schema, String name, String copy, Optional<String> partitionRoot) {
        this(oid, schema, name, copy, partitionRoot, Optional.empty());
    }
}
