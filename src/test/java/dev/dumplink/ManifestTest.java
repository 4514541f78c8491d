package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.dumplink.slack.SlackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Slack app's manifest, held to Slack's documented limits and to what the program really does. */
class ManifestTest {
    private static final String EVENTS = "https://dumplink.example.com/slack/events";

    /** Every key Slack documents, as {@code parent.child}; {@code *} stands for the entries of a list. */
    private static final Set<String> KNOWN = Set.of(
            "_metadata",
            "_metadata.major_version",
            "_metadata.minor_version",
            "display_information",
            "display_information.name",
            "display_information.description",
            "display_information.long_description",
            "display_information.background_color",
            "features",
            "features.app_home",
            "features.app_home.home_tab_enabled",
            "features.app_home.messages_tab_enabled",
            "features.app_home.messages_tab_read_only_enabled",
            "features.bot_user",
            "features.bot_user.display_name",
            "features.bot_user.always_online",
            "features.slash_commands",
            "features.slash_commands.*.command",
            "features.slash_commands.*.description",
            "features.slash_commands.*.usage_hint",
            "features.slash_commands.*.should_escape",
            "features.slash_commands.*.url",
            "oauth_config",
            "oauth_config.scopes",
            "oauth_config.scopes.bot",
            "settings",
            "settings.allowed_ip_address_ranges",
            "settings.event_subscriptions",
            "settings.event_subscriptions.request_url",
            "settings.event_subscriptions.bot_events",
            "settings.interactivity",
            "settings.interactivity.is_enabled",
            "settings.interactivity.request_url",
            "settings.org_deploy_enabled",
            "settings.socket_mode_enabled",
            "settings.token_rotation_enabled");

    /** Which scope a method of Slack's Web API needs; none for an empty text. */
    private static final Map<String, String> SCOPE_OF = Map.ofEntries(
            Map.entry("auth.test", ""),
            Map.entry("apps.connections.open", ""),
            Map.entry("views.open", ""),
            Map.entry("views.publish", ""),
            Map.entry("users.info", "users:read"),
            Map.entry("usergroups.users.list", "usergroups:read"),
            Map.entry("chat.postMessage", "chat:write"),
            Map.entry("chat.postEphemeral", "chat:write"),
            Map.entry("conversations.open", "im:write"),
            Map.entry("files.getUploadURLExternal", "files:write"),
            Map.entry("files.completeUploadExternal", "files:write"));

    private static final Pattern CALL = Pattern.compile("\\bcall\\(\\s*\"([A-Za-z.]+)\"");

    private final JsonNode manifest = read();
    private final JsonNode command = manifest.at("/features/slash_commands/0");

    private static JsonNode read() {
        try {
            return YAMLMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readTree(Files.readString(Path.of("manifest.yml")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void holdsOnlyKeysThatSlackKnows() {
        Set<String> keys = new TreeSet<>();
        collect("", manifest, keys);
        assertThat(KNOWN).containsAll(keys);
    }

    private static void collect(String path, JsonNode node, Set<String> into) {
        node.fieldNames().forEachRemaining(name -> {
            String key = path + name;
            into.add(key);
            collect(key + ".", node.get(name), into);
        });
        if (node.isArray()) {
            node.forEach(entry -> collect(path + "*.", entry, into));
        }
    }

    @Test
    void staysWithinSlacksLimits() {
        assertThat(manifest.at("/_metadata/major_version").asInt()).isBetween(1, 2);
        assertThat(text("/display_information/name")).hasSizeBetween(1, 35);
        assertThat(text("/display_information/description")).hasSizeBetween(1, 140);
        assertThat(text("/display_information/long_description")).hasSizeBetween(174, 4000);
        assertThat(text("/display_information/background_color")).matches("#[0-9a-f]{6}");
        assertThat(text("/features/bot_user/display_name")).matches("[a-z0-9._-]{1,80}");
        assertThat(manifest.at("/features/slash_commands")).hasSizeBetween(1, 50);
        assertThat(command.path("command").asText()).matches("/[a-z0-9_-]{1,31}");
        assertThat(command.path("description").asText()).hasSizeBetween(1, 2000);
        assertThat(command.path("usage_hint").asText()).hasSizeBetween(1, 1000);
    }

    private String text(String pointer) {
        return manifest.at(pointer).asText();
    }

    @Test
    void theCommandIsTheOneTheBotAnswersByDefault() {
        SlackSettings defaults = new SlackSettings(
                "xoxb-1029384756-Local3BotToken", "8f742231b10e8888abcd990f0e0085a5", null, null, null, null);
        assertThat(command.path("command").asText()).isEqualTo(defaults.command());
        assertThat(command.path("should_escape").isBoolean()
                        && command.path("should_escape").asBoolean())
                .isTrue();
    }

    @Test
    void theUsageHintNamesEveryCommandThereIs() throws IOException {
        Pattern usage = Pattern.compile("String usage\\(\\)\\s*\\{\\s*return \"([^\"]*)\"");
        Set<String> usages = sources().stream()
                .filter(source -> source.contains("implements Command "))
                .flatMap(source -> usage.matcher(source).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(command.path("usage_hint").asText().split(" \\| ")).containsExactlyInAnyOrderElementsOf(usages);
    }

    @Test
    void asksForTheScopesOfWhatTheBotCallsAndNoOthers() throws IOException {
        Set<String> called = sources().stream()
                .flatMap(source -> CALL.matcher(source).results().map(found -> found.group(1)))
                .collect(Collectors.toSet());
        called.addAll(calledThroughTheSdk());
        assertThat(SCOPE_OF.keySet()).as("methods whose scope is known here").containsAll(called);
        Set<String> needed = called.stream()
                .map(SCOPE_OF::get)
                .filter(scope -> !scope.isEmpty())
                .collect(Collectors.toCollection(HashSet::new));
        needed.add("commands");
        List<String> asked = new ArrayList<>();
        manifest.at("/oauth_config/scopes/bot").forEach(scope -> asked.add(scope.asText()));
        assertThat(asked).containsExactlyInAnyOrderElementsOf(needed);
    }

    /** {@code chat.postMessage} is {@code chatPostMessage(…)} in Slack's own Java client. */
    private static Set<String> calledThroughTheSdk() throws IOException {
        Map<String, String> bySpelling = SCOPE_OF.keySet().stream()
                .collect(Collectors.toMap(method -> method.replace(".", "").toLowerCase(), method -> method));
        Pattern invocation = Pattern.compile("\\.([a-z]+[A-Z][A-Za-z]+)\\(");
        return sources().stream()
                .flatMap(source -> invocation.matcher(source).results().map(MatchResult::group))
                .map(found ->
                        bySpelling.get(found.substring(1, found.length() - 1).toLowerCase()))
                .filter(method -> method != null)
                .collect(Collectors.toSet());
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/dumplink/slack"))) {
            List<String> sources = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.add(Files.readString(file));
            }
            return sources;
        }
    }

    @Test
    void overHttpEverythingGoesToTheOnePathThatTheBotServes() {
        assertThat(manifest.at("/settings/socket_mode_enabled").asBoolean()).isFalse();
        assertThat(command.path("url").asText()).isEqualTo(EVENTS);
        assertThat(manifest.at("/settings/interactivity/is_enabled").asBoolean())
                .isTrue();
        assertThat(text("/settings/interactivity/request_url")).isEqualTo(EVENTS);
    }

    @Test
    void showsTheHomeTabThatTheBotMakesAndSubscribesToTheEventsItAnswers() throws IOException {
        Pattern event = Pattern.compile("\\.event\\((\\w+)Event\\.class");
        Set<String> answered = sources().stream()
                .flatMap(source -> event.matcher(source).results())
                .map(found -> found.group(1).replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase())
                .collect(Collectors.toSet());
        List<String> subscribed = new ArrayList<>();
        manifest.at("/settings/event_subscriptions/bot_events").forEach(name -> subscribed.add(name.asText()));
        assertThat(subscribed).containsExactlyInAnyOrderElementsOf(answered);
        assertThat(text("/settings/event_subscriptions/request_url")).isEqualTo(EVENTS);
        assertThat(manifest.at("/features/app_home/home_tab_enabled").asBoolean())
                .isEqualTo(sources().stream().anyMatch(source -> source.contains("views.publish")));
    }
}
