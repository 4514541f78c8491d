package dev.dumplink.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dumplink.audit.Actor;
import dev.dumplink.audit.IdempotencyKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Buttons that were pressed a moment ago. Slack sends both halves of a double click as clicks of their own; here the second
 * gets the first one's key, and is to the log what a second delivery is. Each instance of the bot knows its own clicks.
 */
final class Presses {
    /** Longer than anybody's double click, and shorter than it takes to wish for another link. */
    static final Duration MOMENT = Duration.ofSeconds(1);

    private static final long MOST = 10_000;

    private final Cache<Press, IdempotencyKey> recent;

    Presses(InstantSource clock) {
        this.recent = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(MOMENT)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    private record Press(String team, String user, String message, String value) {}

    /** The key of the press that this one repeats, else {@code own}. */
    IdempotencyKey key(Actor actor, String message, String value, IdempotencyKey own) {
        return recent.get(new Press(actor.team(), actor.user(), message, value), first -> own);
    }
}
