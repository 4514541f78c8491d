package dev.dumplink.archive;

/** The archive cannot be finished any more, because writing it failed or somebody gave up; the cause says why. */
public final class ArchiveFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ArchiveFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
