package dev.dumplink;

import java.util.List;

/** Fails an invocation in AWS Lambda, in one line that its logs and alarms show; the audit log knows it by then. */
final class DumpsUnmade extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param complaints one for each dump that was not made
     * @param made keys of those that were
     */
    DumpsUnmade(List<String> complaints, List<String> made) {
        super(
                String.join("; ", complaints) + (made.isEmpty() ? "" : "; made: " + String.join(", ", made)),
                null,
                false,
                false);
    }
}
