package dev.dumplink.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What this program has just committed, for one stream that keeps up: it need not read again what was just written. The
 * rows have no gap between them and are let go when they have left, or after a moment: a person may be forgotten. Whatever
 * is not here is in the database.
 */
final class Newest {
    private static final int MOST = 8192;
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final Deque<Committed> rows = new ArrayDeque<>();

    /** A row that is durable, and whose it is. */
    record Committed(Row row, String hash, Instant time, Actor actor) {
        private long seq() {
            return row.number(Row.Column.SEQ);
        }

        private AuditEntry entry() {
            return EntryColumns.entry(row, hash, actor);
        }
    }

    /** @param committed in the order of seq */
    synchronized void add(List<Committed> committed) {
        for (Committed each : committed) {
            if (!rows.isEmpty() && rows.getLast().seq() + 1 != each.seq()) {
                rows.clear();
            }
            if (rows.size() == MOST) {
                rows.removeFirst();
            }
            rows.addLast(each);
        }
    }

    /** The first rows after {@code seq}, which has left; empty if the very next is not among them. */
    List<AuditEntry> after(long seq, int most, Instant now) {
        return next(seq, most, now.minus(KEPT)).stream().map(Committed::entry).toList();
    }

    private synchronized List<Committed> next(long seq, int most, Instant oldest) {
        rows.removeIf(each -> each.seq() <= seq || each.time().isBefore(oldest));
        if (rows.isEmpty() || rows.getFirst().seq() != seq + 1) {
            return List.of();
        }
        List<Committed> found = new ArrayList<>(Math.min(most, rows.size()));
        rows.stream().limit(most).forEach(found::add);
        return found;
    }
}
