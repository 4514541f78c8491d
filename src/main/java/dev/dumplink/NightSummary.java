package dev.dumplink;

import dev.dumplink.archive.Contents;
import dev.dumplink.archive.DumpId;
import dev.dumplink.archive.LeftOut;
import dev.dumplink.dump.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a person is told of a dump that was made. */
final class NightSummary {
    private NightSummary() {}

    static String of(Outcome.Made made, Instant start, Instant end) {
        Contents contents = made.manifest().contents().orElseThrow();
        StringBuilder text = new StringBuilder();
        double seconds = Duration.between(start, end).toMillis() / 1e3;
        line(text, "%s: %s", made.id().database(), made.key());
        line(
                text,
                "  %,d bytes in %.1f s, sha256 %s",
                made.manifest().size(),
                seconds,
                made.manifest().sha256());
        tables(text, contents, made.partitions());
        leftOut(text, contents.leftOut());
        line(
                text,
                "  leak scan: %s looked for, none found%s",
                counted(contents.leakScan().values(), "real value"),
                excepted(contents.leakScan().exceptions()));
        if (!made.retired().isEmpty()) {
            line(
                    text,
                    "  deleted: %s",
                    made.retired().stream().map(NightSummary::name).collect(Collectors.joining(", ")));
        }
        made.notes().forEach(note -> line(text, "  note: %s", note));
        return text.toString();
    }

    private static String name(DumpId id) {
        return id.archiveKey("");
    }

    private static String excepted(long exceptions) {
        return exceptions == 0 ? "" : String.format(Locale.ROOT, " (%,d that the policy allows)", exceptions);
    }

    /** Partitions are counted as the one table they are of, as {@code check} does. */
    private static void tables(StringBuilder text, Contents contents, Map<String, String> partitions) {
        long rows = contents.tables().stream().mapToLong(Contents.Rows::rows).sum();
        Collection<Contents.Rows> tables = contents.tables().stream()
                .collect(Collectors.toMap(
                        table -> partitions.getOrDefault(table.table(), table.table()),
                        Function.identity(),
                        (one, other) -> one))
                .values();
        line(
                text,
                "  %s of %s; %s with masks, %s masked, %,d kept%s",
                counted(rows, "row"),
                counted(tables.size(), "table"),
                counted(
                        tables.stream()
                                .filter(table -> !table.masked().isEmpty())
                                .count(),
                        "table"),
                counted(
                        tables.stream()
                                .mapToLong(table -> table.masked().size())
                                .sum(),
                        "column"),
                tables.stream().mapToLong(table -> table.kept().size()).sum(),
                contents.withoutRows().isEmpty() ? "" : "; without rows: " + String.join(", ", contents.withoutRows()));
    }

    /** Owners and privileges are left out of every dump, which nobody needs to hear every night. */
    private static void leftOut(StringBuilder text, List<LeftOut> leftOut) {
        Map<String, Long> counts = leftOut.stream()
                .filter(each -> !each.type().equals("ACL"))
                .map(each -> each.type() + " (" + each.why() + ")")
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        counts.forEach((what, count) -> line(text, "  left out: %,d %s", count, what));
    }

    private static String counted(long count, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", count, one, count == 1 ? "" : "s");
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
