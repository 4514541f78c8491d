package dev.dumplink.dump;

import dev.dumplink.audit.AuditEvent;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditUnavailable;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Request;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows that a night leaves in the audit log. A dump without its row is not published. */
public final class NightLog {
    private static final Logger LOG = LoggerFactory.getLogger(NightLog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AuditLog log;
    private final Request request;
    private final InstantSource clock;

    /** @param request whose night it is */
    public NightLog(AuditLog log, Request request, InstantSource clock) {
        this.log = log;
        this.request = request;
        this.clock = clock;
    }

    /** @throws AuditUnavailable if it could not take a row: better known now than after hours */
    void requireWritable() {
        log.probe();
    }

    /** @throws AuditUnavailable if it is not durable */
    void made(AuditEvent.DumpFacts dump, String what) {
        write(AuditEvent.of(EventCode.DUMP_MADE, request, "", what).about(dump));
    }

    /** As far as possible: what failed is told to whoever started it, too. */
    public void failed(AuditEvent.DumpFacts dump, String why) {
        note(AuditEvent.of(EventCode.DUMP_FAILED, request, "", why).about(dump));
    }

    void refused(AuditEvent.DumpFacts dump, Outcome.Refused refused) {
        String rule = "dump." + refused.why().name().toLowerCase(Locale.ROOT);
        note(AuditEvent.of(EventCode.DUMP_REFUSED, request, rule, refused.sentence())
                .about(dump));
    }

    private void note(AuditEvent event) {
        try {
            write(event);
        } catch (AuditUnavailable e) {
            LOG.error("the audit log could not be told: {}", e.getMessage());
        }
    }

    private void write(AuditEvent event) {
        try {
            log.record(event, clock.instant().plus(PATIENCE)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof AuditUnavailable unavailable ? unavailable : e;
        }
    }
}
