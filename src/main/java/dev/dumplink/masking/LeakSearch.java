package dev.dumplink.masking;

import dev.dumplink.schema.ColumnName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks for sampled values in everything an archive holds, and in definitions and kept columns for values that look like
 * e-mail addresses, phone numbers, IBANs and cards. Any number of threads, each with scans of its own.
 */
public final class LeakSearch {
    private static final int CHANCE = 20;
    // of large tables every eighth batch is sampled
    private static final int CHANCE_OF_NUMBERS = 8 * CHANCE;
    // ten thousand numbers of ten digits, most of them of a tenth of all areas: one row in a hundred thousand has one
    private static final int CHANCE_OF_PHONES = 20_000;
    // rows with a number of eleven digits each, of which none is one of ten thousand by chance
    private static final int FEW = 1_000;

    private final LeakIndex index;
    private final LeakIndex unique;
    private final Map<String, Double> sampled;
    private final List<ScanException> exceptions;
    private final Map<Pair, Long> found = new TreeMap<>();
    private final Map<Pair, Long> stayed = new TreeMap<>();
    private final Map<LeakTally.Key, LeakTally> met = new HashMap<>();
    private final Map<String, Long> rows = new TreeMap<>();
    private final Set<String> definitions = new HashSet<>();

    private record Pair(String value, String place) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            int values = value.compareTo(other.value);
            return values != 0 ? values : place.compareTo(other.place);
        }
    }

    /** @param sampled which part of a column's different values is looked for, by column */
    LeakSearch(LeakIndex index, Map<String, Double> sampled, List<ScanException> exceptions) {
        this.index = index;
        this.unique = index.unique().sealed();
        this.sampled = Map.copyOf(sampled);
        this.exceptions = List.copyOf(exceptions);
    }

    /** A scan of one table's rows, for one thread. */
    public LeakScan table(CompiledTable table) {
        List<CompiledColumn> columns = table.columns();
        return new LeakScan(
                this,
                IntStream.range(0, columns.size())
                        .mapToObj(i -> LeakPlace.of(
                                new ColumnName(table.ruledAs(), columns.get(i).name()),
                                columns.get(i),
                                table.inside(i)))
                        .toList());
    }

    /** Where values that are made up stand in thousands, most of what could be met there would say nothing. */
    LeakIndex index(LeakPlace place) {
        return place.uniqueOnly() ? unique : index;
    }

    /** Searches what makes an object, or says something about it. */
    public void definition(Definition definition) {
        String name = definition.label();
        LeakScan trial = new LeakScan(this, List.of(LeakPlace.schema(name)));
        trial.text(definition.name());
        if (trial.anything()) {
            name = definition.nameless();
        }
        synchronized (this) {
            definitions.add(name);
        }
        try (LeakScan scan = new LeakScan(this, List.of(LeakPlace.schema(name)))) {
            scan.text(definition.name());
            definition.texts().forEach(scan::text);
        }
    }

    /**
     * What was found by scans that were closed, exceptions left out. Single words count where at least one row in twenty
     * has one: a town that is called like somebody is met by chance, a copied column of names is not. Numbers of kept
     * columns count where as many are met as a copy of the sampled column would show.
     */
    public synchronized List<LeakFinding> findings() {
        Map<Pair, Long> all = new TreeMap<>(found);
        stayed.forEach((pair, times) -> all.merge(pair, times, Math::max));
        met.forEach((key, tally) -> {
            if (counts(key, tally)) {
                // the same value may say something in more ways than one
                all.merge(new Pair(key.value(), key.place()), tally.times(), Math::max);
            }
        });
        return all.entrySet().stream()
                .filter(each -> !excepted(each.getKey()))
                .map(each -> new LeakFinding(
                        each.getKey().value(),
                        each.getKey().place(),
                        each.getValue(),
                        definitions.contains(each.getKey().place())))
                .toList();
    }

    private boolean counts(LeakTally.Key key, LeakTally tally) {
        long all = rows.getOrDefault(key.place(), 0L);
        return switch (key.weight()) {
            case NOTHING -> false;
            case SURE -> true;
            case WORD -> tally.times() * CHANCE >= all;
            case OTHER_CASE -> tally.times() * CHANCE >= all && tally.several();
            case RARE -> tally.several();
            case PHONE -> all < CHANCE_OF_PHONES / 2 || tally.times() * CHANCE_OF_PHONES >= all && tally.several();
            case LONG_NUMBER -> all < FEW || asInACopy(key, tally, all);
            case NUMBER -> asInACopy(key, tally, all);
        };
    }

    private boolean asInACopy(LeakTally.Key key, LeakTally tally, long all) {
        return tally.several() && tally.times() * CHANCE_OF_NUMBERS >= all * sampled.getOrDefault(key.value(), 1.0);
    }

    /** How many different finds the policy knows and allows. */
    public synchronized long allowed() {
        return Stream.concat(
                        Stream.concat(found.keySet().stream(), stayed.keySet().stream()),
                        met.keySet().stream().map(key -> new Pair(key.value(), key.place())))
                .filter(this::excepted)
                .distinct()
                .count();
    }

    private boolean excepted(Pair pair) {
        return exceptions.stream()
                .filter(each -> each.value().equals(pair.value()))
                .anyMatch(each -> each.found().equals(pair.place())
                        || each.found().equals(ScanException.SCHEMA) && definitions.contains(pair.place()));
    }

    /** What was seen on the way to be the same before and after, and may be seen again. */
    synchronized void stayed(String value, String place, long times) {
        stayed.merge(new Pair(value, place), times, Long::sum);
    }

    synchronized void report(String value, String place, long times) {
        found.merge(new Pair(value, place), times, Long::sum);
    }

    synchronized void report(Map<LeakTally.Key, LeakTally> tallies) {
        tallies.forEach(
                (key, tally) -> met.computeIfAbsent(key, any -> new LeakTally()).add(tally));
    }

    synchronized void searched(String place, long more) {
        rows.merge(place, more, Long::sum);
    }
}
