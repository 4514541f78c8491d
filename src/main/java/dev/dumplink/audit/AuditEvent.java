package dev.dumplink.audit;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * What is about to be recorded.
 *
 * @param rule the rule that decided, a fixed word such as {@code members.guest}
 * @param reason the same for people; cleaned of control characters and cut at 300
 */
public record AuditEvent(
        EventCode code,
        Request request,
        String rule,
        String reason,
        Optional<DumpFacts> dump,
        Optional<LinkFacts> link) {

    public AuditEvent {
        rule = Text.clean(rule, 60);
        reason = Text.clean(reason, 300);
    }

    /** An event about no dump and no link. */
    public static AuditEvent of(EventCode code, Request request, String rule, String reason) {
        return new AuditEvent(code, request, rule, reason, Optional.empty(), Optional.empty());
    }

    public AuditEvent about(DumpFacts facts) {
        return new AuditEvent(code, request, rule, reason, Optional.of(facts), link);
    }

    public AuditEvent handingOut(LinkFacts facts) {
        return new AuditEvent(code, request, rule, reason, dump, Optional.of(facts));
    }

    AuditEvent instead(EventCode other, String otherRule, String otherReason) {
        return new AuditEvent(other, request, otherRule, otherReason, dump, Optional.empty());
    }

    /**
     * Which dump, or which moment of a database where there is none.
     *
     * @param objectKey of the archive, or empty where there is none
     * @param version the store's version of the object, or empty
     * @param sha256 the archive's digest, or empty where no manifest told it
     */
    public record DumpFacts(String database, String objectKey, String version, String sha256, Instant madeAt) {
        public DumpFacts {
            objectKey = Text.clean(objectKey, 1024);
            version = Text.clean(version, 1024);
        }
    }

    /** Which link. Only a keyed hash of the URL is ever written. */
    public record LinkFacts(URI url, Instant expires) {
        @Override
        public String toString() {
            return "LinkFacts[url=***, expires=" + expires + "]";
        }
    }
}
