package dev.dumplink.postgres;

import dev.dumplink.schema.DataType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The types that columns of user tables have, and all that those consist of. */
final class LiveTypes {
    private static final int NONE = -1;
    private static final int HEADER = 4;

    private final Map<Long, Row> rows;

    /**
     * One row of {@code pg_type} with what belongs to it.
     *
     * @param element of a real array, which is one that its element knows as its array; 0 for others
     * @param of under a domain, or what a range is of; 0 for others
     */
    private record Row(
            long oid,
            String schema,
            String name,
            String type,
            boolean notNull,
            long element,
            Part of,
            List<String> labels,
            List<String> checks,
            List<Part> attributes) {}

    /** A type as a part of another. */
    private record Part(String name, long oid, int modifier, String sql) {}

    private LiveTypes(Map<Long, Row> rows) {
        this.rows = rows;
    }

    static LiveTypes read(Connection connection) throws SQLException {
        boolean multiranges = Source.major(connection) >= 14;
        String sql = Sql.TYPES.formatted(multiranges ? "t.oid IN (r.rngtypid, r.rngmultitypid)" : "t.oid = r.rngtypid");
        return new LiveTypes(Rows.of(connection, sql, LiveTypes::row).stream()
                .collect(Collectors.toMap(Row::oid, Function.identity())));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("oid"),
                row.getString("nspname"),
                row.getString("typname"),
                row.getString("typtype"),
                row.getBoolean("typnotnull"),
                row.getLong("element"),
                new Part("", row.getLong("of_oid"), row.getInt("of_modifier"), row.getString("of_sql")),
                Rows.texts(row, "labels"),
                Rows.texts(row, "checks"),
                attributes(row));
    }

    private static List<Part> attributes(ResultSet row) throws SQLException {
        List<String> names = Rows.texts(row, "attribute_names");
        List<String> oids = Rows.texts(row, "attribute_oids");
        List<String> modifiers = Rows.texts(row, "attribute_modifiers");
        List<String> sqls = Rows.texts(row, "attribute_sqls");
        return IntStream.range(0, names.size())
                .mapToObj(i -> new Part(
                        names.get(i), Long.parseLong(oids.get(i)), Integer.parseInt(modifiers.get(i)), sqls.get(i)))
                .toList();
    }

    /**
     * The type of a column.
     *
     * @param sql as {@code format_type} writes it
     */
    DataType type(long oid, int modifier, String sql) {
        return of(new Part("", oid, modifier, sql));
    }

    private DataType of(Part part) {
        Row row = Optional.ofNullable(rows.get(part.oid()))
                .orElseThrow(() -> new SourceFailure("the type " + part.sql() + " appeared meanwhile; run again"));
        if (row.element() != 0) {
            // a modifier such as the 10 of varchar(10)[] is the element's
            String sql = part.sql().endsWith("[]")
                    ? part.sql().substring(0, part.sql().length() - 2)
                    : part.sql();
            return new DataType.Array(part.sql(), of(new Part("", row.element(), part.modifier(), sql)));
        }
        return switch (row.type()) {
            case "e" -> new DataType.Enumeration(part.sql(), row.labels());
            case "d" -> new DataType.Domain(part.sql(), of(row.of()), row.notNull(), row.checks());
            case "r", "m" ->
                new DataType.Range(part.sql(), of(row.of()), row.type().equals("m"));
            case "c" ->
                new DataType.Composite(
                        part.sql(),
                        row.attributes().stream()
                                .map(attribute -> new DataType.Composite.Attribute(attribute.name(), of(attribute)))
                                .toList());
            default -> base(row, part);
        };
    }

    private static DataType base(Row row, Part part) {
        int modifier = part.modifier();
        OptionalInt none = OptionalInt.empty();
        if (modifier == NONE || !row.schema().equals("pg_catalog")) {
            return new DataType.Base(row.schema(), row.name(), part.sql(), none, none, none);
        }
        return switch (row.name()) {
            case "varchar", "bpchar" ->
                new DataType.Base(row.schema(), row.name(), part.sql(), OptionalInt.of(modifier - HEADER), none, none);
            case "bit", "varbit" ->
                new DataType.Base(row.schema(), row.name(), part.sql(), OptionalInt.of(modifier), none, none);
            case "numeric" ->
                new DataType.Base(
                        row.schema(),
                        row.name(),
                        part.sql(),
                        none,
                        OptionalInt.of(modifier - HEADER >> 16 & 0xffff),
                        OptionalInt.of(scale(modifier - HEADER)));
            default -> new DataType.Base(row.schema(), row.name(), part.sql(), none, none, none);
        };
    }

    /** Eleven bits with a sign: numeric_typmod_scale in src/backend/utils/adt/numeric.c. */
    private static int scale(int modifier) {
        return ((modifier & 0x7ff) ^ 1024) - 1024;
    }
}
