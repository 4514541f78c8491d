package dev.dumplink.audit;

/** The first thing found that is not as it was written, in a sentence; ends the part of a verification that found it. */
final class Damage extends Exception {
    private static final long serialVersionUID = 1L;

    Damage(String sentence) {
        super(sentence);
    }
}
