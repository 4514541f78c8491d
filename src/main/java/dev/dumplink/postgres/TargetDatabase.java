package dev.dumplink.postgres;

import dev.dumplink.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One database of a target, looked into; it is not written to. One thread at a time. */
public final class TargetDatabase implements AutoCloseable {
    /** Too slow, or not ours to read. */
    private static final Set<String> NO_ANSWER = Set.of("57014", "42501");

    private final SourceSettings settings;
    private final Connection connection;

    private TargetDatabase(SourceSettings settings, Connection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    static TargetDatabase open(SourceSettings settings) {
        try {
            Connection connection = TargetServer.connect(settings);
            Rows.execute(connection, "SET default_transaction_read_only = on; SET row_security = off");
            return new TargetDatabase(settings, connection);
        } catch (SQLException e) {
            throw ConnectFailure.of(settings, e);
        }
    }

    public TargetFacts.Inside inside() {
        return asking(database -> Rows.one(
                database,
                TargetSql.INSIDE,
                row -> new TargetFacts.Inside(
                        row.getInt("tables"),
                        row.getInt("others"),
                        row.getInt("publications"),
                        Optional.ofNullable(row.getTimestamp("last_activity")).map(Timestamp::toInstant))));
    }

    /** Its tables, the largest first, each with the table at the top of its tree: itself, unless it is a partition. */
    public Map<TableName, TableName> trees() {
        Map<TableName, TableName> trees = new LinkedHashMap<>();
        asking(database -> Rows.of(
                database,
                TargetSql.TREES,
                row -> trees.put(
                        new TableName(row.getString("nspname"), row.getString("relname")),
                        new TableName(row.getString("root_schema"), row.getString("root")))));
        return trees;
    }

    /** How many rows each of these tables has of its own, however long that takes. */
    public Map<TableName, Long> count(List<TableName> tables) {
        Map<TableName, Long> counts = new TreeMap<>();
        asking(database -> {
            Rows.execute(database, "SET statement_timeout = 0");
            for (TableName table : tables) {
                counts.put(
                        table, Rows.one(database, "SELECT count(*) FROM ONLY " + table.sql(), row -> row.getLong(1)));
            }
            return null;
        });
        return counts;
    }

    /**
     * Whether a table has more rows than so many. It looks at no more of them than it must.
     *
     * @return empty if the server could not say within a minute, or may not
     */
    public Optional<Boolean> hasMoreThan(TableName table, long rows) {
        return soon(
                "SELECT count(*) FROM (SELECT FROM ONLY " + table.sql() + " LIMIT " + (rows + 1) + ") r",
                row -> row.getLong(1) > rows);
    }

    /** The latest moment in a table's columns of moments; empty if it has none, or the server could not say in a minute. */
    public Optional<Instant> newest(TableName table) {
        List<String> columns = asking(
                database -> Rows.of(database, TargetSql.TIMES, row -> row.getString(1), table.schema(), table.name()));
        return columns.stream()
                .flatMap(column -> soon(
                        // infinity is no moment
                        "SELECT max(%1$s) FROM ONLY %2$s WHERE isfinite(%1$s)"
                                .formatted(Quoted.name(column), table.sql()),
                        row -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                        .flatMap(found -> found)
                        .stream())
                .max(Instant::compareTo);
    }

    private <T> Optional<T> soon(String sql, Rows.Reading<T> reading) {
        return asking(database -> {
            try {
                return Optional.of(Rows.one(database, sql, reading));
            } catch (SQLException e) {
                if (NO_ANSWER.contains(SourceFailure.state(e))) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private <T> T asking(Source.Question<T> question) {
        try {
            return question.ask(connection);
        } catch (SQLException e) {
            throw TargetFailure.because(settings.toString(), e);
        }
    }

    @Override
    public void close() {
        Source.close(connection);
    }
}
