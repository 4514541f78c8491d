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
    private static final int LONGEST_NAME = 30;
    private static final int NARROWEST = 8;
    private static final String NULL = "(null)";

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

    /**
     * For a terminal: one line a value, masked ones with a star and what became of them.
     *
     * @param width of the terminal, in characters; long values are cut to fit
     */
    public String text(int width) {
        StringBuilder text = new StringBuilder(table.name().toString());
        if (!table.rows()) {
            return text.append(": rows none\n").toString();
        }
        int name = table.columns().stream()
                .mapToInt(column -> Math.min(LONGEST_NAME, column.name().length()))
                .max()
                .orElse(0);
        text.append(rows.isEmpty() ? ": no rows\n" : "\n");
        for (int i = 0; i < rows.size(); i++) {
            text.append("  row ").append(i + 1).append('\n');
            rows.get(i).forEach(cell -> text.append(line(cell, name, width)).append('\n'));
        }
        return text.toString();
    }

    private static String line(Cell cell, int name, int width) {
        String start =
                (cell.masked() ? "  * " : "    ") + padded(cut(cell.column().name(), name), name) + "  ";
        int room = Math.max(2 * NARROWEST, width - start.length());
        if (!cell.masked()) {
            return start + cut(shown(cell.before()), room);
        }
        int half = (room - 4) / 2;
        return start + padded(cut(shown(cell.before()), half), half) + " -> " + cut(shown(cell.after()), half);
    }

    /** As it can be printed: control characters would move the cursor, or worse. */
    private static String shown(Optional<String> value) {
        return value.map(text -> text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "\u00b7"))
                .orElse(NULL);
    }

    private static String cut(String text, int room) {
        int length = text.codePointCount(0, text.length());
        return length <= room ? text : text.substring(0, text.offsetByCodePoints(0, Math.max(0, room - 1))) + "\u2026";
    }

    private static String padded(String text, int room) {
        return text + " ".repeat(Math.max(0, room - text.codePointCount(0, text.length())));
    }
}
