package dev.dumplink.restore;

/** The archive did not arrive. The message is one line that says why and what helps, without a link's query. */
public final class FetchFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FetchFailed(String message) {
        super(message);
    }

    FetchFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
