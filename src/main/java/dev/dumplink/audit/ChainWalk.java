package dev.dumplink.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Goes along the rows, page by page, and recomputes each one's hash, its link to the row before and its number; memory
 * grows with the persons met, not with the log. Plain JDBC by column number: that is what half of the time goes into.
 */
final class ChainWalk {
    private static final int PAGE = 2000;
    private static final int HASH = Row.COLUMNS.size() + 1;
    private static final int TYPED = HASH + 1;

    private final Session session;
    private final AnchoredMarks anchored;
    private final LongConsumer progress;
    // the first row of each
    private final Map<String, Long> persons = new HashMap<>();
    private final Set<String> forgotten = new HashSet<>();
    private Anchor.Mark last;
    private long rows;
    private Anchor.Mark vouched;
    private long vouchedRows;

    /**
     * @param start the row before the first one to look at
     * @param progress told after each page
     */
    ChainWalk(Session session, Anchor.Mark start, AnchoredMarks anchored, LongConsumer progress) {
        this.session = session;
        this.last = start;
        this.vouched = start;
        this.anchored = anchored;
        this.progress = progress;
    }

    /** @throws Damage at the first row, up to {@code end}, that is not as it was written */
    void to(long end) throws SQLException, Damage {
        anchored.require(last);
        try (PreparedStatement query = session.jdbc().prepareStatement(select(session.dialect()))) {
            boolean more = last.seq() < end;
            while (more) {
                query.setLong(1, last.seq());
                query.setLong(2, end);
                more = page(query) == PAGE;
                progress.accept(last.seq());
            }
        }
    }

    private static String select(Dialect dialect) {
        return "SELECT " + String.join(", ", Row.COLUMNS) + ", hash, " + typed(dialect)
                + " FROM audit_event WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT " + PAGE;
    }

    /** SQLite keeps half a second, or bytes, in a column of whole numbers or text, and reads them as if they were none. */
    private static String typed(Dialect dialect) {
        return dialect == Dialect.SQLITE
                ? Row.COLUMNS.stream()
                        .map(column -> "typeof(" + column + ") IN ('null', '"
                                + (Row.isNumber(column) ? "integer" : "text") + "')")
                        .collect(Collectors.joining(" AND "))
                : "1";
    }

    private int page(PreparedStatement query) throws SQLException, Damage {
        int count = 0;
        try (ResultSet result = query.executeQuery()) {
            while (result.next()) {
                check(result);
                count++;
            }
        }
        return count;
    }

    private void check(ResultSet result) throws SQLException, Damage {
        long seq = last.seq() + 1;
        Row row = Row.from(result);
        if (row.number(Row.Column.SEQ) != seq) {
            throw new Damage("row " + seq + " is missing");
        }
        if (!last.hash().equals(row.text(Row.Column.PREV_HASH))) {
            throw new Damage("row " + seq + " does not follow the row before it");
        }
        String hash = row.hash();
        if (!hash.equals(result.getString(HASH)) || result.getInt(TYPED) != 1) {
            throw new Damage("row " + seq + " was altered");
        }
        last = new Anchor.Mark(seq, hash);
        rows++;
        anchored.require(last);
        if (anchored.agreed() == seq) {
            vouched = last;
            vouchedRows = rows;
        }
        meet(row);
    }

    /** What follows the last row that an anchor saw just so is not believed any more: another anchor saw something else. */
    void backToAnchored() {
        last = vouched;
        rows = vouchedRows;
    }

    private void meet(Row row) {
        persons.putIfAbsent(row.text(Row.Column.ACTOR_REF), last.seq());
        if (EventCode.FORGOTTEN.code().equals(row.text(Row.Column.CODE))) {
            forgotten.add(row.text(Row.Column.REASON_TEXT));
        }
    }

    /** The last sound row. */
    Anchor.Mark last() {
        return last;
    }

    /** How many sound rows were passed. */
    long rows() {
        return rows;
    }

    /** The persons met, each with the first row that names them. */
    Map<String, Long> persons() {
        return persons;
    }

    /** The references that rows say were forgotten. */
    Set<String> forgotten() {
        return forgotten;
    }
}
