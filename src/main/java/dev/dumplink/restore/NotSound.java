package dev.dumplink.restore;

/** Ends an inspection early. Without a stack: it is an answer, not a surprise. */
final class NotSound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Inspection.Refused refused;

    NotSound(Inspection.Why why, String sentence) {
        super(sentence, null, false, false);
        this.refused = new Inspection.Refused(why, sentence);
    }

    Inspection.Refused refused() {
        return refused;
    }
}
