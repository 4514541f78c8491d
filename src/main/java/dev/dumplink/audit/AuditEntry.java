package dev.dumplink.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * One row of the log, all of it, and the person behind it as long as they are not forgotten. A text that a row does not
 * have is empty.
 */
public record AuditEntry(Place place, What what, Who who, Asked asked, Dump dump, Link link) {

    /** Where in the chain, and when. */
    public record Place(long seq, String eventId, Instant time, String prevHash, String hash) {}

    /**
     * What happened.
     *
     * @param code one of {@link EventCode}, unless another version wrote it
     * @param decision the outcome in one word
     */
    public record What(String code, String decision, String rule, String reason, String command) {}

    /**
     * Who did it.
     *
     * @param ref what the chain knows of them
     * @param actor empty when they are forgotten
     */
    public record Who(Actor.Kind kind, String ref, Optional<Actor> actor) {}

    /** The request it belongs to, and the program that wrote the row. */
    public record Asked(String channel, String requestId, String idempotencyKey, String instance, String version) {}

    /** Which dump. */
    public record Dump(
            String database, String objectKey, String objectVersion, String objectSha256, Optional<Instant> madeAt) {}

    /** Which link, as far as it is ever written down. */
    public record Link(Optional<Instant> expires, String urlHmac) {}

    public long seq() {
        return place.seq();
    }

    public Instant time() {
        return place.time();
    }

    public String code() {
        return what.code();
    }

    public String decision() {
        return what.decision();
    }

    public String reason() {
        return what.reason();
    }

    public String command() {
        return what.command();
    }

    public Optional<Actor> actor() {
        return who.actor();
    }

    public String database() {
        return dump.database();
    }

    public String requestId() {
        return asked.requestId();
    }
}
