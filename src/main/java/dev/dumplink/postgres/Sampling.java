package dev.dumplink.postgres;

import dev.dumplink.schema.Column;
import dev.dumplink.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A few values of a table's columns, from pages here and there, however large it is. */
final class Sampling {
    // columns are often NULL or the same, so more rows are looked at than values are wanted
    private static final int ROWS_FOR_A_VALUE = 5;
    private static final int FEW_PAGES = 1000;
    private static final double ALL = 100.0;

    private Sampling() {}

    static Map<String, List<String>> of(Connection connection, Table table, int most, Duration patience)
            throws SQLException {
        Rows.execute(connection, "BEGIN READ ONLY");
        try {
            Rows.execute(connection, "SET LOCAL statement_timeout = " + Math.max(1, patience.toMillis()));
            return read(connection, table, most);
        } catch (SQLException e) {
            if (Set.of(SourceFailure.QUERY_CANCELED, SourceFailure.LOCK_NOT_AVAILABLE)
                    .contains(SourceFailure.state(e))) {
                return Map.of();
            }
            throw e;
        } finally {
            Rows.execute(connection, "ROLLBACK");
        }
    }

    private static Map<String, List<String>> read(Connection connection, Table table, int most) throws SQLException {
        Map<String, Met> met = new LinkedHashMap<>();
        table.columns().forEach(column -> met.put(column.name(), new Met(most)));
        Rows.of(connection, query(table, most), row -> {
            int place = 0;
            for (Column column : table.columns()) {
                met.get(column.name()).add(row.getString(++place));
            }
            return place;
        });
        return met.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .values()));
    }

    /** What was met of a column: few different values, each as often as it came. */
    private static final class Met {
        private final int most;
        private final Map<String, String> different = new HashMap<>();
        private final List<String> values = new ArrayList<>();

        Met(int most) {
            this.most = most;
        }

        void add(String value) {
            if (value != null && (different.size() < most || different.containsKey(value))) {
                different.putIfAbsent(value, value);
                values.add(different.get(value));
            }
        }

        List<String> values() {
            return List.copyOf(values);
        }
    }

    private static String query(Table table, int most) {
        String columns = table.columns().stream()
                .map(column -> "left(" + column.sql() + "::text, 1000)")
                .collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM " + from(table, most) + " LIMIT " + (long) most * ROWS_FOR_A_VALUE;
    }

    /** Rows of small tables from the beginning; of large ones whole pages by lot, enough if a page holds only one row. */
    private static String from(Table table, int most) {
        String name = table.name().sql();
        return switch (table.kind()) {
            case PARTITIONED, FOREIGN -> name;
            case TABLE ->
                table.pages() <= FEW_PAGES
                        ? "ONLY " + name
                        : "ONLY " + name + " TABLESAMPLE SYSTEM ("
                                + Math.min(ALL, ALL * most * ROWS_FOR_A_VALUE / table.pages()) + ") REPEATABLE (1)";
        };
    }
}
