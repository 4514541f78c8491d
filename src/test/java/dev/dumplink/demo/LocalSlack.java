package dev.dumplink.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * A stand-in for Slack that others wrote, with a page to click on: one workspace, two people, one bot. It knows nothing of
 * what we believe about Slack, which makes it a witness; it forgives what Slack would not, so refusals, limits and expiry are
 * not to be proven with it. It listens on all interfaces and cannot be told otherwise.
 */
public final class LocalSlack implements AutoCloseable {
    public static final String TEAM = "T01TEST";
    public static final String APP = "A01APP";
    public static final String BOT_TOKEN = "xoxb-5647382910-Demo7BotToken";
    public static final String APP_TOKEN = "xapp-demo-Socket5Token9";
    public static final String SIGNING_SECRET = "5d0c1b2f9e8a47360f1e2d3c4b5a6978";
    public static final User ALICE = new User("U01ALICE", "alice", "Alice Anderson");
    public static final User BOSS = new User("U01BOSS", "boss", "Bert Boss");
    public static final Channel GENERAL = new Channel("C01GEN", "general");
    public static final Channel DUMPS = new Channel("C02DUMPS", "dumps");

    private static final String BOT = "U0BOT";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path folder;
    private final int port;

    /** A person of the workspace. */
    public record User(String id, String name, String realName) {}

    /** A channel all persons and the bot are in. */
    public record Channel(String id, String name) {}

    private LocalSlack(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** Starts one that posts commands and clicks to the given URL of our bot, signed. */
    public static LocalSlack postingTo(URI requestUrl) throws IOException {
        return start(Map.of("mode", "events", "requestUrl", requestUrl.toString()));
    }

    /** Starts one that our bot connects to by Socket Mode; what happens before {@link #awaitSocket} is lost. */
    public static LocalSlack withSocket() throws IOException {
        return start(Map.of("mode", "socket"));
    }

    /** The page in which people type and click. */
    public URI page() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** The base of the Web API, for the bot's settings. */
    public URI api() {
        return page().resolve("api/");
    }

    /**
     * Somebody sends a slash command. That our bot failed is not told here but in {@link #log} and {@link #messages}. Over
     * a socket this returns when the bot has acknowledged, or after five seconds.
     */
    public void command(Channel channel, User user, String command, String text) {
        post("command", Map.of("channel", channel.id(), "user", user.id(), "command", command, "text", text));
    }

    /** Somebody clicks a button of a message. */
    public void click(Channel channel, User user, String messageTs, Button button) {
        Map<String, String> action = Map.of(
                "type", "button", "action_id", button.action(), "block_id", button.block(), "value", button.value());
        post("interact", Map.of("channel", channel.id(), "user", user.id(), "messageTs", messageTs, "action", action));
    }

    /** A button, as a click on it names it. */
    public record Button(String block, String action, String value) {}

    /** Somebody opens the bot's Home tab. */
    public void openHome(User user) {
        post("open-home", Map.of("user", user.id()));
    }

    /** What is in the channel now, oldest first, whoever may see it in Slack. */
    public List<JsonNode> messages(Channel channel) {
        return list(get("messages/" + channel.id()), "messages");
    }

    /** The traffic between this and our bot, oldest first. */
    public List<JsonNode> log() {
        return list(get("log"), "log");
    }

    /** Forgets all messages and the log. */
    public void reset() {
        post("reset", Map.of());
    }

    /** Waits until our bot has connected by Socket Mode. */
    public void awaitSocket() {
        Patience.until(PATIENCE, "a socket of the bot", () -> log().stream()
                .anyMatch(entry -> entry.path("summary").asText().contains("socket connected")));
    }

    @Override
    public void close() {
        // it keeps nothing that a sudden end could damage
        process.destroyForcibly().onExit().join();
        Folder.delete(folder);
    }

    private static LocalSlack start(Map<String, String> transport) throws IOException {
        Path program = LocalSlackPackage.program();
        Path folder = Files.createTempDirectory("dumplink-slack-");
        Path config = folder.resolve("config.json");
        JSON.writeValue(config.toFile(), workspace(transport));
        int port = FreePort.next();
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config",
                        config.toString(),
                        "--port",
                        Integer.toString(port),
                        // not localhost, which may mean ::1, where our bot does not listen
                        "--base-host",
                        "127.0.0.1",
                        "--files-dir",
                        folder.resolve("files").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        LocalSlack slack = new LocalSlack(process, folder, port);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        try {
            Patience.until(PATIENCE, "local-slack to answer", slack::answers);
        } catch (IllegalStateException e) {
            String said = Files.readString(folder.resolve("log"));
            slack.close();
            throw new IllegalStateException("local-slack did not start: " + said, e);
        }
        return slack;
    }

    private static Map<String, Object> workspace(Map<String, String> transport) {
        Map<String, String> bot = Map.of(
                "appId", APP, "botUserId", BOT, "botName", "dumplink", "botToken", BOT_TOKEN, "appToken", APP_TOKEN);
        Map<String, String> app = new TreeMap<>(bot);
        app.put("signingSecret", SIGNING_SECRET);
        app.putAll(transport);
        return Map.of(
                "workspace", Map.of("name", "Acme", "domain", "acme", "teamId", TEAM),
                "app", app,
                "users", List.of(user(ALICE), user(BOSS)),
                "channels", List.of(channel(GENERAL), channel(DUMPS)));
    }

    private static Map<String, String> user(User user) {
        return Map.of(
                "id", user.id(),
                "name", user.name(),
                "real_name", user.realName(),
                "email", user.name() + "@example.com",
                "tz", "Europe/Berlin");
    }

    private static Map<String, Object> channel(Channel channel) {
        return Map.of("id", channel.id(), "name", channel.name(), "members", List.of(ALICE.id(), BOSS.id(), BOT));
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("it ended with " + process.exitValue());
        }
        try {
            return get("state").has("workspace");
        } catch (IllegalStateException e) {
            // not listening yet
            return false;
        }
    }

    private JsonNode get(String path) {
        return send(control(path).GET());
    }

    private void post(String path, Map<String, ?> body) {
        send(control(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.valueToTree(body).toString())));
    }

    private HttpRequest.Builder control(String path) {
        return HttpRequest.newBuilder(page().resolve("_control/" + path)).timeout(PATIENCE);
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        "local-slack answered " + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException("local-slack did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static List<JsonNode> list(JsonNode answer, String field) {
        JsonNode items = answer.isArray() ? answer : answer.path(field);
        return StreamSupport.stream(items.spliterator(), false).toList();
    }
}
