package dev.dumplink.restore;

/** A restore failed. One line that says what failed, what is left as it was, and what helps; without values of rows. */
public final class RestoreFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RestoreFailed(String message) {
        super(message);
    }

    RestoreFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
