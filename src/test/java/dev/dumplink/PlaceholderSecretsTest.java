package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.slack.SlackSettings;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write until they have the real one does not start a bot, and the real one always does. */
class PlaceholderSecretsTest {
    private static final String YAML =
            """
            slack:
              bot_token: ${BOT_TOKEN}
              signing_secret: ${SIGNING_SECRET}
              app_token: ${APP_TOKEN}
            """;

    private static final Map<String, String> REAL = Map.of(
            "BOT_TOKEN", "xoxb-1029384756-Local3BotToken",
            "SIGNING_SECRET", "8f742231b10e8888abcd990f0e0085a5",
            "APP_TOKEN", "");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deadbeefdeadbeefdeadbeefdeadbeef",
                "deadbeefcafebabedeadbeefcafebabe",
                "badc0debadc0debadc0debadc0debadc",
                "0123456789abcdef0123456789abcdef",
                "12345678901234567890123456789012",
                "fedcba98765432100123456789abcdef",
                "00112233445566778899aabbccddeeff",
                "c0ffee0123456789abcdefc0ffee4242"
            })
    void aSigningSecretWithAPatternIsRefusedWithoutBeingShown(String secret) {
        assertThatThrownBy(() -> read("signing_secret", secret))
                .isInstanceOf(SettingsError.class)
                .hasMessageStartingWith("dumplink.yml:3:3: slack.signing_secret is a placeholder")
                .hasMessageNotContaining(secret);
    }

    @ParameterizedTest
    @CsvSource({
        "bot_token, xoxb-",
        "bot_token, xoxb-…",
        "bot_token, xoxb-xxx",
        "bot_token, xoxb-your-token",
        "bot_token, xoxb-your-slack-bot-user-oauth-token",
        "bot_token, xoxb-123456789012-1234567890123-xxxxxxxxxxxxxxxxxxxxxxxx",
        "bot_token, xoxb-123456789012-123456789012",
        "bot_token, 'xoxb-1029384756-Local3BotToken '",
        "app_token, xapp-",
        "app_token, xapp-…",
        "app_token, xapp-1-A0123456789-1234567890-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "app_token, xapp-your-app-token"
    })
    void aTokenThatIsNoneIsRefusedWithoutBeingShown(String key, String token) {
        assertThatThrownBy(() -> read(key, token))
                .isInstanceOf(SettingsError.class)
                .hasMessageContaining(": slack." + key + " is a placeholder or not whole: copy the ")
                .hasMessageNotContaining(token);
    }

    /** Ten thousand of each, as Slack makes them. */
    @Test
    void noneThatSlackGivesOutIsRefused() {
        Random random = new Random(20261122);
        for (int i = 0; i < 10_000; i++) {
            String bot = "xoxb-" + digits(random, 12) + "-" + digits(random, 13) + "-" + letters(random, 24);
            String app = "xapp-1-A0" + digits(random, 8) + "-" + digits(random, 13) + "-" + hex(random, 64);
            new SlackSettings(bot, hex(random, 32), null, null, null, null);
            new SlackSettings(bot, null, app, null, null, null);
        }
    }

    private static void read(String key, String value) {
        Map<String, String> environment = new HashMap<>(REAL);
        environment.put(key.toUpperCase(Locale.ROOT), value);
        Settings.parse("dumplink.yml", YAML, environment).slack();
    }

    private static String digits(Random random, int length) {
        return some(random, "0123456789", length);
    }

    private static String hex(Random random, int length) {
        return some(random, "0123456789abcdef", length);
    }

    private static String letters(Random random, int length) {
        return some(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length);
    }

    private static String some(Random random, String alphabet, int length) {
        return random.ints(length, 0, alphabet.length())
                .mapToObj(i -> alphabet.substring(i, i + 1))
                .collect(Collectors.joining());
    }
}
