package dev.dumplink.masking;

/** Rows cannot be masked as the policy says; names the table and column, never a value. */
public final class MaskingFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MaskingFailed(String message) {
        super(message);
    }
}
