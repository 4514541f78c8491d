package dev.dumplink.masking;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A few rows of one table before and after, for whoever approves a policy. It holds real values: it goes to the terminal
 * of somebody who may see them, and nowhere else.
 */
public final class DryRun {
    private final CompiledTable table;
    private final List<List<Cell>> rows;

    private DryRun(CompiledTable table, List<List<Cell>> rows) {
        this.table = table;
        this.rows = rows;
    }

    /**
     * One value.
     *
     * @param before nothing where it is NULL
     * @param after what a dump would hold; nothing where it would be NULL
     */
    public record Cell(CompiledColumn column, Optional<String> before, Optional<String> after) {
        /** Whether it is in a column that is masked, whatever came of it. */
        public boolean masked() {
            return column.mask().isPresent();
        }
    }

    /**
     * Masks the first rows, those first in which columns have values that are NULL in the ones before.
     *
     * @param copyText whole rows in {@code COPY}'s text format
     * @param most how many rows to take of them
     */
    public static DryRun of(CompiledTable table, byte[] copyText, int from, int to, int most) {
        TableMasker masker = table.newMasker();
        List<Row> all = rows(copyText, from, to);
        Bytes masked = new Bytes(1024);
        List<List<Cell>> rows = chosen(all, most).stream()
                .map(row -> {
                    masked.clear();
                    masker.mask(copyText, row.from(), row.to(), masked);
                    return cells(table, row.fields(), fields(masked.array(), 0, masked.size()));
                })
                .toList();
        return new DryRun(table, rows);
    }

    /** One row of the text. */
    private record Row(int from, int to, List<Optional<String>> fields) {}

    private static List<Row> rows(byte[] copyText, int from, int to) {
        List<Row> rows = new ArrayList<>();
        for (int at = from; at < to; ) {
            int end = rowEnd(copyText, at, to);
            rows.add(new Row(at, end, fields(copyText, at, end)));
            at = end;
        }
        return rows;
    }

    /** In their order: the first one, whichever add a column with a value, and others. */
    private static List<Row> chosen(List<Row> rows, int most) {
        Set<Row> chosen = new LinkedHashSet<>();
        Set<Integer> seen = new HashSet<>();
        for (Row row : rows) {
            boolean more = IntStream.range(0, row.fields().size())
                    .filter(i -> row.fields().get(i).isPresent())
                    .mapToObj(seen::add)
                    .reduce(false, Boolean::logicalOr);
            if (more && chosen.size() < most) {
                chosen.add(row);
            }
        }
        rows.stream()
                .filter(row -> !chosen.contains(row))
                .limit(most - chosen.size())
                .forEach(chosen::add);
        return chosen.stream().sorted(Comparator.comparing(Row::from)).toList();
    }

    private static List<Cell> cells(CompiledTable table, List<Optional<String>> before, List<Optional<String>> after) {
        List<CompiledColumn> columns = table.columns();
        return IntStream.range(0, columns.size())
                .mapToObj(i -> new Cell(columns.get(i), before.get(i), after.get(i)))
                .toList();
    }

    private static int rowEnd(byte[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] != '\n') {
            at++;
        }
        return Math.min(to, at + 1);
    }

    private static List<Optional<String>> fields(byte[] text, int from, int to) {
        List<Optional<String>> fields = new ArrayList<>();
        int start = from;
        for (int i = from; i < to; i++) {
            if (text[i] == '\t' || text[i] == '\n') {
                fields.add(field(text, start, i));
                start = i + 1;
            }
        }
        return fields;
    }

    private static Optional<String> field(byte[] text, int from, int to) {
        if (CopyText.isNull(text, from, to)) {
            return Optional.empty();
        }
        Bytes decoded = new Bytes(to - from);
        CopyText.decode(text, from, to, decoded);
        return Optional.of(new String(decoded.array(), 0, decoded.size(), StandardCharsets.UTF_8));
    }

    public CompiledTable table() {
        return table;
    }

    /** Cells in the order of the table's columns. */
    public List<List<Cell>> rows() {
        return rows;
    }
}
