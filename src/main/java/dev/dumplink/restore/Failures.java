package dev.dumplink.restore;

import dev.dumplink.audit.AuditUnavailable;
import dev.dumplink.postgres.SourceFailure;
import dev.dumplink.postgres.TargetFailure;
import dev.dumplink.store.StoreUnavailable;
import java.util.List;
import java.util.Optional;

/** Makes one line of whatever went wrong. */
final class Failures {
    /** Whose messages were written for people. */
    private static final List<Class<? extends Throwable>> SPEAKING = List.of(
            FetchFailed.class,
            SourceFailure.class,
            TargetFailure.class,
            StoreUnavailable.class,
            AuditUnavailable.class);

    private Failures() {}

    static RestoreFailed of(RuntimeException failure) {
        if (failure instanceof RestoreFailed known) {
            return known;
        }
        boolean speaks = SPEAKING.stream().anyMatch(type -> type.isInstance(failure));
        return new RestoreFailed(speaks ? said(failure) : "unexpected " + where(failure), failure);
    }

    static String said(RuntimeException failure) {
        return Optional.ofNullable(failure.getMessage()).orElse("").replaceAll("\\s+", " ");
    }

    /** Nobody wrote its message for strangers, so only its place is told. */
    private static String where(Throwable surprise) {
        StackTraceElement[] trace = surprise.getStackTrace();
        return surprise.getClass().getSimpleName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
