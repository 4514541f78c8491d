package dev.dumplink;

import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.AuditUnavailable;
import dev.dumplink.audit.EventCode;
import dev.dumplink.masking.Compiled;
import dev.dumplink.postgres.Snapshot;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Real rows beside what becomes of them, for an operator. That they see them is said, and written down, before they do. */
final class Preview {
    private final Shell shell;
    private final AuditSettings audit;

    Preview(Shell shell, AuditSettings audit) {
        this.shell = shell;
        this.audit = audit;
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
        new DryRunView(out, shell.width(), shell.colour()).show(compiled, snapshot);
    }
}
