package dev.dumplink.restore;

import dev.dumplink.archive.Manifest;
import dev.dumplink.audit.AuditEvent;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Scribe;
import java.time.Instant;
import java.util.Optional;

/** The rows that a restore leaves in the audit log. Nothing is made or renamed on a target before its row is durable. */
public final class RestoreLog {
    private final Scribe scribe;
    private final String target;

    /** @param target e.g. {@code db.acme.com:5432/shop}, without a password */
    public RestoreLog(Scribe scribe, String target) {
        this.scribe = scribe;
        this.target = target;
    }

    void requireWritable() {
        scribe.requireWritable();
    }

    /** @throws dev.dumplink.audit.AuditUnavailable if it is not durable: then nothing may be done */
    void about(EventCode code, Optional<Inspection.Sound> dump, String what, Instant now) {
        scribe.write(event(code, "", what, dump, now));
    }

    /** As far as possible. */
    void after(EventCode code, Optional<Inspection.Sound> dump, String rule, String what, Instant now) {
        scribe.note(event(code, rule, what, dump, now));
    }

    private AuditEvent event(EventCode code, String rule, String what, Optional<Inspection.Sound> dump, Instant now) {
        String reason = target + (what.isEmpty() ? "" : ": " + what);
        AuditEvent event = scribe.event(code, rule, reason);
        return dump.map(sound -> event.about(new AuditEvent.DumpFacts(
                        sound.manifest()
                                .map(Manifest::database)
                                .map(Object::toString)
                                .orElse(""),
                        sound.archive().getFileName().toString(),
                        "",
                        sound.sha256().hex(),
                        sound.madeAt().orElse(now))))
                .orElse(event);
    }
}
