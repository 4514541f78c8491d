package dev.dumplink.audit;

/** A place holds an anchor that the database does not: going on would bury the evidence. */
final class TwoHistories extends AnchorUnkept {
    private static final long serialVersionUID = 1L;

    TwoHistories(String sentence) {
        super(sentence);
    }
}
