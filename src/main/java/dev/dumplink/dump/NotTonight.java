package dev.dumplink.dump;

import java.util.List;

/** Carries a refusal out of the middle of a night; it never leaves {@link Night}. */
final class NotTonight extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome.Refused refused;

    NotTonight(Outcome.Refused refused) {
        super(refused.what(), null, false, false);
        this.refused = refused;
    }

    NotTonight(Outcome.Why why, String what, List<String> details) {
        this(new Outcome.Refused(why, what, details));
    }

    Outcome.Refused refused() {
        return refused;
    }
}
