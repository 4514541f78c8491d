package dev.dumplink.postgres;

import dev.dumplink.schema.Column;
import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A schema as the catalogs have it: a handful of queries, whatever the number of tables. */
final class LiveSchema {
    private final Connection connection;
    private final LiveTypes types;

    private LiveSchema(Connection connection, LiveTypes types) {
        this.connection = connection;
        this.types = types;
    }

    static DatabaseSchema read(Connection connection) throws SQLException {
        return new LiveSchema(connection, LiveTypes.read(connection)).read();
    }

    static long largeObjects(Connection connection) throws SQLException {
        return Rows.one(connection, "SELECT count(*) FROM pg_largeobject_metadata", row -> row.getLong(1));
    }

    private DatabaseSchema read() throws SQLException {
        Map<Long, List<Column>> columns = grouped(Sql.COLUMNS, "attrelid", this::column);
        Map<Long, List<Table.Key>> keys = grouped(Sql.KEYS, "indrelid", LiveSchema::key);
        Map<Long, List<Table.ForeignKey>> foreignKeys = grouped(Sql.FOREIGN_KEYS, "conrelid", LiveSchema::foreignKey);
        Map<Long, List<Table.Check>> checks = grouped(Sql.CHECKS, "conrelid", LiveSchema::check);
        List<Table> tables = Rows.of(connection, Sql.TABLES, row -> {
            long oid = row.getLong("oid");
            return new Table(
                    oid,
                    new TableName(row.getString("nspname"), row.getString("relname")),
                    kind(row.getString("relkind")),
                    root(row),
                    parents(row),
                    columns.getOrDefault(oid, List.of()),
                    keys.getOrDefault(oid, List.of()),
                    foreignKeys.getOrDefault(oid, List.of()),
                    checks.getOrDefault(oid, List.of()),
                    Rows.texts(row, "partition_key"),
                    row.getBoolean("catch_all"),
                    row.getBoolean("relrowsecurity"),
                    row.getString("relpersistence").equals("u"),
                    Rows.text(row, "extname"),
                    row.getLong("rows"),
                    row.getLong("pages"),
                    Rows.text(row, "filter"),
                    Rows.text(row, "comment"));
        });
        return new DatabaseSchema(connection.getCatalog(), version(), tables);
    }

    private String version() throws SQLException {
        return Rows.one(
                connection, "SELECT split_part(current_setting('server_version'), ' ', 1)", row -> row.getString(1));
    }

    private <T> Map<Long, List<T>> grouped(String sql, String table, Rows.Reading<T> reading) throws SQLException {
        Map<Long, List<T>> groups = new HashMap<>();
        Rows.of(connection, sql, row -> groups.computeIfAbsent(row.getLong(table), oid -> new ArrayList<>())
                .add(reading.of(row)));
        return groups;
    }

    private Column column(ResultSet row) throws SQLException {
        return new Column(
                row.getString("attname"),
                types.type(row.getLong("atttypid"), row.getInt("atttypmod"), row.getString("sql")),
                row.getBoolean("attnotnull"),
                row.getBoolean("generated"),
                row.getBoolean("identity"),
                row.getBoolean("inherited"),
                Rows.text(row, "expression"),
                Rows.text(row, "comment"));
    }

    private static Table.Key key(ResultSet row) throws SQLException {
        Table.Key.Kind kind = row.getBoolean("indisprimary")
                ? Table.Key.Kind.PRIMARY
                : row.getBoolean("indisexclusion") ? Table.Key.Kind.EXCLUSION : Table.Key.Kind.UNIQUE;
        return new Table.Key(row.getString("relname"), kind, Rows.texts(row, "columns"), row.getBoolean("plain"));
    }

    private static Table.ForeignKey foreignKey(ResultSet row) throws SQLException {
        return new Table.ForeignKey(
                row.getString("conname"),
                Rows.texts(row, "columns"),
                new TableName(row.getString("nspname"), row.getString("relname")),
                Rows.texts(row, "references"));
    }

    private static Table.Check check(ResultSet row) throws SQLException {
        return new Table.Check(row.getString("conname"), Rows.texts(row, "columns"), row.getString("definition"));
    }

    private static Table.Kind kind(String letter) {
        return switch (letter) {
            case "p" -> Table.Kind.PARTITIONED;
            case "f" -> Table.Kind.FOREIGN;
            default -> Table.Kind.TABLE;
        };
    }

    private static Optional<TableName> root(ResultSet row) throws SQLException {
        String name = row.getString("root_name");
        return name == null ? Optional.empty() : Optional.of(new TableName(row.getString("root_schema"), name));
    }

    private static List<TableName> parents(ResultSet row) throws SQLException {
        List<String> schemas = Rows.texts(row, "parent_schemas");
        List<String> names = Rows.texts(row, "parent_names");
        return IntStream.range(0, names.size())
                .mapToObj(i -> new TableName(schemas.get(i), names.get(i)))
                .toList();
    }
}
