package dev.dumplink.audit;

/**
 * The row could not be made durable, or it is unknown whether it was: whatever it would have allowed must not happen.
 * The message carries a cause's code, never data or addresses.
 */
public final class AuditUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AuditUnavailable(String message) {
        super(message);
    }

    AuditUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
