package dev.dumplink.restore;

/**
 * Something about a target that speaks against loading into it.
 *
 * @param what a sentence without its full stop
 * @param mend what to do about it; may be empty
 */
public record Finding(Kind kind, Weight weight, String what, String mend) {
    /** What was found, in one word for the log. */
    public enum Kind {
        SOURCE,
        UNKNOWN_SERVER,
        UNKNOWN_SOURCE,
        NEVER,
        PRODUCTION,
        SYSTEM,
        NAME,
        STANDBY,
        REPLICAS,
        PUBLISHED,
        ROLE,
        SESSIONS,
        FOREIGN,
        REMOTE,
        UNMARKED,
        NEWER,
        OWNER,
        LEFTOVER;

        /** Whether it says that this is production, and not only that something is wrong. */
        boolean isProduction() {
            return this == SOURCE || this == NEVER || this == PRODUCTION;
        }
    }

    /** What follows from it. */
    public enum Weight {
        /** Nothing lifts it. */
        FATAL,
        /** Somebody has to say that they mean it. */
        ASK,
        /** Worth knowing. */
        NOTE
    }

    @Override
    public String toString() {
        return mend.isEmpty() ? what : what + "; " + mend;
    }
}
