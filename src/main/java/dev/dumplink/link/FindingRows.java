package dev.dumplink.link;

import dev.dumplink.audit.Actor;
import dev.dumplink.audit.AuditEntry;
import dev.dumplink.audit.AuditEvent;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditUnavailable;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.IdempotencyKey;
import dev.dumplink.audit.Receipt;
import dev.dumplink.audit.Request;
import dev.dumplink.audit.RequestId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Findings on their way into the log. The key is made of link and finding, so that two readers at once record one. */
final class FindingRows {
    private static final String COMMAND = "audit downloads";
    private static final String RULE = "access-log";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TOGETHER = 500;

    private final AuditLog log;
    private final InstantSource clock;
    private final List<CompletableFuture<Receipt>> underWay = new ArrayList<>();
    private long written;

    FindingRows(AuditLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    void add(AuditEntry link, Finding finding, Actor reader) {
        AuditEvent event = AuditEvent.of(
                finding.code(),
                // the person whose link it was: it is their rows that it is looked for among
                request(
                        new RequestId(link.requestId()),
                        finding.code(),
                        link.actor().orElse(reader)),
                RULE,
                finding.numbers());
        record(facts(link.dump()).map(event::about).orElse(event));
    }

    void add(Stranger stranger, Actor reader) {
        record(AuditEvent.of(
                EventCode.UNRECORDED_LINK,
                request(stranger.id(), EventCode.UNRECORDED_LINK, reader),
                RULE + (stranger.served() ? ".served" : ".refused"),
                stranger.numbers()));
    }

    private static Request request(RequestId link, EventCode code, Actor reader) {
        IdempotencyKey key = IdempotencyKey.of("access-log", link.value(), code.code());
        return new Request(link, reader, COMMAND, "", Optional.of(key));
    }

    private static Optional<AuditEvent.DumpFacts> facts(AuditEntry.Dump dump) {
        return dump.madeAt()
                .map(madeAt -> new AuditEvent.DumpFacts(
                        dump.database(), dump.objectKey(), dump.objectVersion(), dump.objectSha256(), madeAt));
    }

    private void record(AuditEvent event) {
        underWay.add(log.record(event, clock.instant().plus(PATIENCE)));
        if (underWay.size() == TOGETHER) {
            settle();
        }
    }

    /** Waits until all are durable and says how many were new since it was asked last. */
    long await() {
        settle();
        long count = written;
        written = 0;
        return count;
    }

    private void settle() {
        try {
            for (CompletableFuture<Receipt> each : underWay) {
                written += each.join().fold(row -> 1, already -> 0, over -> 0);
            }
        } catch (CompletionException e) {
            if (e.getCause() instanceof AuditUnavailable unavailable) {
                throw unavailable;
            }
            throw e;
        } finally {
            underWay.clear();
        }
    }
}
