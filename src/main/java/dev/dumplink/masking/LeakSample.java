package dev.dumplink.masking;

import dev.dumplink.schema.ColumnName;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Real values of the masked columns, up to 10,000 different ones of each, to be looked for in what is about to be
 * published. They live in memory only and go into no message.
 *
 * <p>Left out are values that would be met by chance: those without {@link Strength}, single words that are more than one in
 * a hundred of their column's, numbers of columns that have most numbers of their range, those that their own mask leaves as
 * they are, and columns of dates, times, flags and choices as a whole. First and last names of a row are taken as a pair
 * too. Of JSON, arrays, rows and hstore the parts are taken
 * that are gone from the result; what is in the result of them, and should not be, is found on the way.
 */
public final class LeakSample {
    /** Most different values of a column. */
    public static final int MOST = 10_000;

    private final int most;
    private final long seed;
    private final Map<ColumnName, ColumnSample> columns = new TreeMap<>();
    // of first and last names, by the column of last names
    private final Map<ColumnName, ColumnSample> names = new TreeMap<>();

    /** @param key of the database; another is derived from it */
    public LeakSample(MaskingKey key) {
        this(key, MOST);
    }

    /** @param most different values of a column, at most {@link #MOST} */
    public LeakSample(MaskingKey key, int most) {
        this.most = most;
        this.seed = ByteBuffer.wrap(key.derive("leak sample").bytes()).getLong();
    }

    /** Collects from the rows of one table in one thread; give it to {@link CompiledTable#newMasker(RowObserver)}. */
    public final class Collector implements RowObserver {
        private final CompiledTable table;
        private final ColumnSample[] samples;
        private final List<NamePairs> pairs;
        private boolean watching = true;

        private Collector(CompiledTable table) {
            this.table = table;
            pairs = NamePairs.of(table.columns(), most, seed);
            samples = new ColumnSample[table.columns().size()];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = new ColumnSample(table.columns().get(i), table.inside(i), most, seed);
            }
        }

        /** Whether to sample what comes next. */
        public void watch(boolean next) {
            watching = next;
        }

        @Override
        public void masked(int column, byte[] value, int from, int to, byte[] masked, int maskedFrom, int maskedTo) {
            if (watching) {
                samples[column].masked(value, from, to, masked, maskedFrom, maskedTo);
                for (NamePairs each : pairs) {
                    each.masked(column, value, from, to);
                }
            }
        }

        @Override
        public void row() {
            for (NamePairs each : pairs) {
                each.row();
            }
        }
    }

    /** A collector for one thread, whose finds are taken in by {@link #add}. */
    public Collector collector(CompiledTable table) {
        return new Collector(table);
    }

    /** Takes in what a collector met so far; it can go on. */
    public synchronized void add(Collector collector) {
        CompiledTable table = collector.table;
        ColumnSample[] samples = collector.samples;
        for (int i = 0; i < samples.length; i++) {
            CompiledColumn column = table.columns().get(i);
            if (column.mask().isPresent() && samples[i].wanted()) {
                Inside inside = table.inside(i);
                ColumnSample all = columns.computeIfAbsent(
                        new ColumnName(table.ruledAs(), column.name()),
                        name -> new ColumnSample(column, inside, most, seed));
                all.merge(samples[i]);
                samples[i] = all.more();
            }
        }
        for (NamePairs each : collector.pairs) {
            String last = table.columns().get(each.last()).name();
            each.into(
                    names.computeIfAbsent(new ColumnName(table.ruledAs(), last), name -> NamePairs.sample(most, seed)));
        }
    }

    /** A search for what was sampled so far. */
    public synchronized LeakSearch search(List<ScanException> exceptions) {
        LeakIndex index = new LeakIndex();
        Map<String, Double> shares = new TreeMap<>();
        columns.forEach((name, sample) -> {
            sample.into(index, name.toString());
            shares.put(name.toString(), sample.share());
        });
        names.forEach((name, sample) -> sample.into(index, name.toString()));
        LeakSearch search = new LeakSearch(index.sealed(), shares, exceptions);
        columns.forEach((name, sample) ->
                sample.stayed().forEach((what, times) -> search.stayed(what, name.toString(), times)));
        return search;
    }

    /** How many values are looked for. */
    public synchronized int size() {
        return Stream.concat(columns.values().stream(), names.values().stream())
                .mapToInt(ColumnSample::size)
                .sum();
    }
}
