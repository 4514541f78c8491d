package dev.dumplink.demo;

import static dev.dumplink.demo.Stage.ANN;
import static dev.dumplink.demo.Stage.BEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FakeSlackWebApiTest {
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
        stage.pass(Duration.ofSeconds(4));
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
}
