package dev.dumplink.store;

/** The store did not answer, or answered nonsense or no. The message names the call and the store's error code only. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    StoreUnavailable(String message) {
        super(message);
        this.status = 0;
    }

    StoreUnavailable(String message, Throwable cause) {
        this(message, 0, cause);
    }

    StoreUnavailable(String message, int status, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** Whether the store answered, and said no to what was asked: gone, forbidden, or encrypted with a key we lack. */
    boolean refused() {
        return status == 400 || status == 403 || status == 404;
    }
}
