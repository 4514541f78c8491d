package dev.dumplink.archive;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a dump holds and how it came about, as its manifest tells it.
 *
 * @param snapshotAt the moment whose rows it holds
 * @param tables with rows, in the order of their names
 * @param withoutRows tables that the policy empties, schema and name
 * @param leftOut objects of the source that are not in it
 * @param policy digest of the policy it was made by
 */
public record Contents(
        Instant snapshotAt,
        List<Rows> tables,
        List<String> withoutRows,
        List<LeftOut> leftOut,
        Sha256 policy,
        Tools tools,
        SourceIdentity source,
        LeakScan leakScan) {
    public Contents {
        tables = List.copyOf(tables);
        withoutRows = List.copyOf(withoutRows);
        leftOut = List.copyOf(leftOut);
    }

    /** Of all its tables. */
    public long rows() {
        return tables.stream().mapToLong(Rows::rows).sum();
    }

    /**
     * One table's rows.
     *
     * @param table schema and name as a person writes them, e.g. {@code public.customer}
     * @param rows how many
     * @param bytes of COPY text
     * @param masked columns that hold made-up values
     * @param kept columns that hold real ones
     */
    public record Rows(String table, long rows, long bytes, List<String> masked, List<String> kept) {
        // JSON's numbers are exact up to there, and RFC 8785 knows no others
        private static final long LARGEST = (1L << 53) - 1;

        public Rows {
            masked = List.copyOf(masked);
            kept = List.copyOf(kept);
            if (rows < 0 || bytes < 0 || rows > LARGEST || bytes > LARGEST) {
                throw new IllegalArgumentException(table + " cannot have " + rows + " rows of " + bytes + " bytes");
            }
            if (masked.stream().anyMatch(Set.copyOf(kept)::contains)) {
                throw new IllegalArgumentException("a column of " + table + " is both masked and kept");
            }
        }
    }

    /** Versions of what made it. */
    public record Tools(String dumplink, String pgDump, String server) {}

    /**
     * What was looked for in the finished archive before it was published.
     *
     * @param values how many real values of masked columns were looked for
     * @param exceptions how many finds the policy knows and allows
     */
    public record LeakScan(long values, long exceptions) {}
}
