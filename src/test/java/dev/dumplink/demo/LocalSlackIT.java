package dev.dumplink.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class LocalSlackIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String ANSWER =
            """
            {"response_type": "in_channel", "text": "ready", "blocks": [
              {"type": "actions", "block_id": "choice", "elements": [
                {"type": "button", "action_id": "get", "value": "shop", "text": {"type": "plain_text", "text": "Get it"}}]}]}
            """;

    @Test
    void commandsAndClicksReachTheBotAndItsAnswersTheChannel() throws IOException {
        try (CannedBot bot = CannedBot.open(ANSWER, click -> "{\"replace_original\": true, \"text\": \"done\"}");
                LocalSlack slack = LocalSlack.postingTo(bot.requestUrl())) {
            slack.command(LocalSlack.DUMPS, LocalSlack.ALICE, "/dump", "shop");
            JsonNode answer = onlyMessage(slack, "ready");
            assertThat(bot.commands()).singleElement().satisfies(form -> assertThat(form)
                    .containsEntry("text", "shop"));

            slack.click(
                    LocalSlack.DUMPS,
                    LocalSlack.ALICE,
                    answer.path("ts").asText(),
                    new LocalSlack.Button("choice", "get", "shop"));
            onlyMessage(slack, "done");
            assertThat(bot.clicks().get(0).at("/actions/0/value").asText()).isEqualTo("shop");
            assertThat(slack.log())
                    .extracting(entry -> entry.path("kind").asText())
                    .contains("slash_commands", "interactive");

            slack.reset();
            assertThat(slack.messages(LocalSlack.DUMPS)).isEmpty();
        }
    }

    @Test
    void aBotThatIsDownShowsInTheLogOnly() throws IOException {
        try (LocalSlack slack = LocalSlack.postingTo(URI.create("http://127.0.0.1:" + FreePort.next()))) {
            slack.command(LocalSlack.GENERAL, LocalSlack.ALICE, "/dump", "");
            Patience.until(PATIENCE, "a failure in the log", () -> slack.log().stream()
                    .anyMatch(entry -> entry.path("summary").asText().contains("POST failed")));
            assertThat(slack.messages(LocalSlack.GENERAL)).isEmpty();
        }
    }

    @Test
    void aCommandReachesABotThatConnectedByItself() throws Exception {
        try (LocalSlack slack = LocalSlack.withSocket()) {
            BlockingQueue<String> received = new LinkedBlockingQueue<>();
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(socketUrl(slack), new Collector(received))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
            slack.awaitSocket();
            slack.command(LocalSlack.GENERAL, LocalSlack.ALICE, "/dump", "over the socket");
            assertThat(received.poll(5, TimeUnit.SECONDS)).contains("hello");
            assertThat(received.poll(5, TimeUnit.SECONDS)).contains("slash_commands", "over the socket");
            socket.abort();
        }
    }

    @Test
    void isGoneWhenClosed() throws IOException {
        LocalSlack slack = LocalSlack.withSocket();
        slack.close();
        assertThatThrownBy(slack::log).isInstanceOf(IllegalStateException.class);
    }

    private static JsonNode onlyMessage(LocalSlack slack, String text) {
        List<JsonNode> messages =
                Patience.untilFound(PATIENCE, text, () -> Optional.of(slack.messages(LocalSlack.DUMPS))
                        .filter(found -> !found.isEmpty()
                                && found.get(0).path("text").asText().equals(text)));
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    private static URI socketUrl(LocalSlack slack) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(slack.api().resolve("apps.connections.open"))
                .timeout(Patience.ANSWER)
                .header("Authorization", "Bearer " + LocalSlack.APP_TOKEN)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return URI.create(new JsonMapper().readTree(answer).path("url").asText());
    }

    /** Keeps what comes and acknowledges it: until then local-slack holds up the caller, five seconds at most. */
    private record Collector(BlockingQueue<String> received) implements WebSocket.Listener {
        private static final Pattern ENVELOPE = Pattern.compile("\"envelope_id\":\"[^\"]+\"");

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            received.add(text.toString());
            ENVELOPE.matcher(text).results().forEach(id -> socket.sendText("{" + id.group() + "}", true));
            socket.request(1);
            return null;
        }
    }
}
