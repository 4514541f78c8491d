package dev.dumplink;

import dev.dumplink.audit.AuditQuery;
import dev.dumplink.audit.AuditReader;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.AuditUnavailable;
import dev.dumplink.audit.Cursor;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Receipt;

/** Somebody at a shell who is about to read the log: that is written before they see anything. */
final class Auditor {
    private final AuditSettings settings;
    private final Shell shell;

    Auditor(AuditSettings settings, Shell shell) {
        this.settings = settings;
        this.shell = shell;
    }

    /**
     * Returns when the row is durable.
     *
     * @param reader by which the log must be there already: nobody wants to read a new one
     * @throws AuditUnavailable if it cannot be, and then nothing may be shown
     */
    Receipt.Written record(AuditReader reader, EventCode code, String command, AuditQuery query, String format) {
        reader.page(AuditQuery.all(), Cursor.newest(), 1);
        try (OperatorLog log = new OperatorLog(settings, shell)) {
            return log.record(code, command, query.withoutPersons() + " as " + format);
        }
    }
}
