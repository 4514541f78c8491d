package dev.dumplink.schema;

/** A column and its table, as the catalog holds them, without quotes. */
public record ColumnName(TableName table, String column) implements Comparable<ColumnName> {
    /**
     * Reads what {@link #toString} writes: {@code public.customer.email}, {@code public."Odd.Table"."Col"}.
     *
     * @throws IllegalArgumentException if {@code text} is not three names with dots between them
     */
    public static ColumnName parse(String text) {
        int dot = lastDot(text);
        String column = dot < 0 ? "" : text.substring(dot + 1);
        if (column.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' is not a column's name like public.customer.email");
        }
        return new ColumnName(TableName.parse(text.substring(0, dot)), unquoted(column));
    }

    private static int lastDot(String text) {
        boolean quoted = false;
        int dot = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            dot = c == '.' && !quoted ? i : dot;
        }
        return dot;
    }

    private static String unquoted(String name) {
        boolean quoted = name.length() > 2 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    @Override
    public int compareTo(ColumnName other) {
        int tables = table.compareTo(other.table);
        return tables != 0 ? tables : column.compareTo(other.column);
    }

    /** For people and policies: quotes only where they are needed. */
    @Override
    public String toString() {
        return table + "." + Identifier.brief(column);
    }
}
