package dev.dumplink;

import dev.dumplink.audit.AuditEvent;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.AuditUnavailable;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Receipt;
import dev.dumplink.audit.Request;
import dev.dumplink.audit.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;

/** The audit log as somebody at a shell writes into it: under the account's name, and waiting for each row. */
final class OperatorLog implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The bot gives a connection a second, because somebody waits; a shell on a busy machine has more time. */
    private static final int ATTEMPTS = 3;

    private final AuditLog log;
    private final Shell shell;

    OperatorLog(AuditSettings settings, Shell shell) {
        this.log = new AuditLog(settings, Wiring.writer(), shell.clock(), shell.random(), code -> {});
        this.shell = shell;
    }

    /**
     * Writes a row.
     *
     * @throws AuditUnavailable if it could not be made durable: then the act must not happen
     */
    Receipt.Written record(EventCode code, String command, String reason) {
        return record(event(code, command, reason));
    }

    /** The same about a database as it was at a moment. */
    Receipt.Written record(EventCode code, String command, String reason, String database, Instant moment) {
        return record(event(code, command, reason).about(new AuditEvent.DumpFacts(database, "", "", "", moment)));
    }

    private AuditEvent event(EventCode code, String command, String reason) {
        Request request = Request.byOperator(RequestId.next(shell.random()), shell.user(), command);
        return AuditEvent.of(code, request, "", reason);
    }

    private Receipt.Written record(AuditEvent event) {
        for (int attempt = 1; ; attempt++) {
            try {
                return recordOnce(event);
            } catch (AuditUnavailable e) {
                if (attempt == ATTEMPTS || !e.isNoConnection()) {
                    throw e;
                }
            }
        }
    }

    private Receipt.Written recordOnce(AuditEvent event) {
        try {
            return log.record(event, shell.clock().instant().plus(PATIENCE))
                    .join()
                    .fold(written -> written, OperatorLog::impossible, OperatorLog::impossible);
        } catch (CompletionException e) {
            throw e.getCause() instanceof AuditUnavailable unavailable ? unavailable : e;
        }
    }

    private static Receipt.Written impossible(Receipt other) {
        throw new IllegalStateException("without key and limit, but " + other);
    }

    @Override
    public void close() {
        log.close();
    }
}
