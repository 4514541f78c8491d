package dev.dumplink.archive;

import java.io.EOFException;
import java.io.IOException;

/** The bytes are no archive, a damaged one, or one of a kind this version does not read; the message says what and where. */
public final class UnreadableArchive extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableArchive(String message) {
        super(message);
    }

    UnreadableArchive(String message, Throwable cause) {
        super(message, cause);
    }

    /** A good one perhaps, but of a kind this version does not read. */
    static UnreadableArchive unsupported(String message) {
        return new UnreadableArchive(message, new UnsupportedOperationException());
    }

    /** Whether it may be good, and is only of a kind this version does not read. */
    public boolean isUnsupported() {
        return getCause() instanceof UnsupportedOperationException;
    }

    /** Whether it ends where more must follow: somebody got only a part of it. */
    public boolean isCut() {
        return getCause() instanceof EOFException;
    }
}
