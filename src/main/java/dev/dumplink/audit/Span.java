package dev.dumplink.audit;

import dev.dumplink.audit.AuditQuery.Period;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * From the first to the last number of some rows. Numbers and times rise together, but a clock may have been wrong: where a
 * period lies is asked of its rows.
 */
record Span(long first, long last) {
    /** Where the rows of that time are; the last number is below the first if there are none. */
    static Span of(Handle handle, Filter times) {
        // the sums keep PostgreSQL from reading the table up and down until it comes upon such a row
        return times.bind(handle.createQuery(
                        "SELECT coalesce(min(seq + 0), 1), coalesce(max(seq + 0), 0) FROM audit_event WHERE "
                                + times.sql()))
                .map((row, context) -> new Span(row.getLong(1), row.getLong(2)))
                .one();
    }

    /** The period as a condition on the rows' times. */
    static Filter times(Period period, Instant now) {
        Filter times = period.start(now)
                .map(start -> Filter.none().withAtLeast("time_ms", start.toEpochMilli()))
                .orElse(Filter.none());
        return period.until()
                .map(until -> times.withLessThan("time_ms", until.toEpochMilli()))
                .orElse(times);
    }

    /** Whether there is anything below or from {@code place} on. */
    boolean reaches(long place, boolean down) {
        return down ? place > first : place <= last;
    }

    Filter numbers() {
        return Filter.none().withAtLeast("seq", first).withLessThan("seq", last + 1);
    }
}
