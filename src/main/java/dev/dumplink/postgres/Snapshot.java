package dev.dumplink.postgres;

import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One consistent view of a database, exported for other connections and for pg_dump, with every table locked so that its
 * shape stays ({@code ACCESS SHARE}: reading and writing go on, ALTER and DROP wait). It is to stay open until the last
 * reader is open and pg_dump has ended.
 *
 * <p>pg_dump takes its view first and its locks afterwards, and what was truncated or rewritten in between it reads as
 * empty. Here the locks come first, which LOCK as the first statement of a transaction allows. Waiting holds no locks for
 * longer than a moment, so that nobody else's migration runs into a deadlock because of a dump.
 */
public final class Snapshot implements AutoCloseable {
    private final Source source;
    private final Connection connection;
    private final KeepAlive keepAlive;
    private final Exported exported;
    private final DatabaseSchema schema;
    private final CopyText copyText;

    /** What the server said of it. */
    private record Exported(String id, Instant time, boolean standby, int major) {}

    private Snapshot(Source source, Connection connection) throws SQLException {
        this.source = source;
        this.connection = connection;
        int major = Source.major(connection);
        exported = Rows.one(
                connection,
                "SELECT pg_export_snapshot() AS id, transaction_timestamp() AS time, pg_is_in_recovery() AS standby",
                row -> new Exported(
                        row.getString("id"),
                        row.getObject("time", OffsetDateTime.class).toInstant(),
                        row.getBoolean("standby"),
                        major));
        schema = LiveSchema.read(connection);
        copyText = CopyText.read(connection);
        keepAlive = KeepAlive.of(connection);
    }

    static Snapshot open(Source source, Duration patience, Consumer<String> locked) {
        Connection connection = source.connect();
        try {
            TableLocks.takeAll(connection, patience, locked);
            return new Snapshot(source, connection);
        } catch (SQLException e) {
            Source.close(connection);
            throw SourceFailure.because("the snapshot", e);
        } catch (RuntimeException e) {
            Source.close(connection);
            throw e;
        }
    }

    /** What {@code pg_dump --snapshot} and {@code SET TRANSACTION SNAPSHOT} want. */
    public String id() {
        return exported.id();
    }

    /** When it was taken, by the server's clock. */
    public Instant time() {
        return exported.time();
    }

    /** The database's shape in it. */
    public DatabaseSchema schema() {
        return schema;
    }

    /**
     * Why a dump has no data entry for a table; empty for one that {@link TableReader} reads.
     *
     * @return a clause for a person
     */
    public Optional<String> whyNoRows(Table table) {
        return switch (table.kind()) {
            case PARTITIONED -> Optional.of("its rows lie in its partitions");
            case FOREIGN -> Optional.of("its rows lie on another server");
            case TABLE ->
                table.unlogged() && exported.standby()
                        ? Optional.of("it is unlogged, and a standby does not have its rows")
                        : Optional.empty();
        };
    }

    /**
     * What an archive's data entry for a table says, as pg_dump writes it: {@code COPY public.person (id, name) FROM
     * stdin;} and a newline.
     */
    public String copyStatement(Table table) {
        return copyStatement(table, table.name());
    }

    /** The same for rows that are loaded through another table, the one at the top of their tree. */
    public String copyStatement(Table table, TableName through) {
        return copyText.into(table, through);
    }

    /**
     * A table's pages in pieces, in the order of its rows: read one after the other they are the whole table. One piece where
     * it has no more than {@code most} pages, or the server (before 14) would scan all of it for each.
     */
    public List<PageRange> pieces(Table table, long most) {
        return exported.major() < PageRange.SINCE ? List.of(PageRange.ALL) : PageRange.split(table.pages(), most);
    }

    /** Where the sequences stand. They are outside of any snapshot: a value may be later than the rows. */
    public List<SequenceState> sequences() {
        return keepAlive.between("sequences", () -> SequenceState.readAll(connection));
    }

    /** Materialized views that hold rows, which a restore has to refresh, in an order in which they can be. */
    public List<TableName> materializedViews() {
        return keepAlive.between("materialized views", () -> MaterializedViews.populated(connection));
    }

    /** How many large objects the database has; a dump leaves them out. */
    public long largeObjects() {
        return keepAlive.between("large objects", () -> LiveSchema.largeObjects(connection));
    }

    /** The names of the database's subscriptions, which pg_dump tells to superusers only; a dump leaves them out. */
    public List<String> subscriptions() {
        return keepAlive.between(
                "subscriptions", () -> Rows.of(connection, Sql.SUBSCRIPTIONS, row -> row.getString("subname")));
    }

    /** What each table takes on the server's disk, in bytes, with long values that lie apart and without indexes. */
    public Map<TableName, Long> sizes(List<Table> tables) {
        Map<Long, TableName> names = tables.stream().collect(Collectors.toMap(Table::oid, Table::name));
        Map<TableName, Long> sizes = new HashMap<>();
        keepAlive
                .between(
                        "the sizes of tables",
                        () -> Rows.of(
                                connection,
                                "SELECT t.oid, coalesce(pg_table_size(t.oid::oid), 0) AS bytes FROM unnest(?::int8[]) t(oid)",
                                row -> Map.entry(row.getLong("oid"), row.getLong("bytes")),
                                connection.createArrayOf("int8", names.keySet().toArray())))
                .forEach(each -> sizes.put(names.get(each.getKey()), each.getValue()));
        return sizes;
    }

    /**
     * One more connection with the same view, for one thread. To be opened at the beginning: it locks every table at once, and
     * cannot when somebody already waits to lock one exclusively.
     *
     * @throws SourceFailure if the snapshot is lost, or somebody waits for a table with an exclusive lock
     */
    public TableReader reader() {
        requireAlive();
        return TableReader.open(this, worker());
    }

    private Connection worker() {
        Connection worker = source.connect();
        try {
            Rows.execute(worker, TableLocks.BEGIN);
            Rows.execute(worker, "SET TRANSACTION SNAPSHOT '" + exported.id() + "'");
            TableLocks.takeAtOnce(worker, lockable());
            return worker;
        } catch (SQLException e) {
            Source.close(worker);
            throw SourceFailure.because("a reader", e);
        }
    }

    private Set<TableName> lockable() {
        return schema.tables().stream()
                .filter(table -> table.kind() != Table.Kind.FOREIGN)
                .map(Table::name)
                .collect(Collectors.toSet());
    }

    CopyText copyText() {
        return copyText;
    }

    /** @throws SourceFailure if the connection that holds it is gone */
    public void requireAlive() {
        keepAlive.between("the snapshot", () -> Rows.one(connection, "SELECT 1", row -> row.getInt(1)));
    }

    /** Lets the tables go. */
    @Override
    public void close() {
        keepAlive.close();
        Source.close(connection);
    }
}
