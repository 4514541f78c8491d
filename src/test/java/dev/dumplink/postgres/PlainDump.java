package dev.dumplink.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What pg_dump writes as SQL, taken apart: the judge of what we read. */
record PlainDump(Map<String, String> rows, List<String> sequences, List<String> refreshed) {
    static PlainDump of(String sql) {
        PlainDump dump = new PlainDump(new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
        String copy = "";
        StringBuilder rows = new StringBuilder();
        for (String line : sql.split("\n", -1)) {
            if (!copy.isEmpty() && line.equals("\\.")) {
                dump.rows.put(copy, rows.toString());
                copy = "";
            } else if (!copy.isEmpty()) {
                rows.append(line).append('\n');
            } else if (line.startsWith("COPY ")) {
                copy = line + "\n";
                rows.setLength(0);
            } else if (line.startsWith("SELECT pg_catalog.setval(")) {
                dump.sequences.add(line);
            } else if (line.startsWith("REFRESH MATERIALIZED VIEW ")) {
                dump.refreshed.add(line);
            }
        }
        return dump;
    }
}
