package dev.dumplink.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FakeSlackTest {
    private static final Person ANN = Person.member("U01ANN", "ann", "Ann Arbor");
    private static final Person BEN = Person.member("U02BEN", "ben", "Ben Okafor");
    private static final Person OTT = Person.outsider("U05OTT", "ott", "Ottilie Brandt", "T09ELSE");
    private static final Duration ACK_LIMIT = Duration.ofMillis(300);
    private static final String BUTTONS =
            """
            {"text": "a link", "blocks": [{"type": "actions", "block_id": "link", "elements": [
              {"type": "button", "action_id": "dump_open", "style": "primary", "url": "https://s3.example/x?X-Amz-Signature=1",
               "value": "r-1", "text": {"type": "plain_text", "text": "Download"}},
              {"type": "button", "action_id": "dump_new", "value": "r-1", "text": {"type": "plain_text", "text": "New link"}},
              {"type": "button", "action_id": "dump_hide", "value": "r-1", "text": {"type": "plain_text", "text": "Hide"}}]}]}
            """;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T11:00:00Z"));
    private TinyBot bot;
    private FakeSlack slack;

    @BeforeEach
    void start() throws IOException {
        bot = new TinyBot(now::get);
        slack = FakeSlack.builder()
                .people(ANN, BEN, OTT)
                .channel(Channel.open("C01GEN", "general", ""))
                .channel(Channel.open("C02OPS", "ops", "").closed())
                .channel(Channel.open("C03ELSE", "elsewhere", "").withoutTheBot())
                .signingSecret(TinyBot.SECRET)
                .botToken(TinyBot.TOKEN)
                .clock(now::get)
                .random(RandomGenerator.of("L64X128MixRandom"))
                .ackLimit(ACK_LIMIT)
                .start();
        slack.deliversTo(bot.url());
    }

    @AfterEach
    void stop() {
        slack.close();
        bot.close();
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

        pass(Duration.ofMinutes(30));
        assertThat(bot.responds(url, "{\"text\": \"just in time\"}").statusCode())
                .isEqualTo(200);
        pass(Duration.ofSeconds(1));
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
        assertThat(slack.deliver(genuine.signed("another secret", now.get())).status())
                .isEqualTo(401);
        assertThat(slack.deliver(genuine.signed(TinyBot.SECRET, now.get().minusSeconds(301)))
                        .status())
                .isEqualTo(401);
        assertThat(slack.deliver(genuine.signed(TinyBot.SECRET, now.get().plusSeconds(86_400)))
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

    // --- Web API ---

    @Test
    void asksForTheToken() throws Exception {
        assertThat(bot.calls(slack, "auth.test", "").path("team_id").asText()).isEqualTo("T01ACME");
        assertThat(bot.callsRaw(slack, "auth.test", "", "xoxb-wrong").body()).contains("invalid_auth");
        assertThat(bot.calls(slack, "users.lookup", "").path("error").asText()).isEqualTo("unknown_method");
    }

    @Test
    void tellsEverythingAboutAPerson() throws Exception {
        JsonNode ann = bot.calls(slack, "users.info", "user=U01ANN&include_locale=true")
                .path("user");
        for (String flag : List.of(
                "deleted",
                "is_bot",
                "is_app_user",
                "is_restricted",
                "is_ultra_restricted",
                "is_invited_user",
                "is_admin",
                "is_owner")) {
            assertThat(ann.path(flag).isBoolean()).as(flag).isTrue();
        }
        assertThat(ann.path("team_id").asText()).isEqualTo("T01ACME");
        assertThat(ann.path("locale").asText()).isEqualTo("en-US");
        assertThat(ann.has("is_stranger")).isFalse();
        assertThat(bot.calls(slack, "users.info", "user=U01ANN").path("user").has("locale"))
                .isFalse();
    }

    @Test
    void peopleCanBeAsOddAsATestLikes() throws Exception {
        slack.invite(ANN.without("is_restricted").with("is_bot", true));
        assertThat(bot.calls(slack, "users.info", "user=U01ANN").path("user").has("is_restricted"))
                .isFalse();

        slack.invite(ANN.raw("{\"id\": 7}"));
        assertThat(bot.calls(slack, "users.info", "user=U01ANN").path("user").toString())
                .isEqualTo("{\"id\":7}");

        slack.forget(ANN);
        assertThat(bot.calls(slack, "users.info", "user=U01ANN").path("error").asText())
                .isEqualTo("user_not_found");
        assertThat(slack.requests("users.info")).hasSize(3);
    }

    @Test
    void knowsUserGroups() throws Exception {
        slack.userGroup("S01DEVS", ANN, BEN);

        assertThat(bot.calls(slack, "usergroups.users.list", "usergroup=S01DEVS")
                        .path("users")
                        .toString())
                .isEqualTo("[\"U01ANN\",\"U02BEN\"]");
        assertThat(bot.calls(slack, "usergroups.users.list", "usergroup=S99")
                        .path("error")
                        .asText())
                .isEqualTo("no_such_subteam");
    }

    @Test
    void postsUpdatesAndDeletes() throws Exception {
        ObjectNode posted = bot.calls(slack, "chat.postMessage", "channel=C01GEN&text=one");
        String ts = posted.path("ts").asText();
        assertThat(bot.calls(slack, "chat.update", "channel=C01GEN&text=two&ts=" + ts)
                        .path("ok")
                        .asBoolean())
                .isTrue();
        assertThat(slack.messagesSeenBy(BEN)).extracting(Message::text).containsExactly("two");
        bot.calls(slack, "chat.delete", "channel=C01GEN&ts=" + ts);
        assertThat(slack.messagesSeenBy(BEN)).isEmpty();

        assertThat(bot.calls(slack, "chat.postMessage", "channel=C03ELSE&text=x")
                        .path("error")
                        .asText())
                .isEqualTo("not_in_channel");
        assertThat(bot.calls(slack, "chat.postMessage", "channel=C99&text=x")
                        .path("error")
                        .asText())
                .isEqualTo("channel_not_found");
    }

    @Test
    void anEphemeralPostIsForOneAndCannotBeUpdated() throws Exception {
        ObjectNode posted = bot.calls(slack, "chat.postEphemeral", "channel=C01GEN&user=U01ANN&text=psst");

        assertThat(slack.messagesSeenBy(ANN)).hasSize(1);
        assertThat(slack.messagesSeenBy(BEN)).isEmpty();
        String ts = posted.path("message_ts").asText();
        assertThat(bot.calls(slack, "chat.update", "channel=C01GEN&text=x&ts=" + ts)
                        .path("error")
                        .asText())
                .isEqualTo("message_not_found");
    }

    @Test
    void aDirectMessageIsSeenByItsReader() throws Exception {
        String channel = bot.calls(slack, "conversations.open", "users=U01ANN")
                .at("/channel/id")
                .asText();
        bot.calls(slack, "chat.postMessage", "channel=" + channel + "&text=your+dump+is+ready");

        assertThat(slack.messagesSeenBy(ANN)).hasSize(1);
        assertThat(slack.messagesSeenBy(BEN)).isEmpty();
    }

    @Test
    void publishesAHomeTabWhoseButtonsWork() throws Exception {
        String view = "{\"type\":\"home\",\"blocks\":[{\"type\":\"actions\",\"elements\":[{\"type\":\"button\","
                + "\"action_id\":\"home_get\",\"text\":{\"type\":\"plain_text\",\"text\":\"Get\"}}]}]}";
        bot.calls(slack, "views.publish", "user_id=U01ANN&view=" + view);
        slack.as(ANN).opensHome();
        assertThat(bot.last().fields().at("/event/type").asText()).isEqualTo("app_home_opened");
        assertThat(bot.last().fields().at("/event/tab").asText()).isEqualTo("home");
        assertThat(bot.last().fields().at("/event/view/id").asText()).startsWith("V");

        slack.as(ANN).clicksAtHome("home_get");
        assertThat(bot.last().payload().at("/container/type").asText()).isEqualTo("view");
        assertThat(slack.as(BEN).home()).isEmpty();
    }

    @Test
    void aTriggerOpensOneModalWithinThreeSeconds() throws Exception {
        String view = "{\"type\":\"modal\",\"title\":{\"type\":\"plain_text\",\"text\":\"Why\"},\"blocks\":["
                + "{\"type\":\"input\",\"block_id\":\"why\",\"label\":{\"type\":\"plain_text\",\"text\":\"Why\"},"
                + "\"element\":{\"type\":\"plain_text_input\",\"action_id\":\"reason\"}}]}";
        String trigger = slack.as(ANN).types("/dump").triggerId();
        String arguments = "view=" + view + "&trigger_id=";

        assertThat(bot.calls(slack, "views.open", arguments + trigger)
                        .path("ok")
                        .asBoolean())
                .isTrue();
        assertThat(bot.calls(slack, "views.open", arguments + trigger)
                        .path("error")
                        .asText())
                .isEqualTo("trigger_exchanged");
        String late = slack.as(ANN).types("/dump").triggerId();
        pass(Duration.ofSeconds(4));
        assertThat(bot.calls(slack, "views.open", arguments + late)
                        .path("error")
                        .asText())
                .isEqualTo("trigger_expired");

        bot.answers("{\"response_action\": \"errors\", \"errors\": {\"why\": \"too short\"}}");
        slack.as(ANN).submits(Map.of("reason", "x"));
        assertThat(slack.as(ANN).modal()).isPresent();
        bot.answers("{}");
        slack.as(ANN).submits(Map.of("reason", "a bug in the basket"));
        assertThat(bot.last()
                        .payload()
                        .at("/view/state/values/why/reason/value")
                        .asText())
                .isEqualTo("a bug in the basket");
        assertThat(slack.as(ANN).modal()).isEmpty();
    }

    @Test
    void takesAFileInThreeSteps() throws Exception {
        ObjectNode address = bot.calls(slack, "files.getUploadURLExternal", "filename=audit.csv&length=3");
        bot.post(URI.create(address.path("upload_url").asText()), "application/octet-stream", "a,b", Map.of());
        bot.calls(
                slack,
                "files.completeUploadExternal",
                "channel_id=D01ANN&initial_comment=here&files=[{\"id\":\""
                        + address.path("file_id").asText() + "\"}]");

        assertThat(slack.uploads()).singleElement().satisfies(file -> {
            assertThat(file.text()).isEqualTo("a,b");
            assertThat(file.channel()).contains("D01ANN");
        });
        assertThat(slack.messagesSeenBy(ANN)).extracting(Message::text).containsExactly("here");
    }

    @Test
    void verifiesARequestUrl() {
        bot.answers(request -> new TinyBot.Response(200, "text/plain", request.field("challenge")));

        assertThat(slack.verifiesRequestUrl("abc").body()).isEqualTo("abc");
    }

    // --- faults ---

    @Test
    void failsAsOrdered() throws Exception {
        slack.faults().once("users.info", Fault.rateLimited(30));
        HttpResponse<String> limited = bot.callsRaw(slack, "users.info", "user=U01ANN", TinyBot.TOKEN);
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("30");
        assertThat(bot.calls(slack, "users.info", "user=U01ANN").path("ok").asBoolean())
                .isTrue();

        slack.faults().on("users.info", Fault.status(500));
        assertThat(bot.callsRaw(slack, "users.info", "", TinyBot.TOKEN).statusCode())
                .isEqualTo(500);
        slack.faults().on("users.info", Fault.notOk("internal_error"));
        assertThat(bot.calls(slack, "users.info", "").path("error").asText()).isEqualTo("internal_error");
        slack.faults().on("users.info", Fault.dropped());
        assertThatThrownBy(() -> bot.calls(slack, "users.info", "")).isInstanceOf(IOException.class);

        slack.faults().clear();
        assertThat(bot.calls(slack, "users.info", "user=U01ANN").path("ok").asBoolean())
                .isTrue();
    }

    @Test
    void isSlowOrSilentAsOrdered() throws Exception {
        slack.faults().on("auth.test", Fault.slow(Duration.ofMillis(150)));
        long start = System.nanoTime();
        assertThat(bot.calls(slack, "auth.test", "").path("ok").asBoolean()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));

        slack.faults().on("auth.test", Fault.hang());
        Thread caller = new Thread(() -> {
            try {
                bot.calls(slack, "auth.test", "");
            } catch (IOException | InterruptedException cutOff) {
                // what a hanging call ends in
            }
        });
        caller.start();
        caller.join(200);
        assertThat(caller.isAlive()).isTrue();
        slack.faults().close();
        caller.join();
    }

    @Test
    void everythingCanBeDown() throws Exception {
        String url = slack.as(ANN).types("/dump").responseUrl().orElseThrow();
        slack.faults().everythingDown();

        assertThatThrownBy(() -> bot.calls(slack, "auth.test", "")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> bot.responds(url, "{\"text\": \"x\"}")).isInstanceOf(IOException.class);
        slack.faults().on(Faults.RESPONSE_URL, Fault.status(500));
        slack.faults().clear();
        assertThat(bot.responds(url, "{\"text\": \"back\"}").statusCode()).isEqualTo(200);
    }

    private Message shown(String json) {
        bot.answers(json);
        Message message = slack.as(ANN).types("/dump").message();
        bot.answers(request -> TinyBot.Response.empty());
        return message;
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
