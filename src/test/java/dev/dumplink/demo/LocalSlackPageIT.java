package dev.dumplink.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dumplink.demo.LocalSlackPage.Message;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalSlackPageIT {
    private static final String ANSWER =
            """
            {"response_type": "ephemeral", "text": "for notifications", "blocks": [
              {"type": "section", "text": {"type": "mrkdwn", "text": "Which *dump*?"}},
              {"type": "actions", "block_id": "choice", "elements": [
                {"type": "button", "action_id": "get", "value": "shop", "text": {"type": "plain_text", "text": "Get it"}},
                {"type": "button", "action_id": "dismiss", "value": "", "text": {"type": "plain_text", "text": "Dismiss"}}]}]}
            """;

    @AutoClose
    private static CannedBot bot;

    @AutoClose
    private static LocalSlack slack;

    @AutoClose
    private static Browser browser;

    private LocalSlackPage page;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws IOException {
        bot = CannedBot.open(ANSWER, LocalSlackPageIT::afterClick);
        slack = LocalSlack.postingTo(bot.requestUrl());
        browser = Browser.open();
    }

    @BeforeEach
    void openPage() {
        slack.reset();
        bot.commands().clear();
        bot.clicks().clear();
        page = LocalSlackPage.open(browser, slack.page());
        page.actAs(LocalSlack.BOSS);
    }

    @Test
    void aCommandTypedOnThePageReachesTheBotAndItsAnswerThePage() {
        page.typeCommand(LocalSlack.DUMPS, "/dump shop please");
        Message message = page.waitForMessage("Which dump?");
        assertThat(message.author()).isEqualTo("dumplink");
        assertThat(message.ephemeral()).isTrue();
        assertThat(message.buttons()).containsExactly("Get it", "Dismiss");
        assertThat(bot.commands()).singleElement().satisfies(form -> assertThat(form)
                .containsEntry("command", "/dump")
                .containsEntry("text", "shop please")
                .containsEntry("user_id", LocalSlack.BOSS.id())
                .containsEntry("channel_id", LocalSlack.DUMPS.id())
                .containsEntry("team_id", LocalSlack.TEAM));
    }

    @Test
    void aClickReachesTheBotWhichReplacesTheMessage() {
        page.typeCommand(LocalSlack.GENERAL, "/dump");
        page.waitForMessage("Which dump?");
        page.clickButton("Get it");
        page.waitForMessage("Here is shop");
        assertThat(page.messages()).singleElement().satisfies(message -> assertThat(message.buttons())
                .isEmpty());
        assertThat(bot.clicks()).singleElement().satisfies(click -> {
            assertThat(click.at("/user/id").asText()).isEqualTo(LocalSlack.BOSS.id());
            assertThat(click.at("/actions/0/action_id").asText()).isEqualTo("get");
            assertThat(click.at("/actions/0/block_id").asText()).isEqualTo("choice");
        });
    }

    @Test
    void aClickReachesTheBotWhichDeletesTheMessage() {
        page.typeCommand(LocalSlack.GENERAL, "/dump");
        page.waitForMessage("Which dump?");
        page.clickButton("Dismiss");
        page.waitUntilGone("Which dump?");
        assertThat(page.messages()).isEmpty();
    }

    @Test
    void showsTheHomeTabABotPublishes() throws Exception {
        publishHome("Nothing dumped yet");
        page.openHome();
        assertThat(page.home()).isEqualTo("Nothing dumped yet");
    }

    @Test
    void picturesThePage() throws IOException {
        Path picture = directory.resolve("page.png");
        browser.screenshot(picture);
        assertThat(Files.size(picture)).isGreaterThan(1_000);
    }

    private static String afterClick(JsonNode click) {
        return click.at("/actions/0/action_id").asText().equals("get")
                ? "{\"replace_original\": true, \"text\": \"Here is shop\"}"
                : "{\"delete_original\": true}";
    }

    private static void publishHome(String text) throws IOException, InterruptedException {
        String view =
                "{\"type\": \"home\", \"blocks\": [{\"type\": \"section\", \"text\": {\"type\": \"mrkdwn\", \"text\": \""
                        + text + "\"}}]}";
        HttpRequest request = HttpRequest.newBuilder(slack.api().resolve("views.publish"))
                .timeout(Patience.ANSWER)
                .header("Authorization", "Bearer " + LocalSlack.BOT_TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"user_id\": \"" + LocalSlack.BOSS.id() + "\", \"view\": " + view + "}"))
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }
}
