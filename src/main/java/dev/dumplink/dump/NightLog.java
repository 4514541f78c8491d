package dev.dumplink.dump;

import dev.dumplink.audit.AuditEvent;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditUnavailable;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Request;
import dev.dumplink.audit.Scribe;
import java.time.InstantSource;
import java.util.Locale;

/** The rows that a night leaves in the audit log. A dump without its row is not published. */
public final class NightLog {
    private final Scribe scribe;

    /** @param request whose night it is */
    public NightLog(AuditLog log, Request request, InstantSource clock) {
        this.scribe = new Scribe(log, request, clock);
    }

    /** @throws AuditUnavailable if it could not take a row: better known now than after hours */
    void requireWritable() {
        scribe.requireWritable();
    }

    /** @throws AuditUnavailable if it is not durable */
    void made(AuditEvent.DumpFacts dump, String what) {
        scribe.write(scribe.event(EventCode.DUMP_MADE, "", what).about(dump));
    }

    /** As far as possible: what failed is told to whoever started it, too. */
    public void failed(AuditEvent.DumpFacts dump, String why) {
        scribe.note(scribe.event(EventCode.DUMP_FAILED, "", why).about(dump));
    }

    void refused(AuditEvent.DumpFacts dump, Outcome.Refused refused) {
        String rule = "dump." + refused.why().name().toLowerCase(Locale.ROOT);
        scribe.note(
                scribe.event(EventCode.DUMP_REFUSED, rule, refused.sentence()).about(dump));
    }
}
