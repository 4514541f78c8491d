package dev.dumplink;

import dev.dumplink.slack.SlackClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/** Tells a channel in Slack that a dump was not made, where the configuration names one; as far as possible. */
final class Alert {
    private final Settings settings;
    private final PrintWriter err;

    /** @param err told when the channel could not be */
    Alert(Settings settings, PrintWriter err) {
        this.settings = settings;
        this.err = err;
    }

    void say(String sentence) {
        try {
            Optional<String> channel = settings.alertsChannel();
            if (channel.isPresent() && settings.hasSlack()) {
                post(channel.get(), sentence);
            }
        } catch (SettingsError | IOException e) {
            err.println("dumplink: nobody could be told in Slack: " + e.getMessage());
        }
    }

    private void post(String channel, String sentence) throws IOException {
        try (SlackClient slack = new SlackClient(settings.slack())) {
            slack.say(channel, "dumplink: " + sentence);
        }
    }
}
