package dev.dumplink.demo;

import static dev.dumplink.demo.Stage.ACK_LIMIT;
import static dev.dumplink.demo.Stage.ANN;
import static dev.dumplink.demo.Stage.BEN;
import static dev.dumplink.demo.Stage.OTT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FakeSlackTest {
    private static final String BUTTONS =
            """
            {"text": "a link", "blocks": [{"type": "actions", "block_id": "link", "elements": [
              {"type": "button", "action_id": "dump_open", "style": "primary", "url": "https://s3.example/x?X-Amz-Signature=1",
               "value": "r-1", "text": {"type": "plain_text", "text": "Download"}},
              {"type": "button", "action_id": "dump_new", "value": "r-1", "text": {"type": "plain_text", "text": "New link"}},
              {"type": "button", "action_id": "dump_hide", "value": "r-1", "text": {"type": "plain_text", "text": "Hide"}}]}]}
            """;

    private Stage stage;
    private TinyBot bot;
    private FakeSlack slack;

    @BeforeEach
    void start() throws IOException {
        stage = new Stage();
        bot = stage.bot;
        slack = stage.slack;
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    // --- commands ---

    @Test
    void sendsACommandAsASignedForm() {
        Reply reply = slack.as(ANN).types("/dump shop now");

        assertThat(reply.ok()).isTrue();
        ObjectNode form = bot.last().fields();
        assertThat(bot.last().contentType()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(form.path("command").asText()).isEqualTo("/dump");
        assertThat(form.path("text").asText()).isEqualTo("shop now");
        assertThat(form.path("user_id").asText()).isEqualTo("U01ANN");
        assertThat(form.path("team_id").asText()).isEqualTo("T01ACME");
        assertThat(form.path("channel_name").asText()).isEqualTo("general");
        assertThat(form.path("trigger_id").asText()).isEqualTo(reply.triggerId());
        assertThat(form.path("response_url").asText())
                .isEqualTo(reply.responseUrl().orElseThrow());
        assertThat(form.has("api_app_id")).isTrue();
        assertThat(form.has("enterprise_id")).isFalse();
    }

    @Test
    void givesEveryInvocationItsOwnTriggerAndResponseUrl() {
        Reply first = slack.as(ANN).types("/dump");
        Reply second = slack.as(ANN).types("/dump");

        assertThat(first.triggerId()).isNotEqualTo(second.triggerId());
        assertThat(first.responseUrl()).isNotEqualTo(second.responseUrl());
    }

    @Test
    void escapesWhatPeopleType() {
        slack.as(ANN).types("/dump @ben #general #ops <b> & https://x.example/?a=1&b=2 @nobody");

        assertThat(bot.last().field("text"))
                .isEqualTo("<@U02BEN> <#C01GEN|general> <#C02OPS|> &lt;b&gt; &amp; "
                        + "<https://x.example/?a=1&amp;b=2> @nobody");
    }

    @Test
    void anEphemeralAnswerIsForOnePersonOnly() {
        bot.answers("{\"response_type\": \"ephemeral\", \"text\": \"psst\"}");

        assertThat(slack.as(ANN).types("/dump").text()).isEqualTo("psst");
        assertThat(slack.messagesSeenBy(ANN)).extracting(Message::text).containsExactly("psst");
        assertThat(slack.messagesSeenBy(BEN)).isEmpty();
    }

    @Test
    void anAnswerWithoutAResponseTypeIsEphemeral() {
        bot.answers("{\"text\": \"psst\"}");

        assertThat(slack.as(ANN).types("/dump").message().ephemeral()).isTrue();
    }

    @Test
    void aPublicAnswerShowsTheCommandToo() {
        bot.answers("{\"response_type\": \"in_channel\", \"text\": \"hear, hear\"}");
        slack.as(ANN).types("/dump loud");

        assertThat(slack.messagesSeenBy(BEN)).extracting(Message::text).containsExactly("/dump loud", "hear, hear");
    }

    @Test
    void plainTextIsAnEphemeralAnswer() {
        bot.answers(request -> new TinyBot.Response(200, "text/plain", "{\"just\": \"text\"}"));

        Reply reply = slack.as(ANN).types("/dump");
        assertThat(reply.text()).isEqualTo("{\"just\": \"text\"}");
        assertThat(reply.message().ephemeral()).isTrue();
    }

    @Test
    void knowsOnlyItsOwnCommands() {
        assertThat(slack.as(ANN).types("/dmup").text()).isEqualTo("/dmup is not a valid command.");
        assertThat(bot.received()).isEmpty();
    }

    @Test
    void plainTalkIsSeenByAllAndSentToNobody() {
        slack.as(ANN).types("good morning");

        assertThat(slack.messagesSeenBy(BEN)).extracting(Message::text).containsExactly("good morning");
        assertThat(bot.received()).isEmpty();
    }

    // --- acknowledgements ---

    @Test
    void aSlowAcknowledgementIsAnOperationTimeout() {
        bot.answersAfter(ACK_LIMIT.multipliedBy(2));

        Reply reply = slack.as(ANN).types("/dump");
        assertThat(reply.outcome()).isEqualTo(Reply.Outcome.TIMEOUT);
        assertThat(reply.text()).isEqualTo("/dump failed with the error \"operation_timeout\"");
        assertThat(reply.took()).isGreaterThanOrEqualTo(ACK_LIMIT);
        assertThat(slack.messagesSeenBy(BEN)).isEmpty();
    }

    @Test
    void aRefusalOrABreakdownIsShownAsSlackShowsIt() throws IOException {
        bot.answers(request -> new TinyBot.Response(404, "text/plain", "?"));
        assertThat(slack.as(ANN).types("/dump").text()).contains("http_client_error");

        bot.answers(request -> new TinyBot.Response(500, "text/plain", "!"));
        assertThat(slack.as(ANN).types("/dump").text()).contains("http_service_error");

        slack.deliversTo(URI.create("http://127.0.0.1:1/slack/events"));
        assertThat(slack.as(ANN).types("/dump").text()).contains("dispatch_failed");
    }

    @Test
    void anUnacknowledgedClickIsNotOk() {
        Message message = shown(BUTTONS);
        bot.answersAfter(ACK_LIMIT.multipliedBy(2));

        assertThat(slack.as(ANN).clicks(message, "dump_new").outcome()).isEqualTo(Reply.Outcome.TIMEOUT);
    }

    // --- clicks ---

    @Test
    void aLinkButtonTellsTheBotWhoClickedButNotWhereItLeads() {
        Message message = shown(BUTTONS);
        slack.as(ANN).clicks(message, "dump_open");

        ObjectNode payload = bot.last().payload();
        assertThat(payload.path("type").asText()).isEqualTo("block_actions");
        assertThat(payload.at("/user/id").asText()).isEqualTo("U01ANN");
        assertThat(payload.at("/user/team_id").asText()).isEqualTo("T01ACME");
        assertThat(payload.at("/container/message_ts").asText()).isEqualTo(message.ts());
        assertThat(payload.at("/container/is_ephemeral").asBoolean()).isTrue();
        assertThat(payload.at("/actions/0/action_id").asText()).isEqualTo("dump_open");
        assertThat(payload.at("/actions/0/block_id").asText()).isEqualTo("link");
        assertThat(payload.at("/actions/0/value").asText()).isEqualTo("r-1");
        assertThat(payload.toString()).doesNotContain("X-Amz-Signature");
    }

    @Test
    void nobodyClicksInAMessageTheyCannotSee() {
        Message message = shown(BUTTONS);

        assertThatThrownBy(() -> slack.as(BEN).clicks(message, "dump_new"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> slack.as(ANN).clicks(message, "dump_nwe")).hasMessageContaining("dump_new");
    }

    @Test
    void aPayloadMayNameAnyWorkspace() {
        slack.as(OTT).types("/dump");
        assertThat(bot.last().field("team_id")).isEqualTo("T09ELSE");

        slack.as(ANN).from(Team.ACME.in("E01ORG", "Organisation")).types("/dump");
        assertThat(bot.last().field("enterprise_id")).isEqualTo("E01ORG");

        slack.as(ANN).with("team_id", "T666").types("/dump");
        assertThat(bot.last().field("team_id")).isEqualTo("T666");

        Message message = shown(BUTTONS);
        slack.as(ANN).edited(payload -> payload.putNull("team")).clicks(message, "dump_new");
        assertThat(bot.last().payload().path("team").isNull()).isTrue();
    }

    // --- response URLs ---

    @Test
    void aResponseUrlWorksFiveTimes() throws Exception {
        String url = slack.as(ANN).types("/dump").responseUrl().orElseThrow();

        for (int use = 0; use < 5; use++) {
            assertThat(bot.responds(url, "{\"text\": \"again\"}").statusCode()).isEqualTo(200);
        }
        HttpResponse<String> sixth = bot.responds(url, "{\"text\": \"again\"}");
        assertThat(sixth.statusCode()).isEqualTo(404);
        assertThat(sixth.body()).contains("used_url");
        assertThat(slack.messagesSeenBy(ANN)).hasSize(5);
        assertThat(slack.messagesSeenBy(BEN)).isEmpty();
        assertThat(slack.requests(Faults.RESPONSE_URL)).hasSize(6);
    }

    @Test
    void aResponseUrlLivesHalfAnHour() throws Exception {
        String url = slack.as(ANN).types("/dump").responseUrl().orElseThrow();

        stage.pass(Duration.ofMinutes(30));
        assertThat(bot.responds(url, "{\"text\": \"just in time\"}").statusCode())
                .isEqualTo(200);
        stage.pass(Duration.ofSeconds(1));
        assertThat(bot.responds(url, "{\"text\": \"too late\"}").statusCode()).isEqualTo(404);
        assertThat(bot.responds(url + "x", "{\"text\": \"a guess\"}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aCommandsUrlReplacesNothing() throws Exception {
        bot.answers("{\"text\": \"first\"}");
        String url = slack.as(ANN).types("/dump").responseUrl().orElseThrow();

        bot.responds(url, "{\"replace_original\": true, \"text\": \"second\"}");
        bot.responds(url, "{\"delete_original\": true, \"text\": \"third\"}");

        assertThat(slack.messagesSeenBy(ANN)).extracting(Message::text).containsExactly("first", "second", "third");
    }

    @Test
    void aClicksUrlReplacesAndDeletes() throws Exception {
        Message message = shown(BUTTONS);
        Reply click = slack.as(ANN).clicks(message, "dump_new");
        String url = click.responseUrl().orElseThrow();

        bot.responds(url, "{\"replace_original\": \"true\", \"response_type\": \"in_channel\", \"text\": \"newer\"}");
        assertThat(slack.messagesSeenBy(ANN)).extracting(Message::text).containsExactly("newer");
        assertThat(slack.messagesSeenBy(BEN)).as("visibility is for life").isEmpty();

        bot.responds(url, "{\"delete_original\": true}");
        assertThat(slack.messagesSeenBy(ANN)).isEmpty();
    }

    @Test
    void deletingWithAMessageLeavesTheMessage() throws Exception {
        Reply click = slack.as(ANN).clicks(shown(BUTTONS), "dump_hide");
        bot.responds(click.responseUrl().orElseThrow(), "{\"delete_original\": true, \"text\": \"hidden\"}");

        assertThat(slack.messagesSeenBy(ANN)).extracting(Message::text).containsExactly("hidden");
    }

    @Test
    void aLateAnswerCanBeWaitedFor() throws Exception {
        String url = slack.as(ANN).types("/dump").responseUrl().orElseThrow();
        Thread later = new Thread(() -> {
            try {
                Thread.sleep(100);
                bot.responds(url, "{\"text\": \"sorry, that took a while\"}");
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        });
        later.start();

        assertThat(slack.as(ANN).awaits("took a while").ephemeral()).isTrue();
        later.join();
    }

    // --- what Slack refuses ---

    @Test
    void aMessageAgainstTheRulesIsNotShown() throws Exception {
        String longLabel = "x".repeat(76);
        bot.answers(BUTTONS.replace("Download", longLabel));

        Reply reply = slack.as(ANN).types("/dump");
        assertThat(reply.outcome()).isEqualTo(Reply.Outcome.INVALID_BLOCKS);
        assertThat(slack.violations()).singleElement().asString().contains("76 is more than 75");
        HttpResponse<String> refused =
                bot.responds(reply.responseUrl().orElseThrow(), BUTTONS.replace("\"actions\"", "\"tractions\""));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("invalid_blocks");
        assertThat(slack.messagesSeenBy(ANN)).extracting(Message::kind).containsExactly(Message.Kind.NOTICE);
    }

    @Test
    void aMissingTextIsRememberedAndAMessageWithNothingIsRefused() throws Exception {
        String url = slack.as(ANN).types("/dump").responseUrl().orElseThrow();

        assertThat(bot.responds(url, "{\"blocks\": [{\"type\": \"divider\"}]}").statusCode())
                .isEqualTo(200);
        assertThat(slack.violations()).singleElement().asString().contains("no top-level text");
        assertThat(bot.responds(url, "{}").body()).contains("no_text");
    }

    // --- signatures ---

    @Test
    void forgedOldAndFutureRequestsCanBeMade() {
        Delivery genuine = slack.as(ANN).prepares("/dump");

        assertThat(slack.deliver(genuine).status()).isEqualTo(200);
        assertThat(slack.deliver(genuine.signed("another secret", stage.instant()))
                        .status())
                .isEqualTo(401);
        assertThat(slack.deliver(genuine.signed(TinyBot.SECRET, stage.instant().minusSeconds(301)))
                        .status())
                .isEqualTo(401);
        assertThat(slack.deliver(genuine.signed(TinyBot.SECRET, stage.instant().plusSeconds(86_400)))
                        .status())
                .isEqualTo(401);
        assertThat(slack.deliver(genuine.tampered(genuine.body() + "&admin=1")).status())
                .isEqualTo(401);
        assertThat(slack.deliver(genuine.withoutSignature()).status()).isEqualTo(401);
        assertThat(slack.deliver(genuine.with("X-Slack-Signature", "v0=nonsense"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theSameRequestCanBeSentSeveralTimesAtOnce() throws InterruptedException {
        List<Answer> answers = slack.deliverTogether(slack.as(ANN).prepares("/dump"), 8);

        assertThat(answers).hasSize(8).allMatch(answer -> answer.status() == 200);
        assertThat(bot.received())
                .extracting(request -> request.field("trigger_id"))
                .hasSize(8)
                .containsOnly(bot.last().field("trigger_id"));
    }

    private Message shown(String json) {
        bot.answers(json);
        Message message = slack.as(ANN).types("/dump").message();
        bot.answers(request -> TinyBot.Response.empty());
        return message;
    }
}
