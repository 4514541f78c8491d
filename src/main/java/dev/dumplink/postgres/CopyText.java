package dev.dumplink.postgres;

import dev.dumplink.schema.Column;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** COPY statements. What goes into an archive is written as pg_dump does (fmtId and fmtCopyColumnList in its source). */
final class CopyText {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    private final Set<String> keywords;

    private CopyText(Set<String> keywords) {
        this.keywords = keywords;
    }

    static CopyText read(Connection connection) throws SQLException {
        return new CopyText(new HashSet<>(Rows.of(
                connection, "SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'", row -> row.getString(1))));
    }

    /** @param target the table itself, or the one at the top of its tree, whose columns may stand in another order */
    String into(Table table, TableName target) {
        String columns = table.stored().stream()
                .map(column -> quoted(column.name()))
                .collect(Collectors.joining(", ", "(", ")"));
        // without columns pg_dump leaves out the parentheses and keeps both blanks
        return "COPY " + quoted(target) + " " + (columns.equals("()") ? "" : columns) + " FROM stdin;\n";
    }

    private String quoted(TableName name) {
        return quoted(name.schema()) + "." + quoted(name.name());
    }

    private String quoted(String name) {
        return PLAIN.matcher(name).matches() && !keywords.contains(name)
                ? name
                : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Reads a table's own rows, none of its children's; a SELECT only where COPY alone cannot say which rows. */
    static String outOf(Table table, PageRange range) {
        List<String> conditions = conditions(table, range);
        String columns = columns(table);
        if (conditions.isEmpty()) {
            return "COPY " + table.name().sql() + (columns.isEmpty() ? "" : " (" + columns + ")") + " TO STDOUT";
        }
        return "COPY (" + select(table, conditions) + ") TO STDOUT";
    }

    /** @param most rows */
    static String first(Table table, int most) {
        return "COPY (" + select(table, conditions(table, PageRange.ALL)) + " LIMIT " + most + ") TO STDOUT";
    }

    private static String select(Table table, List<String> conditions) {
        return "SELECT " + columns(table) + " FROM ONLY " + table.name().sql() + where(conditions);
    }

    private static String columns(Table table) {
        return table.stored().stream().map(Column::sql).collect(Collectors.joining(", "));
    }

    static String count(Table table) {
        return "SELECT count(*) FROM ONLY " + table.name().sql() + where(conditions(table, PageRange.ALL));
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : conditions.stream().collect(Collectors.joining(") AND (", " WHERE (", ")"));
    }

    private static List<String> conditions(Table table, PageRange range) {
        List<String> conditions = new ArrayList<>();
        // an extension says its condition with the WHERE
        table.filter()
                .map(filter -> filter.strip().replaceFirst("(?i)^where\\s+", ""))
                .ifPresent(conditions::add);
        if (!range.whole()) {
            conditions.add(range.condition());
        }
        return conditions;
    }
}
