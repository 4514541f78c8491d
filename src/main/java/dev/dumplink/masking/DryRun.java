package dev.dumplink.masking;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
     * Masks the first rows.
     *
     * @param copyText whole rows in {@code COPY}'s text format
     * @param most how many rows to take of them
     */
    public static DryRun of(CompiledTable table, byte[] copyText, int from, int to, int most) {
        TableMasker masker = table.newMasker();
        List<List<Cell>> rows = new ArrayList<>();
        Bytes masked = new Bytes(1024);
        for (int at = from; at < to && rows.size() < most; ) {
            int end = rowEnd(copyText, at, to);
            masked.clear();
            masker.mask(copyText, at, end, masked);
            rows.add(cells(table, fields(copyText, at, end), fields(masked.array(), 0, masked.size())));
            at = end;
        }
        return new DryRun(table, rows);
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
