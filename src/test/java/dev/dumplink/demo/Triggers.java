package dev.dumplink.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The trigger ids of the last moments: each opens one modal, within three seconds. */
final class Triggers {
    private static final Duration LIFE = Duration.ofSeconds(3);

    private final InstantSource clock;
    private final Ids ids;
    private final Map<String, Trigger> triggers = new HashMap<>();

    private record Trigger(String user, Instant at, boolean used) {}

    /** Who may be shown a modal, or Slack's error. */
    record Use(Optional<String> user, String error) {}

    Triggers(InstantSource clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    synchronized String next(String user) {
        Instant now = clock.instant();
        String id = now.toEpochMilli() + "." + ids.next("");
        triggers.put(id, new Trigger(user, now, false));
        return id;
    }

    synchronized Use use(String id) {
        Trigger trigger = triggers.get(id);
        if (trigger == null) {
            return new Use(Optional.empty(), "invalid_trigger");
        }
        if (trigger.used()) {
            return new Use(Optional.empty(), "trigger_exchanged");
        }
        if (clock.instant().isAfter(trigger.at().plus(LIFE))) {
            return new Use(Optional.empty(), "trigger_expired");
        }
        triggers.put(id, new Trigger(trigger.user(), trigger.at(), true));
        return new Use(Optional.of(trigger.user()), "");
    }
}
