package dev.dumplink;

import dev.dumplink.masking.Compiled;
import dev.dumplink.masking.CompiledTable;
import dev.dumplink.masking.DryRun;
import dev.dumplink.postgres.RowBatch;
import dev.dumplink.postgres.RowStream;
import dev.dumplink.postgres.Snapshot;
import dev.dumplink.postgres.TableReader;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A few rows of each table before and after, for whoever approves a policy: a line for each value, masked ones marked. It
 * prints real values; {@link Preview} is who may call it.
 */
final class DryRunView {
    private static final int ROWS = 5;
    // of so many rows, or so many bytes of them, those are shown that have the most to show
    private static final int LOOKED_AT = 100;
    private static final int ENOUGH = 4 << 20;
    private static final int LONGEST_NAME = 30;
    private static final int NARROWEST = 8;
    private static final String NULL = "(null)";
    private static final String KEPT = "  (keep)";
    private static final String ARROW = " -> ";
    private static final String REVERSE = "\u001b[7m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final int width;
    private final boolean colour;

    /**
     * @param width of a line, in places
     * @param colour whether masked values are shown in reverse video; with a star otherwise
     */
    DryRunView(PrintWriter out, int width, boolean colour) {
        this.out = out;
        this.width = width;
        this.colour = colour;
    }

    /** Five rows of each table; of a partitioned one from the first partitions that have any. */
    void show(Compiled compiled, Snapshot snapshot) {
        Map<TableName, List<CompiledTable>> byRules = compiled.tables().stream()
                .collect(Collectors.groupingBy(CompiledTable::ruledAs, TreeMap::new, Collectors.toList()));
        try (TableReader reader = snapshot.reader()) {
            byRules.values().forEach(parts -> show(parts, snapshot, reader));
        }
        out.flush();
    }

    private void show(List<CompiledTable> parts, Snapshot snapshot, TableReader reader) {
        int left = ROWS;
        for (CompiledTable part : parts) {
            Table table = snapshot.schema().table(part.name()).orElseThrow();
            Optional<String> none = snapshot.whyNoRows(table).or(() -> without(part));
            DryRun run = none.isPresent() ? nothing(part) : read(part, reader.first(table, LOOKED_AT), left);
            boolean last = left == ROWS && part == parts.get(parts.size() - 1);
            if (!run.rows().isEmpty() || last) {
                show(run, none);
            }
            left -= run.rows().size();
            if (left == 0) {
                return;
            }
        }
    }

    private static Optional<String> without(CompiledTable table) {
        return table.rows() ? Optional.empty() : Optional.of("the policy leaves its rows out");
    }

    private static DryRun nothing(CompiledTable table) {
        return DryRun.of(table, new byte[0], 0, 0, 0);
    }

    private static DryRun read(CompiledTable table, RowStream rows, int most) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        RowBatch batch = new RowBatch();
        try (rows) {
            while (text.size() < ENOUGH && rows.next(batch)) {
                text.write(batch.bytes(), 0, batch.length());
            }
        }
        return DryRun.of(table, text.toByteArray(), 0, text.size(), most);
    }

    /** @param none why there is nothing to show */
    private void show(DryRun run, Optional<String> none) {
        TableName name = run.table().name();
        String heading = name.equals(run.table().ruledAs())
                ? name.toString()
                : name + ", a partition of " + run.table().ruledAs();
        String why = none.orElse(run.rows().isEmpty() ? "it has no rows" : "");
        out.println(Cell.cut(heading + (why.isEmpty() ? "" : ": " + why), width));
        int names = run.table().columns().stream()
                .mapToInt(column -> Math.min(LONGEST_NAME, Cell.places(column.name())))
                .max()
                .orElse(0);
        for (int i = 0; i < run.rows().size(); i++) {
            out.println("  row " + (i + 1));
            run.rows().get(i).forEach(cell -> out.println(line(cell, names)));
        }
    }

    private String line(DryRun.Cell cell, int names) {
        String mark = cell.masked() && !colour ? "  * " : "    ";
        String start = mark + Cell.padded(cell.column().name(), names) + "  ";
        int room = Math.max(2 * NARROWEST + ARROW.length(), width - Cell.places(start));
        if (!cell.masked()) {
            return start + Cell.cut(cell.before().orElse(NULL), room - KEPT.length()) + KEPT;
        }
        int half = (room - ARROW.length()) / 2;
        String after = Cell.cut(cell.after().orElse(NULL), half);
        return start
                + Cell.padded(cell.before().orElse(NULL), half)
                + ARROW
                + (colour ? REVERSE + after + PLAIN : after);
    }
}
