package dev.dumplink;

import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.AuditUnavailable;
import dev.dumplink.audit.EventCode;
import dev.dumplink.dump.NightSettings;
import dev.dumplink.dump.Outcome;
import dev.dumplink.dump.SchemaSearch;
import dev.dumplink.masking.Compiled;
import dev.dumplink.postgres.Snapshot;
import dev.dumplink.postgres.Source;
import dev.dumplink.postgres.SourceFailure;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Real rows beside what becomes of them, for an operator. That they see them is said, and written down, before they do. */
final class Preview {
    private static final Duration LOCK_PATIENCE = Duration.ofMinutes(1);

    private final Shell shell;
    private final AuditSettings audit;
    private final Optional<Integer> width;

    /** @param width of a line, in places; the terminal's where it is not said */
    Preview(Shell shell, AuditSettings audit, Optional<Integer> width) {
        this.shell = shell;
        this.width = width;
        this.audit = audit;
    }

    /**
     * Shows them on standard output, as a night that began now would mask them.
     *
     * @return why there would be no dump: the policy does not fit, and then nothing is shown, or real values stand in the
     *     schema
     * @throws SourceFailure if the database cannot be read
     * @throws AuditUnavailable if it cannot be written into the log, and then nothing is shown
     */
    Optional<Outcome.Refused> show(NightSettings night) {
        try (Source source = Source.open(night.source());
                Snapshot snapshot = source.snapshot(
                        LOCK_PATIENCE,
                        new LockNotice(shell.err(), night.database().value()))) {
            return night.compile(snapshot.schema(), shell.clock().instant())
                    .fold(
                            compiled -> {
                                show(night.database().value(), compiled, snapshot);
                                return inSchema(night, source, snapshot, compiled);
                            },
                            violations -> Optional.of(Outcome.Refused.misfit(violations)));
        }
    }

    private static Optional<Outcome.Refused> inSchema(
            NightSettings night, Source source, Snapshot snapshot, Compiled compiled) {
        List<String> found = SchemaSearch.of(
                night.pgDump().get(),
                source,
                snapshot,
                night.database(),
                compiled.tables(),
                night.policy().exceptions());
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Outcome.Refused(Outcome.Why.LEAK, "a dump would be refused for its schema", found));
    }

    /**
     * Shows them on standard output.
     *
     * @throws AuditUnavailable if it cannot be written into the log, and then nothing is shown
     */
    void show(String database, Compiled compiled, Snapshot snapshot) {
        shell.err()
                .println("dumplink: these are real values of " + database
                        + ", beside what becomes of them: for your eyes,"
                        + " and not for a ticket or a file. The audit log says that you see them.");
        try (OperatorLog log = new OperatorLog(audit, shell)) {
            log.record(
                    EventCode.PREVIEWED,
                    "dump --dry-run",
                    "five rows of each table, before and after masking",
                    database,
                    snapshot.time());
        }
        PrintWriter out = new PrintWriter(new OutputStreamWriter(shell.out(), StandardCharsets.UTF_8));
        new DryRunView(out, width.orElseGet(shell::width), shell.colour()).show(compiled, snapshot);
    }
}
