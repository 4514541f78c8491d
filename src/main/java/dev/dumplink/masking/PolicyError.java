package dev.dumplink.masking;

/** A policy file is wrong in itself: one line that names the file, the place and the key, and says how to mend it. */
public final class PolicyError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PolicyError(String message) {
        super(message);
    }
}
