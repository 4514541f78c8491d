package dev.dumplink.masking;

import dev.dumplink.schema.ColumnName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Looks for sampled values in everything an archive holds, and in kept columns for values that look like e-mail
 * addresses, phone numbers, IBANs and cards. Any number of threads, each with scans of its own.
 */
public final class LeakSearch {
    private static final int CHANCE = 20;

    private final LeakIndex index;
    private final LeakIndex unique;
    private final List<ScanException> exceptions;
    private final Map<Pair, Long> found = new TreeMap<>();
    private final Map<Pair, Long> words = new TreeMap<>();
    private final Map<String, Long> rows = new TreeMap<>();

    private record Pair(String value, String place) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            int values = value.compareTo(other.value);
            return values != 0 ? values : place.compareTo(other.place);
        }
    }

    LeakSearch(LeakIndex index, List<ScanException> exceptions) {
        this.index = index;
        this.unique = index.unique().sealed();
        this.exceptions = List.copyOf(exceptions);
    }

    /** A scan of one table's rows, for one thread. */
    public LeakScan table(CompiledTable table) {
        return new LeakScan(
                this,
                table.columns().stream()
                        .map(column -> LeakPlace.of(new ColumnName(table.ruledAs(), column.name()), column))
                        .toList());
    }

    /** Where values that are made up stand in thousands, most of what could be met there would say nothing. */
    LeakIndex index(LeakPlace place) {
        return place.uniqueOnly() ? unique : index;
    }

    /** A scan of text outside of tables: definitions, comments. */
    public LeakScan schema() {
        return new LeakScan(this, List.of(LeakPlace.schema()));
    }

    /**
     * What was found by scans that were closed, exceptions left out. Single words count where at least one row in twenty
     * has one: a town that is called like somebody is met by chance, a copied column of names is not.
     */
    public synchronized List<LeakFinding> findings() {
        Map<Pair, Long> all = new TreeMap<>(found);
        words.forEach((pair, times) -> {
            if (times * CHANCE >= rows.getOrDefault(pair.place(), 0L)) {
                all.merge(pair, times, Long::sum);
            }
        });
        return all.entrySet().stream()
                .filter(each -> !excepted(each.getKey()))
                .map(each ->
                        new LeakFinding(each.getKey().value(), each.getKey().place(), each.getValue()))
                .toList();
    }

    /** How many different finds the policy knows and allows. */
    public synchronized long allowed() {
        return Stream.concat(found.keySet().stream(), words.keySet().stream())
                .filter(this::excepted)
                .distinct()
                .count();
    }

    private boolean excepted(Pair pair) {
        return exceptions.stream()
                .anyMatch(each ->
                        each.value().equals(pair.value()) && each.found().equals(pair.place()));
    }

    synchronized void report(String value, String place, long times) {
        found.merge(new Pair(value, place), times, Long::sum);
    }

    synchronized void reportWords(String value, String place, long times) {
        words.merge(new Pair(value, place), times, Long::sum);
    }

    synchronized void searched(String place, long more) {
        rows.merge(place, more, Long::sum);
    }
}
