package dev.dumplink.masking;

import dev.dumplink.schema.ColumnName;
import dev.dumplink.schema.DataType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Real values of the masked columns, up to 10,000 different ones of each, to be looked for in what is about to be
 * published. They live in memory only and go into no message.
 *
 * <p>Left out are values that would be met by chance: those without {@link Strength}, those that are more than one in a
 * hundred of their column's, those that their own mask leaves as they are, and columns of numbers, dates, times, flags and
 * choices as a whole. Of JSON, arrays, rows and hstore the parts are taken that are gone from the result.
 */
public final class LeakSample {
    /** Most different values of a column. */
    public static final int MOST = 10_000;

    private static final Set<String> TELLING = Set.of(
            "text",
            "varchar",
            "bpchar",
            "citext",
            "name",
            "uuid",
            "inet",
            "cidr",
            "macaddr",
            "macaddr8",
            "bytea",
            "xml");
    private static final int OFTEN = 10;
    private static final int LONGEST = 64;

    private final int most;
    private final long seed;
    private final Map<ColumnName, BottomValues> columns = new TreeMap<>();

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
        private final BottomValues[] met;
        private final boolean[] whole;
        private final Bytes text = new Bytes(256);

        private Collector(CompiledTable table) {
            this.table = table;
            met = new BottomValues[table.columns().size()];
            whole = new boolean[met.length];
            for (int i = 0; i < met.length; i++) {
                DataType type = table.columns().get(i).type().base();
                whole[i] = type instanceof DataType.Base base && TELLING.contains(base.name());
                met[i] = new BottomValues(whole[i] || hasParts(type) ? most : 0, seed);
            }
        }

        @Override
        public void masked(int column, byte[] value, int from, int to, byte[] masked, int maskedFrom, int maskedTo) {
            if (met[column].most() == 0) {
                return;
            }
            if (!whole[column]) {
                parts(met[column], value, from, to, masked, maskedFrom, maskedTo);
            } else if (!Arrays.equals(value, from, to, masked, maskedFrom, maskedTo)) {
                take(met[column], value, from, to);
            }
        }

        private void parts(BottomValues into, byte[] value, int from, int to, byte[] masked, int start, int end) {
            int at = from;
            for (int i = from; i <= to; i++) {
                if (i == to || "{}[](),:\"".indexOf(value[i]) >= 0) {
                    if (i - at > 4 && !contains(masked, start, end, value, at, i)) {
                        take(into, value, at, i);
                    }
                    at = i + 1;
                }
            }
        }

        private void take(BottomValues into, byte[] value, int from, int to) {
            long hash = into.count(value, from, to);
            if (!into.wants(hash) || into.again(hash)) {
                return;
            }
            text.clear();
            SearchText.value(value, from, to, text);
            int start = 0;
            int end = text.size();
            while (start < end && !SearchText.isWord(text.array()[start])) {
                start++;
            }
            while (end > start && !SearchText.isWord(text.array()[end - 1])) {
                end--;
            }
            Strength strength = Strength.of(text.array(), start, end);
            if (strength != Strength.NONE) {
                into.add(hash, BottomValues.copy(text.array(), start, Math.min(end, start + LONGEST)), strength);
            }
        }
    }

    private static boolean hasParts(DataType type) {
        return type instanceof DataType.Composite
                || type instanceof DataType.Array array
                        && array.element().base() instanceof DataType.Base element
                        && TELLING.contains(element.name())
                || type instanceof DataType.Base base
                        && Set.of("json", "jsonb", "hstore").contains(base.name());
    }

    private static boolean contains(byte[] text, int from, int to, byte[] part, int start, int end) {
        for (int i = from; i + end - start <= to; i++) {
            if (Arrays.equals(text, i, i + end - start, part, start, end)) {
                return true;
            }
        }
        return false;
    }

    /** A collector for one thread; to be handed back by {@link #add}. */
    public Collector collector(CompiledTable table) {
        return new Collector(table);
    }

    /** Takes in what a collector met, which is not to be used any more. */
    public synchronized void add(Collector collector) {
        List<CompiledColumn> all = collector.table.columns();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).mask().isPresent() && collector.met[i].most() > 0) {
                columns.computeIfAbsent(
                                new ColumnName(
                                        collector.table.ruledAs(), all.get(i).name()),
                                name -> new BottomValues(most, seed))
                        .merge(collector.met[i]);
            }
        }
    }

    /** A search for what was sampled so far. */
    public synchronized LeakSearch search(List<ScanException> exceptions) {
        LeakIndex index = new LeakIndex();
        columns.forEach((name, met) -> met.values().stream()
                .filter(each -> each.times() <= OFTEN || each.times() * 100 <= met.total())
                .forEach(each ->
                        index.add(name.toString(), each.value(), each.strength(), each.value().length == LONGEST)));
        return new LeakSearch(index.sealed(), exceptions);
    }

    /** How many values are looked for. */
    public synchronized int size() {
        return columns.values().stream().mapToInt(met -> met.values().size()).sum();
    }
}
