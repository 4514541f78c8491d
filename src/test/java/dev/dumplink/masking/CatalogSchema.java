package dev.dumplink.masking;

import dev.dumplink.schema.Column;
import dev.dumplink.schema.DataType;
import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** As much of a live schema as suggestions need, read by a test. */
final class CatalogSchema {
    private final Connection connection;

    private CatalogSchema(Connection connection) {
        this.connection = connection;
    }

    static DatabaseSchema read(Connection connection, String name) throws SQLException {
        CatalogSchema catalog = new CatalogSchema(connection);
        List<Table> tables = new ArrayList<>();
        for (List<String> row : catalog.rows(
                """
                select c.oid::text, n.nspname, c.relname, c.relkind::text, greatest(c.reltuples, 0)::bigint::text,
                       coalesce(pg_get_partkeydef(c.oid), ''),
                       case when c.relispartition then pn.nspname else '' end, case when c.relispartition then p.relname else '' end
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                left join pg_class p on c.relispartition and p.oid = pg_partition_root(c.oid)
                left join pg_namespace pn on pn.oid = p.relnamespace
                where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
                """)) {
            tables.add(catalog.table(row));
        }
        return new DatabaseSchema(name, "15", tables);
    }

    private Table table(List<String> row) throws SQLException {
        String oid = row.get(0);
        return new Table(
                Long.parseLong(oid),
                new TableName(row.get(1), row.get(2)),
                row.get(3).equals("p") ? Table.Kind.PARTITIONED : Table.Kind.TABLE,
                row.get(7).isEmpty() ? Optional.empty() : Optional.of(new TableName(row.get(6), row.get(7))),
                List.of(),
                columns(oid),
                keys(oid),
                references(oid),
                checks(oid),
                row.get(5).isEmpty() ? List.of() : names(row.get(5).replaceAll(".*\\((.*)\\)", "$1")),
                false,
                false,
                Optional.empty(),
                Long.parseLong(row.get(4)),
                1);
    }

    private List<Column> columns(String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (List<String> row : rows(
                """
                select a.attname, a.atttypid::text, format_type(a.atttypid, a.atttypmod), a.attnotnull::text,
                       a.attgenerated::text, a.attidentity::text, coalesce(pg_get_expr(d.adbin, d.adrelid), '')
                from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                where a.attrelid = %s and a.attnum > 0 and not a.attisdropped order by a.attnum
                """
                        .formatted(table))) {
            columns.add(new Column(
                    row.get(0),
                    type(row.get(1), row.get(2)),
                    row.get(3).equals("true"),
                    row.get(4).equals("s"),
                    !row.get(5).isEmpty(),
                    false,
                    Optional.of(row.get(6)).filter(text -> !text.isEmpty()),
                    Optional.empty()));
        }
        return columns;
    }

    private DataType type(String oid, String sql) throws SQLException {
        List<String> row = rows("select typtype::text, typname, typelem::text, typbasetype::text, typrelid::text,"
                        + " typcategory::text, coalesce((select rngsubtype::text from pg_range where rngtypid = t.oid), ''),"
                        + " format_type(typbasetype, typtypmod), coalesce((select format_type(rngsubtype, -1) from pg_range"
                        + " where rngtypid = t.oid), '')"
                        + " from pg_type t where oid = " + oid)
                .get(0);
        if (row.get(0).equals("d")) {
            return new DataType.Domain(
                    sql,
                    type(row.get(3), row.get(7)),
                    false,
                    names(rows("select pg_get_constraintdef(oid) from pg_constraint where contypid = " + oid)));
        } else if (row.get(0).equals("e")) {
            return new DataType.Enumeration(sql, names(rows("select enumlabel from pg_enum where enumtypid = " + oid)));
        } else if (row.get(0).equals("c")) {
            return new DataType.Composite(
                    sql,
                    columns(row.get(4)).stream()
                            .map(column -> new DataType.Composite.Attribute(column.name(), column.type()))
                            .toList());
        } else if (row.get(0).equals("r")) {
            return new DataType.Range(sql, type(row.get(6), row.get(8)), false);
        } else if (row.get(5).equals("A")) {
            return new DataType.Array(sql, type(row.get(2), sql.replace("[]", "")));
        }
        OptionalInt length = sql.matches("(character|bit).*\\(\\d+\\)")
                ? OptionalInt.of(Integer.parseInt(sql.replaceAll("\\D", "")))
                : OptionalInt.empty();
        return new DataType.Base("pg_catalog", row.get(1), sql, length, OptionalInt.empty(), OptionalInt.empty());
    }

    private List<Table.Key> keys(String table) throws SQLException {
        List<Table.Key> keys = new ArrayList<>();
        for (List<String> row : rows(
                """
                select c.relname, case when i.indisexclusion then 'EXCLUSION' when i.indisprimary then 'PRIMARY' else 'UNIQUE' end,
                       (i.indexprs is null and i.indpred is null)::text,
                       (select string_agg(distinct a.attname, ',') from pg_attribute a where a.attrelid = i.indrelid and a.attnum > 0
                        and (a.attnum = any (i.indkey) or exists (select from pg_depend d where d.objid = i.indexrelid
                             and d.refobjid = i.indrelid and d.refobjsubid = a.attnum)))
                from pg_index i join pg_class c on c.oid = i.indexrelid
                where i.indrelid = %s and (i.indisunique or i.indisexclusion)
                """
                        .formatted(table))) {
            keys.add(new Table.Key(
                    row.get(0),
                    Table.Key.Kind.valueOf(row.get(1)),
                    names(row.get(3)),
                    row.get(2).equals("true")));
        }
        return keys;
    }

    private List<Table.ForeignKey> references(String table) throws SQLException {
        List<Table.ForeignKey> references = new ArrayList<>();
        for (List<String> row : rows(
                """
                select c.conname, n.nspname, t.relname,
                       (select string_agg(a.attname, ',' order by k.n) from unnest(c.conkey) with ordinality k(num, n)
                        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.num),
                       (select string_agg(a.attname, ',' order by k.n) from unnest(c.confkey) with ordinality k(num, n)
                        join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.num)
                from pg_constraint c join pg_class t on t.oid = c.confrelid join pg_namespace n on n.oid = t.relnamespace
                where c.contype = 'f' and c.conrelid = %s
                """
                        .formatted(table))) {
            references.add(new Table.ForeignKey(
                    row.get(0), names(row.get(3)), new TableName(row.get(1), row.get(2)), names(row.get(4))));
        }
        return references;
    }

    private List<Table.Check> checks(String table) throws SQLException {
        List<Table.Check> checks = new ArrayList<>();
        for (List<String> row : rows(
                """
                select c.conname, pg_get_constraintdef(c.oid), (select string_agg(a.attname, ',') from pg_attribute a
                       where a.attrelid = c.conrelid and a.attnum = any (c.conkey))
                from pg_constraint c where c.contype = 'c' and c.conrelid = %s
                """
                        .formatted(table))) {
            checks.add(new Table.Check(row.get(0), names(row.get(2)), row.get(1)));
        }
        return checks;
    }

    private static List<String> names(String joined) {
        return Arrays.stream(joined.split(",")).map(String::strip).toList();
    }

    private static List<String> names(List<List<String>> rows) {
        return rows.stream().map(row -> row.get(0)).toList();
    }

    private List<List<String>> rows(String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(Optional.ofNullable(result.getString(i)).orElse(""));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
