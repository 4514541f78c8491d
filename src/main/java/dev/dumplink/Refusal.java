package dev.dumplink;

/** A guard said no: one line that says why, and nothing was done. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message);
    }
}
