package dev.dumplink.audit;

import java.util.Set;
import java.util.TreeSet;

/**
 * Where rows go besides the log.
 *
 * @param stdout whether each is a line on standard output
 * @param webhook where else they are sent
 */
public record StreamSettings(Boolean stdout, WebhookSettings webhook) {
    static final String STDOUT = "stdout";
    static final String WEBHOOK = "webhook";

    public StreamSettings {
        stdout = stdout == null || stdout;
        webhook = webhook == null ? WebhookSettings.none() : webhook;
    }

    /** The streams that are wanted, as the database knows them. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        if (stdout) {
            names.add(STDOUT);
        }
        if (webhook.url() != null) {
            names.add(WEBHOOK);
        }
        return names;
    }

    public static StreamSettings defaults() {
        return new StreamSettings(null, null);
    }
}
