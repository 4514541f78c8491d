package dev.dumplink.link;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.audit.AuditEntry;
import dev.dumplink.audit.RequestId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What there is for one person when they look in. */
public sealed interface Home {

    /** One result per case; a new case stops every reader from compiling. */
    <R> R fold(Function<Overview, R> overview, Function<Outcome, R> told);

    /**
     * For whoever may ask for dumps.
     *
     * @param stocks what there is of each database; empty where the store cannot be asked
     * @param own the person's last requests, newest first; empty if the log cannot be read
     * @param administration for administrators only
     */
    record Overview(
            RequestId request,
            Map<DatabaseName, Optional<Catalog.Stock>> stocks,
            Optional<List<AuditEntry>> own,
            Optional<Administration> administration)
            implements Home {
        @Override
        public <R> R fold(Function<Overview, R> overview, Function<Outcome, R> told) {
            return overview.apply(this);
        }
    }

    /**
     * What only administrators see. What could not be read is empty.
     *
     * @param today rows of each outcome since midnight, UTC
     * @param refusals the last ones
     * @param page of the log
     * @param chain whether it was whole when last looked at; empty until that is known
     * @param damage the newest row that says that an operator found damage; none, or empty
     */
    record Administration(
            Optional<Map<String, Long>> today,
            Optional<List<AuditEntry>> refusals,
            Optional<Reading.Shown> page,
            Optional<ChainWatch.Seen> chain,
            Optional<AuditEntry> damage) {}

    /** Nothing, and why. */
    record Told(Outcome outcome) implements Home {
        @Override
        public <R> R fold(Function<Overview, R> overview, Function<Outcome, R> told) {
            return told.apply(outcome);
        }
    }
}
