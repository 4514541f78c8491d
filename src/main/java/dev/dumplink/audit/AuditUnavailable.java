package dev.dumplink.audit;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.sqlite.SQLiteException;

/**
 * The row could not be made durable, or it is unknown whether it was: whatever it would have allowed must not happen.
 * The message carries a cause's code and at most a file's name, never data, hosts or what lets anybody in.
 */
public final class AuditUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    // SQL's class of states for connections that are not had, or broke
    private static final String CONNECTION = "08";

    AuditUnavailable(String message) {
        super(message);
    }

    AuditUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether there was no connection at all, so that surely nothing was written. */
    public boolean isNoConnection() {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
        }
        return false;
    }

    /** What a failed access means for whoever asked for it. */
    static AuditUnavailable because(Throwable failure) {
        if (failure instanceof AuditUnavailable known) {
            return known;
        }
        Optional<SQLException> reason = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // the innermost says most
            reason = cause instanceof SQLException sql ? Optional.of(sql) : reason;
        }
        if (reason.isPresent()) {
            boolean away = String.valueOf(reason.get().getSQLState()).startsWith(CONNECTION);
            return new AuditUnavailable(
                    (away ? "no database answers at audit.url (" : "the audit database refused (")
                            + reason(reason.get()) + ")",
                    failure);
        }
        return new AuditUnavailable(
                "the audit database cannot be used (" + failure.getClass().getSimpleName() + ")", failure);
    }

    /** The driver's own words may quote values; its code does not. */
    private static String reason(SQLException failure) {
        if (failure instanceof SQLiteException sqlite) {
            return sqlite.getResultCode().name();
        }
        return failure.getSQLState() == null ? failure.getClass().getSimpleName() : "SQLState " + failure.getSQLState();
    }
}
