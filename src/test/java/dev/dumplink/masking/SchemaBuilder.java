package dev.dumplink.masking;

import dev.dumplink.schema.Column;
import dev.dumplink.schema.DataType;
import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes a schema down as briefly as SQL does. */
final class SchemaBuilder {
    private final List<TableBuilder> tables = new ArrayList<>();

    TableBuilder table(String name) {
        TableBuilder table = new TableBuilder(name);
        tables.add(table);
        return table;
    }

    DatabaseSchema build() {
        return new DatabaseSchema(
                "shop", "15.20", tables.stream().map(TableBuilder::build).toList());
    }

    static DataType type(String sql) {
        if (sql.endsWith("[]")) {
            return new DataType.Array(sql, type(sql.substring(0, sql.length() - 2)));
        }
        if (sql.startsWith("varchar(")) {
            int length = Integer.parseInt(sql.substring(8, sql.length() - 1));
            return new DataType.Base(
                    "pg_catalog",
                    "varchar",
                    "character varying(" + length + ")",
                    OptionalInt.of(length),
                    OptionalInt.empty(),
                    OptionalInt.empty());
        }
        return new DataType.Base("pg_catalog", sql, sql, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    static DataType domain(String name, String of, String... checks) {
        return new DataType.Domain(name, type(of), false, List.of(checks));
    }

    final class TableBuilder {
        private final TableName name;
        private final List<Column> columns = new ArrayList<>();
        private final List<Table.Key> keys = new ArrayList<>();
        private final List<Table.ForeignKey> references = new ArrayList<>();
        private final List<Table.Check> checks = new ArrayList<>();
        private List<String> partitionKey = List.of();
        private boolean catchAll;
        private Optional<TableName> root = Optional.empty();
        private Table.Kind kind = Table.Kind.TABLE;

        private TableBuilder(String name) {
            this.name = TableName.parse(name);
        }

        TableBuilder column(String column, String type) {
            return column(column, type(type), false);
        }

        TableBuilder required(String column, String type) {
            return column(column, type(type), true);
        }

        TableBuilder column(String column, DataType type, boolean notNull) {
            columns.add(new Column(column, type, notNull, false, false, false, Optional.empty(), Optional.empty()));
            return this;
        }

        TableBuilder generated(String column, String type, String expression) {
            columns.add(new Column(
                    column, type(type), false, true, false, false, Optional.of(expression), Optional.empty()));
            return this;
        }

        TableBuilder primary(String... key) {
            return key(name.name() + "_pkey", Table.Key.Kind.PRIMARY, true, key);
        }

        TableBuilder unique(String index, String... key) {
            return key(index, Table.Key.Kind.UNIQUE, true, key);
        }

        TableBuilder key(String index, Table.Key.Kind kind, boolean plain, String... key) {
            keys.add(new Table.Key(index, kind, Arrays.asList(key), plain));
            return this;
        }

        TableBuilder references(String column, String table, String target) {
            return references(List.of(column), table, List.of(target));
        }

        TableBuilder references(List<String> from, String table, List<String> to) {
            references.add(new Table.ForeignKey("fk" + references.size(), from, TableName.parse(table), to));
            return this;
        }

        TableBuilder check(String check, String definition, String... reads) {
            checks.add(new Table.Check(check, Arrays.asList(reads), definition));
            return this;
        }

        TableBuilder partitionedBy(String... key) {
            partitionKey = Arrays.asList(key);
            kind = Table.Kind.PARTITIONED;
            return this;
        }

        TableBuilder catchAll() {
            catchAll = true;
            return this;
        }

        TableBuilder partitionOf(String table) {
            root = Optional.of(TableName.parse(table));
            return this;
        }

        TableBuilder foreign() {
            kind = Table.Kind.FOREIGN;
            return this;
        }

        TableBuilder table(String next) {
            return SchemaBuilder.this.table(next);
        }

        DatabaseSchema schema() {
            return SchemaBuilder.this.build();
        }

        private Table build() {
            return new Table(
                    1,
                    name,
                    kind,
                    root,
                    List.of(),
                    columns,
                    keys,
                    references,
                    checks,
                    partitionKey,
                    catchAll,
                    false,
                    false,
                    Optional.empty(),
                    100,
                    1,
                    Optional.empty(),
                    Optional.empty());
        }
    }
}
