package dev.dumplink.restore;

import java.util.Map;
import java.util.TreeMap;

/** What an inspection counted, by {@code schema.table}. */
final class CountedRows {
    private CountedRows() {}

    static Map<String, Long> of(Inspection.Sound sound) {
        Map<String, Long> rows = new TreeMap<>();
        sound.counts().forEach(count -> rows.merge(count.schema() + "." + count.table(), count.rows(), Long::sum));
        return rows;
    }
}
