package dev.dumplink.audit;

/** A place could not keep an anchor or show what it holds. The message names the place and a code, never contents. */
public sealed class AnchorUnkept extends RuntimeException permits TwoHistories {
    private static final long serialVersionUID = 1L;

    public AnchorUnkept(String message) {
        super(message);
    }

    public AnchorUnkept(String message, Throwable cause) {
        super(message, cause);
    }
}
