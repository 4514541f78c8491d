package dev.dumplink.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An event on its way to the disk.
 *
 * @param limits what must still hold, if the event hands out a link
 * @param deadline after which nobody waits for the receipt, and the event must not be written any more
 * @param awaited whether somebody waits; what nobody waits for is tried again until its deadline
 */
record Pending(
        AuditEvent event,
        Optional<Limits> limits,
        Instant deadline,
        boolean awaited,
        CompletableFuture<Receipt> receipt) {}
