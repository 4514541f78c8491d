package dev.dumplink.restore;

import dev.dumplink.archive.ManifestKeys;
import dev.dumplink.postgres.SourceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a machine that loads dumps must know; nothing of it is needed on a laptop.
 *
 * @param publicKeys Ed25519 public keys; where there is any, only dumps that one of them signed are loaded
 * @param never hosts, addresses, networks, databases or system identifiers that are never loaded into; see {@link Never}
 * @param staleAfter the oldest age of a dump that is loaded
 * @param targets names for {@code --into}
 */
public record RestoreSettings(
        List<String> publicKeys, List<String> never, Duration staleAfter, Map<String, NamedTarget> targets) {
    static final Duration DEFAULT_STALE_AFTER = Duration.ofDays(30);

    public RestoreSettings {
        publicKeys = publicKeys == null ? List.of() : List.copyOf(publicKeys);
        never = never == null ? List.of() : List.copyOf(never);
        staleAfter = staleAfter == null ? DEFAULT_STALE_AFTER : staleAfter;
        targets = targets == null ? Map.of() : Map.copyOf(targets);
        if (staleAfter.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("stale_after must be at least 1h");
        }
        publicKeys.forEach(ManifestKeys::parse);
        never.forEach(Never::parse);
    }

    public static RestoreSettings defaults() {
        return new RestoreSettings(null, null, null, null);
    }

    public ManifestKeys keys() {
        return publicKeys.stream().map(ManifestKeys::parse).reduce(ManifestKeys.none(), ManifestKeys::and);
    }

    /**
     * A database with a name.
     *
     * @param url with user, and password where one is needed, see {@link SourceSettings#parse}
     */
    public record NamedTarget(String url) {
        public NamedTarget {
            if (url == null || url.isBlank()) {
                throw new IllegalArgumentException("url is missing: the database that is replaced");
            }
            SourceSettings.parse(url);
        }

        public SourceSettings address() {
            return SourceSettings.parse(url);
        }

        @Override
        public String toString() {
            return "NamedTarget[" + address() + "]";
        }
    }
}
