package dev.dumplink.masking;

import dev.dumplink.schema.ColumnName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks for sampled values in everything an archive holds, and in kept columns for values that look like e-mail
 * addresses, phone numbers, IBANs and cards. Any number of threads, each with scans of its own.
 */
public final class LeakSearch {
    private final Compiled compiled;
    private final LeakIndex index;
    private final List<ScanException> exceptions;
    private final Map<List<String>, Long> found = new TreeMap<>((one, other) -> {
        int order = one.get(0).compareTo(other.get(0));
        return order != 0 ? order : one.get(1).compareTo(other.get(1));
    });

    LeakSearch(Compiled compiled, LeakIndex index, List<ScanException> exceptions) {
        this.compiled = compiled;
        this.index = index;
        this.exceptions = List.copyOf(exceptions);
    }

    /** A scan of one table's rows, for one thread. */
    public LeakScan table(CompiledTable table) {
        return new LeakScan(
                this,
                index,
                table.columns().stream()
                        .map(column -> LeakPlace.of(new ColumnName(table.ruledAs(), column.name()), column))
                        .toList());
    }

    /** A scan of text outside of tables: definitions, comments. */
    public LeakScan schema() {
        return new LeakScan(this, index, List.of(LeakPlace.schema()));
    }

    /** What was found by scans that were closed, exceptions left out. */
    public synchronized List<LeakFinding> findings() {
        return found.entrySet().stream()
                .map(each -> new LeakFinding(each.getKey().get(0), each.getKey().get(1), each.getValue()))
                .toList();
    }

    synchronized void report(String value, String place, long times) {
        boolean known = exceptions.stream()
                .anyMatch(each -> each.value().equals(value) && each.found().equals(place));
        if (!known) {
            found.merge(List.of(value, place), times, Long::sum);
        }
    }
}
