package dev.dumplink.link;

import java.util.Optional;

/**
 * Which dump somebody wants.
 *
 * @param name what was typed for the database, perhaps abbreviated, perhaps with {@code @2026-11-22}; empty for the only
 *     one there is
 * @param key a dump's key in the bucket, where a button named one; else the newest
 */
public record Wish(String name, Optional<String> key) {
    /** The newest dump of the database that {@code name} means. */
    public static Wish newest(String name) {
        return new Wish(name, Optional.empty());
    }
}
