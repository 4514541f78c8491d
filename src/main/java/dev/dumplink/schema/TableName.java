package dev.dumplink.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A table's schema and name, as the catalog holds them, without quotes. */
public record TableName(String schema, String name) implements Comparable<TableName> {
    private static final Comparator<TableName> ORDER =
            Comparator.comparing(TableName::schema).thenComparing(TableName::name);

    public TableName {
        if (schema.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("a table has a schema and a name");
        }
    }

    /**
     * Reads what {@link #toString} writes: {@code public.customer}, {@code "Odd Schema"."Table"}.
     *
     * @throws IllegalArgumentException if {@code text} is not two names with a dot between them
     */
    public static TableName parse(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                part.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        if (quoted || parts.size() != 2 || parts.contains("")) {
            throw new IllegalArgumentException("'" + text + "' is not a table's name like public.customer");
        }
        return new TableName(parts.get(0), parts.get(1));
    }

    /** For SQL statements: both parts in quotes. */
    public String sql() {
        return Identifier.quoted(schema) + '.' + Identifier.quoted(name);
    }

    @Override
    public int compareTo(TableName other) {
        return ORDER.compare(this, other);
    }

    /** For people and policies: quotes only where they are needed. */
    @Override
    public String toString() {
        return Identifier.brief(schema) + '.' + Identifier.brief(name);
    }
}
