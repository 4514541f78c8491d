package dev.dumplink.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where no port can be opened to the world: the bot holds a socket to a Slack that others wrote, and answers over it. */
final class SocketModeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @AutoClose
    private static LocalSlack slack;

    @AutoClose
    private static WholeProfiles people;

    @AutoClose
    private static EmbeddedS3 s3;

    @AutoClose
    private static Product product;

    @TempDir
    static Path directory;

    @BeforeAll
    static void start() throws Exception {
        slack = LocalSlack.withSocket();
        people = new WholeProfiles(slack.api());
        s3 = EmbeddedS3.open();
        SampleDumps.put(s3, "shop", Instant.now());
        Setup setup = Setup.between(people.api(), s3, s3.uri())
                .section(
                        "slack",
                        "{bot_token: " + LocalSlack.BOT_TOKEN + ", app_token: " + LocalSlack.APP_TOKEN + ", api_url: '"
                                + people.api() + "', response_hosts: [127.0.0.1, localhost]}")
                .section(
                        "access",
                        "{teams: [" + LocalSlack.TEAM + "], members: {users: [" + LocalSlack.ALICE.id() + "]}, admins:"
                                + " {users: [" + LocalSlack.ALICE.id() + "]}}");
        product = Product.serving(directory, setup);
        slack.awaitSocket();
    }

    @Test
    void aCommandIsAnsweredWithALinkThatWorksAndAClickWithAnother() throws Exception {
        slack.command(LocalSlack.DUMPS, LocalSlack.ALICE, "/dump", "shop");
        JsonNode answer = Patience.untilFound(PATIENCE, "an answer with a link", () -> answer("x-dumplink-request"));
        assertThat(fetch(link(answer))).isEqualTo(SampleDumps.archive("shop"));

        slack.click(
                LocalSlack.DUMPS,
                LocalSlack.ALICE,
                answer.path("ts").asText(),
                new LocalSlack.Button("link", "dump_new", "shop"));
        URI first = link(answer);
        JsonNode second = Patience.untilFound(PATIENCE, "another link", () -> answer("x-dumplink-request")
                .filter(message -> !link(message).equals(first)));
        assertThat(fetch(link(second))).isEqualTo(SampleDumps.archive("shop"));
    }

    @Test
    void wordsAreAnsweredTooAndAStrangerIsRefused() {
        slack.command(LocalSlack.GENERAL, LocalSlack.ALICE, "/dump", "help");
        Patience.untilFound(PATIENCE, "help", () -> in(LocalSlack.GENERAL, "Every request is recorded"));
        slack.command(LocalSlack.GENERAL, LocalSlack.BOSS, "/dump", "shop");
        Patience.untilFound(PATIENCE, "a refusal", () -> in(LocalSlack.GENERAL, "Dumps are for certain people here"));
    }

    @Test
    void theLogIsReadAndTakenAwayAndTheHomeTabIsShownOverTheSocketToo() {
        slack.command(LocalSlack.GENERAL, LocalSlack.ALICE, "/dump", "audit outcome:noted");
        JsonNode page = Patience.untilFound(PATIENCE, "a page", () -> in(LocalSlack.GENERAL, "That you read it"));
        String block = blockOf(page, "audit_csv");
        slack.click(
                LocalSlack.GENERAL,
                LocalSlack.ALICE,
                page.path("ts").asText(),
                new LocalSlack.Button(block, "audit_csv", "outcome:noted"));
        Patience.untilFound(PATIENCE, "the file's sentence", () -> in(LocalSlack.GENERAL, "The CSV is in your direct"));

        slack.openHome(LocalSlack.ALICE);
        Patience.until(PATIENCE, "a Home tab", () -> slack.log().stream()
                .map(JsonNode::toString)
                .anyMatch(entry -> entry.contains("views.publish")));
    }

    private static String blockOf(JsonNode message, String action) {
        for (JsonNode block : message.path("blocks")) {
            if (block.toString().contains(action)) {
                return block.path("block_id").asText();
            }
        }
        throw new AssertionError("there is no " + action);
    }

    private static Optional<JsonNode> answer(String part) {
        return in(LocalSlack.DUMPS, part);
    }

    private static Optional<JsonNode> in(LocalSlack.Channel channel, String part) {
        List<JsonNode> messages = slack.messages(channel);
        return messages.stream()
                .filter(message -> message.toString().contains(part))
                .reduce((earlier, later) -> later);
    }

    private static URI link(JsonNode message) {
        return URI.create(message.findValue("url").asText());
    }

    private static byte[] fetch(URI link) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(link).timeout(Patience.ANSWER).build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }
}
