package dev.dumplink.masking;

import dev.dumplink.schema.ColumnName;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Real values of the masked columns, up to 10,000 different ones of each, to be looked for in what is about to be
 * published. They live in memory only and go into no message.
 *
 * <p>Left out are values that would be met by chance: those without {@link Strength}, single words that are more than one in
 * a hundred of their column's, numbers of columns that have most numbers of their range, those that their own mask leaves as
 * they are, and columns of dates, times, flags and choices as a whole. Of JSON, arrays, rows and hstore the parts are taken
 * that are gone from the result; what is in the result of them, and should not be, is found on the way.
 */
public final class LeakSample {
    /** Most different values of a column. */
    public static final int MOST = 10_000;

    private final int most;
    private final long seed;
    private final Map<ColumnName, ColumnSample> columns = new TreeMap<>();

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

        private Collector(CompiledTable table) {
            this.table = table;
            samples = new ColumnSample[table.columns().size()];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = new ColumnSample(table.columns().get(i), table.inside(i), most, seed);
            }
        }

        @Override
        public void masked(int column, byte[] value, int from, int to, byte[] masked, int maskedFrom, int maskedTo) {
            samples[column].masked(value, from, to, masked, maskedFrom, maskedTo);
        }
    }

    /** A collector for one thread; to be handed back by {@link #add}. */
    public Collector collector(CompiledTable table) {
        return new Collector(table);
    }

    /** Takes in what a collector met, which is not to be used any more. */
    public synchronized void add(Collector collector) {
        List<CompiledColumn> all = collector.table.columns();
        for (int i = 0; i < all.size(); i++) {
            CompiledColumn column = all.get(i);
            if (column.mask().isPresent() && collector.samples[i].wanted()) {
                Inside inside = collector.table.inside(i);
                columns.computeIfAbsent(
                                new ColumnName(collector.table.ruledAs(), column.name()),
                                name -> new ColumnSample(column, inside, most, seed))
                        .merge(collector.samples[i]);
            }
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
        LeakSearch search = new LeakSearch(index.sealed(), shares, exceptions);
        columns.forEach((name, sample) ->
                sample.stayed().forEach((what, times) -> search.stayed(what, name.toString(), times)));
        return search;
    }

    /** How many values are looked for. */
    public synchronized int size() {
        return columns.values().stream().mapToInt(ColumnSample::size).sum();
    }
}
