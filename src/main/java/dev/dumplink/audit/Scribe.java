package dev.dumplink.audit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the rows of one request that somebody waits for: an act whose row is not durable must not happen. */
public final class Scribe {
    private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AuditLog log;
    private final Request request;
    private final InstantSource clock;

    public Scribe(AuditLog log, Request request, InstantSource clock) {
        this.log = log;
        this.request = request;
        this.clock = clock;
    }

    /** An event of this request. */
    public AuditEvent event(EventCode code, String rule, String reason) {
        return AuditEvent.of(code, request, rule, reason);
    }

    /** @throws AuditUnavailable if the log could not take a row */
    public void requireWritable() {
        log.probe();
    }

    /** @throws AuditUnavailable if it is not durable */
    public void write(AuditEvent event) {
        try {
            log.record(event, clock.instant().plus(PATIENCE)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof AuditUnavailable unavailable ? unavailable : e;
        }
    }

    /** As far as possible: of what is told to whoever waits, too. */
    public void note(AuditEvent event) {
        try {
            write(event);
        } catch (AuditUnavailable e) {
            LOG.error("the audit log could not be told: {}", e.getMessage());
        }
    }
}
