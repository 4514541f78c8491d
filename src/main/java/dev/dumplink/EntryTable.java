package dev.dumplink;

import dev.dumplink.audit.AuditEntry;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Entries as lines of a terminal: plain characters, each line no wider than it, whatever is in a row. */
final class EntryTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Pattern CONTROLS = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");
    private static final String GAP = "  ";

    private static final List<Column> COLUMNS = List.of(
            new Column("row", 12, entry -> Long.toString(entry.seq())),
            new Column("time (UTC)", 19, entry -> TIME.format(entry.time())),
            new Column("who", 20, EntryTable::who),
            new Column("outcome", 11, AuditEntry::decision),
            new Column("database", 16, AuditEntry::database),
            new Column("command", 16, AuditEntry::command),
            new Column("reason", Integer.MAX_VALUE, EntryTable::reason));

    private EntryTable() {}

    /** @param most how wide it may be; the last one takes what is left */
    private record Column(String heading, int most, Function<AuditEntry, String> value) {}

    static String of(List<AuditEntry> entries, int width) {
        List<List<String>> lines = Stream.concat(
                        Stream.of(COLUMNS.stream().map(Column::heading).toList()),
                        entries.stream().map(EntryTable::cells))
                .toList();
        int[] widths = widths(lines, width);
        return lines.stream()
                .map(line -> IntStream.range(0, widths.length)
                        .mapToObj(column -> fit(line.get(column), widths[column]))
                        .collect(Collectors.joining(GAP))
                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> cells(AuditEntry entry) {
        return COLUMNS.stream()
                .map(column -> CONTROLS.matcher(column.value().apply(entry)).replaceAll("?"))
                .toList();
    }

    /** As wide as the longest cell, but none wider than it may be, and the last no wider than the rest of the line. */
    private static int[] widths(List<List<String>> lines, int width) {
        int[] widths = IntStream.range(0, COLUMNS.size())
                .map(column -> Math.min(
                        COLUMNS.get(column).most(),
                        lines.stream()
                                .mapToInt(line -> length(line.get(column)))
                                .max()
                                .orElse(0)))
                .toArray();
        int last = widths.length - 1;
        int others = IntStream.of(widths).limit(last).sum() + GAP.length() * last;
        widths[last] = Math.max(6, Math.min(widths[last], width - others));
        return widths;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String fit(String text, int width) {
        return length(text) <= width
                ? text + " ".repeat(width - length(text))
                : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }

    private static String who(AuditEntry entry) {
        return entry.actor()
                .map(actor -> switch (actor.kind()) {
                    case SLACK -> actor.user();
                    case OPERATOR -> "os:" + actor.user();
                    case SYSTEM -> "system";
                })
                .orElse("(forgotten)");
    }

    private static String reason(AuditEntry entry) {
        return entry.reason().isEmpty() ? entry.what().rule() : entry.reason();
    }
}
