package dev.dumplink.archive;

import java.io.IOException;

/** The bytes are no archive, a damaged one, or one of a kind this version does not read; the message says what and where. */
public final class UnreadableArchive extends IOException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    private enum Kind {
        DAMAGED,
        UNSUPPORTED,
        CUT
    }

    private UnreadableArchive(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    UnreadableArchive(String message) {
        this(Kind.DAMAGED, message, null);
    }

    UnreadableArchive(String message, Throwable cause) {
        this(Kind.DAMAGED, message, cause);
    }

    static UnreadableArchive unsupported(String message) {
        return new UnreadableArchive(Kind.UNSUPPORTED, message, null);
    }

    static UnreadableArchive cut(String message) {
        return new UnreadableArchive(Kind.CUT, message, null);
    }

    /** Whether it may be good, and is only of a kind this version does not read. */
    public boolean isUnsupported() {
        return kind == Kind.UNSUPPORTED;
    }

    /** Whether it ends where more must follow: somebody got only a part of it. */
    public boolean isCut() {
        return kind == Kind.CUT;
    }
}
