package dev.dumplink.link;

import dev.dumplink.audit.AuditEntry;
import dev.dumplink.audit.AuditQuery;
import dev.dumplink.audit.AuditReader;
import dev.dumplink.audit.Cursor;
import dev.dumplink.audit.RequestId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What became of somebody's wish to see the log. That they saw it is in the log by then. */
public sealed interface Reading permits Reading.Shown, CsvFile, Reading.NotUnderstood, Reading.Told {

    /** One result per case; a new case stops every reader from compiling. */
    <R> R fold(Cases<R> cases);

    /** What a reader does in each case. */
    record Cases<R>(
            Function<Shown, R> shown,
            Function<CsvFile, R> export,
            Function<NotUnderstood, R> notUnderstood,
            Function<Outcome, R> told) {}

    /** A page, newest rows first. */
    record Shown(RequestId request, AuditQuery query, Spot spot, AuditReader.Page page) implements Reading {
        public List<AuditEntry> entries() {
            return page.entries();
        }

        /** Where the page below begins, unless there is none or the query's limit is reached. */
        public Optional<Spot> older() {
            int shown = above() + entries().size();
            return page.older()
                    .filter(cursor ->
                            query.limit().isEmpty() || shown < query.limit().getAsInt())
                    .map(cursor -> new Spot(cursor, shown));
        }

        /** Where the page above begins, unless these were the newest rows. */
        public Optional<Spot> newer() {
            return page.newer().map(cursor -> new Spot(cursor, above()));
        }

        private int above() {
            boolean up = spot.cursor().direction() == Cursor.Direction.NEWER;
            return up ? Math.max(0, spot.above() - entries().size()) : spot.above();
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.shown().apply(this);
        }
    }

    /** The words are no query. */
    record NotUnderstood(RequestId request, AuditQuery.NotUnderstood problem) implements Reading {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.notUnderstood().apply(this);
        }
    }

    /** Nothing of the log, and why. */
    record Told(Outcome outcome) implements Reading {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.told().apply(outcome);
        }
    }
}
