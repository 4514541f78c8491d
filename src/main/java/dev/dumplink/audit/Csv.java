package dev.dumplink.audit;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/**
 * A row as RFC 4180 has it, its time also in words. A spreadsheet takes a cell for a formula by how it begins: such a cell is
 * given an apostrophe in front, and so is one that has an apostrophe there, so that taking one off gives back every cell.
 */
public final class Csv {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180;
    // the last four are = + - @ in full width, which some spreadsheets take for the same
    private static final Pattern FORMULA = Pattern.compile("(?s)[=+\\-@\t\r\n'\uFF1D\uFF0B\uFF0D\uFF20].*");

    /** Those that people read, first. */
    private static final List<String> COLUMNS = Stream.concat(
                    Stream.of(
                            "seq",
                            "time_ms",
                            "code",
                            "decision",
                            "actor_user",
                            "database_name",
                            "command",
                            "reason_text"),
                    EntryColumns.names().stream())
            .distinct()
            .toList();

    private Csv() {}

    static String heading() {
        return row(Stream.concat(Stream.of("time"), COLUMNS.stream()));
    }

    static String line(AuditEntry entry) {
        Stream<String> values = COLUMNS.stream()
                .map(column -> String.valueOf(EntryColumns.value(entry, column)))
                .map(Csv::harmless);
        return row(Stream.concat(Stream.of(harmless(entry.time().toString())), values));
    }

    /** A line of any cells, its end included; those that would be formulas are defused. */
    public static String line(List<String> cells) {
        return row(cells.stream().map(Csv::harmless));
    }

    private static String row(Stream<String> cells) {
        return FORMAT.format(cells.toArray()) + FORMAT.getRecordSeparator();
    }

    private static String harmless(String cell) {
        return FORMULA.matcher(cell).matches() ? "'" + cell : cell;
    }
}
