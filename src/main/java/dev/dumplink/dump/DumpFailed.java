package dev.dumplink.dump;

import dev.dumplink.archive.ArchiveFailed;
import dev.dumplink.archive.UnreadableArchive;
import dev.dumplink.audit.AuditUnavailable;
import dev.dumplink.masking.MaskingFailed;
import dev.dumplink.postgres.SourceFailure;
import dev.dumplink.store.StoreUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** A night failed: nothing was published. One line that says what failed, without values of rows and secrets. */
public final class DumpFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whose messages were written for people. */
    private static final List<Class<? extends Throwable>> SPEAKING = List.of(
            DumpFailed.class,
            SourceFailure.class,
            StoreUnavailable.class,
            MaskingFailed.class,
            UnreadableArchive.class,
            AuditUnavailable.class);

    /** Those that only carry another. */
    private static final List<Class<? extends Throwable>> CARRIERS = List.of(
            ArchiveFailed.class, ExecutionException.class, CompletionException.class, UncheckedIOException.class);

    DumpFailed(String message) {
        super(message);
    }

    private DumpFailed(String message, Throwable cause) {
        super(message, cause);
    }

    static DumpFailed of(Throwable failure) {
        return failure instanceof DumpFailed known ? known : new DumpFailed(reason(failure), failure);
    }

    private static String reason(Throwable failure) {
        Throwable root = carried(failure);
        String said = Optional.ofNullable(root.getMessage()).orElse("");
        if (SPEAKING.stream().anyMatch(type -> type.isInstance(root))) {
            return said.replaceAll("\\s+", " ");
        }
        if (root instanceof OutOfMemoryError) {
            return "there is too little memory, perhaps because of a very large row; give the program more with -Xmx";
        }
        if (root instanceof FileSystemException file) {
            return file.getFile() + ": " + Optional.ofNullable(file.getReason()).orElse("cannot be written or read");
        }
        // the system's own words, such as: No space left on device
        return root instanceof IOException ? "writing or reading failed: " + said : "unexpected " + where(root);
    }

    private static Throwable carried(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null && CARRIERS.contains(at.getClass())) {
            at = at.getCause();
        }
        return at;
    }

    /** Nobody wrote its message for strangers, so only its place is told. */
    private static String where(Throwable surprise) {
        StackTraceElement[] trace = surprise.getStackTrace();
        return surprise.getClass().getSimpleName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
