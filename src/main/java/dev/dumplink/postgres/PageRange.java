package dev.dumplink.postgres;

import java.util.List;
import java.util.stream.LongStream;

/**
 * Some pages of a table.
 *
 * @param from the first page
 * @param to the page after the last one; {@link #OPEN} for a range without an end
 */
public record PageRange(long from, long to) {
    static final long OPEN = Long.MAX_VALUE;
    /** The first major version that finds rows by a range of their places without reading all the others. */
    static final int SINCE = 14;
    /** A whole table. */
    public static final PageRange ALL = new PageRange(0, OPEN);

    public PageRange {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("a range of pages goes forward");
        }
    }

    /** Pieces of about equal size; the last one has no end, so that no row can lie behind it. */
    static List<PageRange> split(long pages, long most) {
        long count = Math.max(1, (pages + most - 1) / most);
        return LongStream.range(0, count)
                .mapToObj(i -> new PageRange(pages * i / count, i == count - 1 ? OPEN : pages * (i + 1) / count))
                .toList();
    }

    boolean whole() {
        return from == 0 && to == OPEN;
    }

    /** For a WHERE clause. */
    String condition() {
        return "ctid >= '(" + from + ",0)'" + (to == OPEN ? "" : " AND ctid < '(" + to + ",0)'");
    }
}
