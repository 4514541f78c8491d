package dev.dumplink.link;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.store.Location;
import java.time.Duration;
import java.util.Set;

/**
 * One database whose dumps can be asked for.
 *
 * @param staleAfter how old its newest dump may be before a warning goes with it
 */
public record DatabaseSettings(Location location, Duration staleAfter) {
    static final Duration DEFAULT_STALE_AFTER = Duration.ofHours(26);

    /** Words that mean something else after {@code /dump}. */
    static final Set<String> RESERVED = Set.of("help", "list", "audit");

    public DatabaseSettings {
        staleAfter = staleAfter == null ? DEFAULT_STALE_AFTER : staleAfter;
        if (staleAfter.isNegative() || staleAfter.isZero()) {
            throw new IllegalArgumentException("stale_after must be longer than nothing");
        }
        if (location.prefix() == null || location.prefix().startsWith("/")) {
            throw new IllegalArgumentException("prefix must be set and not begin with '/'");
        }
        named(location.database().value());
    }

    /** @throws IllegalArgumentException if no database can be called that */
    public static DatabaseName named(String name) {
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException(
                    "a database cannot be called '" + name + "': the word has a meaning of its own");
        }
        return new DatabaseName(name);
    }

    public DatabaseName name() {
        return location.database();
    }
}
