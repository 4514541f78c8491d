package dev.dumplink.audit;

import java.util.List;

/** Where a stream of rows leads. */
interface Sink {
    /** Returns when the rows have arrived. They may come again. */
    void deliver(List<AuditEntry> rows) throws NotDelivered;

    /** They have not, or nobody knows. The message is for a log: no address, no secret, nothing of the other side's words. */
    final class NotDelivered extends Exception {
        private static final long serialVersionUID = 1L;

        NotDelivered(String message) {
            super(message);
        }
    }
}
