package dev.dumplink.store;

/** The store did not answer, or answered nonsense or no. The message names the call and the store's error code only. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreUnavailable(String message) {
        super(message);
    }

    StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
