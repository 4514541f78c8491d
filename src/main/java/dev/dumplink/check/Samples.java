package dev.dumplink.check;

import dev.dumplink.masking.ColumnSamples;
import dev.dumplink.postgres.Source;
import dev.dumplink.postgres.SourceFailure;
import dev.dumplink.schema.DatabaseSchema;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A few real values of each column, each table read once and when first asked for. They stay in memory. */
final class Samples implements ColumnSamples {
    private static final int MOST = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Source source;
    private final DatabaseSchema schema;
    private final Consumer<String> unread;
    private final Map<TableName, Map<String, List<String>>> tables = new HashMap<>();

    /** @param unread told in a clause of every table that cannot be read, and why */
    Samples(Source source, DatabaseSchema schema, Consumer<String> unread) {
        this.source = source;
        this.schema = schema;
        this.unread = unread;
    }

    @Override
    public List<String> values(TableName table, String column) {
        return tables.computeIfAbsent(table, this::read).getOrDefault(column, List.of());
    }

    private Map<String, List<String>> read(TableName name) {
        return schema.table(name)
                .filter(table -> table.kind() != Table.Kind.FOREIGN)
                .map(this::sample)
                .orElse(Map.of());
    }

    private Map<String, List<String>> sample(Table table) {
        try {
            return source.sample(table, MOST, PATIENCE);
        } catch (SourceFailure e) {
            unread.accept(e.getMessage());
            return Map.of();
        }
    }
}
