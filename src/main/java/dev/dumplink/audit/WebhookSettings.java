package dev.dumplink.audit;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Where rows are sent to, if anywhere.
 *
 * @param url null for nowhere; {@code https}, or {@code http} on this very machine
 * @param secret what deliveries are signed with, at least 16 characters
 */
public record WebhookSettings(URI url, String secret) {
    private static final int SHORTEST_SECRET = 16;
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    public WebhookSettings {
        if (url != null) {
            require(url.getHost() != null && url.getUserInfo() == null, "url must be an https URL without a password");
            require(
                    "https".equalsIgnoreCase(url.getScheme())
                            || "http".equalsIgnoreCase(url.getScheme())
                                    && HERE.contains(url.getHost().toLowerCase(Locale.ROOT)),
                    "url must begin with https://, unless it leads to this machine");
            require(
                    secret != null && secret.length() >= SHORTEST_SECRET,
                    "secret must have at least " + SHORTEST_SECRET + " characters");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** No webhook. */
    public static WebhookSettings none() {
        return new WebhookSettings(null, null);
    }

    /** Addresses of webhooks are often secrets themselves. */
    @Override
    public String toString() {
        return "WebhookSettings[" + (url == null ? "none" : "***") + "]";
    }
}
