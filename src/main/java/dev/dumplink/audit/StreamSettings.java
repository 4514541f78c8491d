package dev.dumplink.audit;

/**
 * Where rows go besides the log.
 *
 * @param stdout whether each is a line on standard output
 * @param webhook where else they are sent
 */
public record StreamSettings(Boolean stdout, WebhookSettings webhook) {
    public StreamSettings {
        stdout = stdout == null || stdout;
        webhook = webhook == null ? WebhookSettings.none() : webhook;
    }

    public static StreamSettings defaults() {
        return new StreamSettings(null, null);
    }
}
