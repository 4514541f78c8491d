package dev.dumplink.slack;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The Slack app.
 *
 * @param botToken {@code xoxb-…}
 * @param signingSecret 32 hexadecimal digits; not needed in Socket Mode
 * @param appToken {@code xapp-…}; set for Socket Mode
 * @param command the slash command's name, as in the app's manifest
 * @param apiUrl where Slack's Web API is, ending in {@code /}
 * @param responseHosts where a response URL may lead; anything else is not answered
 */
public record SlackSettings(
        String botToken, String signingSecret, String appToken, String command, URI apiUrl, Set<String> responseHosts) {
    static final String DEFAULT_COMMAND = "/dump";
    static final URI DEFAULT_API = URI.create("https://slack.com/api/");
    static final Set<String> DEFAULT_HOSTS = Set.of("hooks.slack.com");

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    public SlackSettings {
        command = command == null ? DEFAULT_COMMAND : command;
        apiUrl = apiUrl == null ? DEFAULT_API : apiUrl;
        responseHosts = responseHosts == null ? DEFAULT_HOSTS : Set.copyOf(responseHosts);
        require(
                !responseHosts.isEmpty(),
                "response_hosts must name a host, or be left out: else no button is answered");
        appToken = appToken == null || appToken.isBlank() ? null : appToken;
        require(botToken != null && botToken.startsWith("xoxb-"), "bot_token must be set and begin with xoxb-");
        require(
                !Placeholder.inToken(botToken),
                "bot_token is a placeholder or not whole: copy the Bot User OAuth Token from OAuth & Permissions of the"
                        + " Slack app");
        require(appToken == null || appToken.startsWith("xapp-"), "app_token must begin with xapp-");
        require(
                appToken == null || !Placeholder.inToken(appToken),
                "app_token is a placeholder or not whole: copy the App-Level Token from Basic Information of the Slack"
                        + " app");
        if (appToken == null) {
            requireSecret(signingSecret);
        }
        require(
                command.matches("/[a-z0-9_-]{1,31}"),
                "command must be a slash and up to 31 lower-case letters, digits, '-' and '_'");
        require(
                apiUrl.getHost() != null
                        && ("" + apiUrl.getScheme()).matches("https?")
                        && apiUrl.getPath().endsWith("/"),
                "api_url must be an http or https URL that ends in /");
        require(
                "https".equalsIgnoreCase(apiUrl.getScheme())
                        || HERE.contains(apiUrl.getHost().toLowerCase(Locale.ROOT)),
                "api_url must begin with https://, unless it leads to this machine: the token goes there");
        require(apiUrl.getUserInfo() == null, "api_url must not hold a user or password");
    }

    private static void requireSecret(String secret) {
        require(
                secret != null && !secret.isBlank(),
                "signing_secret is missing: without it anybody could ask for dumps");
        require(
                secret.matches("[0-9a-f]{32}"),
                "signing_secret must be the 32 hexadecimal digits under Basic Information of the Slack app");
        require(
                !Placeholder.inSecret(secret),
                "signing_secret is a placeholder: take the real one from Basic Information of the Slack app");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    Optional<String> socketMode() {
        return Optional.ofNullable(appToken);
    }

    @Override
    public String toString() {
        return "SlackSettings[command=" + command + ", apiUrl=" + apiUrl + "]";
    }
}
