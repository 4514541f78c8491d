package dev.dumplink.archive;

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
}
