package dev.dumplink.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.app_backend.SlackSignature;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.request.builtin.EventRequest;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.util.SlackRequestParser;
import com.slack.api.methods.MethodsClient;
import com.slack.api.model.block.Blocks;
import com.slack.api.model.block.composition.BlockCompositions;
import com.slack.api.model.block.element.BlockElements;
import com.slack.api.model.view.View;
import com.slack.api.model.view.Views;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slack's own SDK and Bolt understand what the local Slack says, and are understood by it. */
class FakeSlackWithSdkTest {
    private static final Person ANN = Person.member("U01ANN", "ann", "Ann Arbor");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private FakeSlack slack;
    private Slack sdk;
    private MethodsClient methods;

    @BeforeEach
    void start() {
        slack = FakeSlack.builder()
                .people(ANN)
                .clock(() -> NOON)
                .botToken("xoxb-sdk")
                .signingSecret("shared")
                .start();
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(slack.apiUrl().toString());
        config.setStatsEnabled(false);
        config.getHttpClientResponseHandlers().clear();
        sdk = Slack.getInstance(config);
        methods = sdk.methods("xoxb-sdk");
    }

    @AfterEach
    void stop() throws Exception {
        sdk.close();
        slack.close();
    }

    @Test
    void theSdkReadsPeopleAndGroups() throws Exception {
        slack.userGroup("S01", ANN);

        assertThat(methods.authTest(r -> r).getTeamId()).isEqualTo("T01ACME");
        assertThat(methods.usersInfo(r -> r.user("U01ANN").includeLocale(true))
                        .getUser()
                        .getLocale())
                .isEqualTo("en-US");
        assertThat(methods.usergroupsUsersList(r -> r.usergroup("S01")).getUsers())
                .containsExactly("U01ANN");
        assertThat(sdk.methods("xoxb-wrong").authTest(r -> r).getError()).isEqualTo("invalid_auth");
    }

    @Test
    void theSdkPostsBlocksHomeTabsAndFiles() throws Exception {
        String channel = methods.conversationsOpen(r -> r.users(List.of("U01ANN")))
                .getChannel()
                .getId();
        String ts = methods.chatPostMessage(r -> r.channel(channel)
                        .text("a dump")
                        .blocks(List.of(Blocks.section(s -> s.text(BlockCompositions.markdownText("*a dump*"))))))
                .getTs();
        assertThat(slack.messagesSeenBy(ANN)).extracting(Message::visibleText).containsExactly("*a dump*");
        assertThat(methods.chatUpdate(r -> r.channel(channel).ts(ts).text("two"))
                        .isOk())
                .isTrue();
        assertThat(methods.chatDelete(r -> r.channel(channel).ts(ts)).isOk()).isTrue();

        View home = Views.view(
                v -> v.type("home").blocks(List.of(Blocks.actions(List.of(BlockElements.button(b -> b.actionId("go")
                        .text(BlockCompositions.plainText("Go"))))))));
        assertThat(methods.viewsPublish(r -> r.userId("U01ANN").view(home)).isOk())
                .isTrue();
        assertThat(slack.as(ANN).home()).isPresent();

        assertThat(methods.filesUploadV2(r -> r.channel(channel)
                                .filename("audit.csv")
                                .title("Audit")
                                .content("a,b"))
                        .isOk())
                .isTrue();
        assertThat(slack.uploads()).extracting(UploadedFile::text).containsExactly("a,b");
    }

    @Test
    void boltReadsCommandsClicksAndEvents() throws Exception {
        Bolt bolt = new Bolt();
        SlashCommandRequest command =
                (SlashCommandRequest) bolt.parse(slack.as(ANN).prepares("/dump shop"));
        assertThat(command.getPayload().getText()).isEqualTo("shop");
        assertThat(command.getPayload().getUserId()).isEqualTo("U01ANN");

        methods.chatPostMessage(r -> r.channel("C01GENERAL")
                .text("buttons")
                .blocks(List.of(Blocks.actions(List.of(BlockElements.button(
                        b -> b.actionId("go").value("r-1").text(BlockCompositions.plainText("Go"))))))));
        Message message = slack.messagesSeenBy(ANN).get(0);
        BlockActionRequest click = (BlockActionRequest)
                bolt.parse(slack.as(ANN).clicks(message, "go").delivery());
        assertThat(click.getPayload().getActions().get(0).getValue()).isEqualTo("r-1");
        assertThat(click.getPayload().getTeam().getId()).isEqualTo("T01ACME");

        EventRequest opened =
                (EventRequest) bolt.parse(slack.as(ANN).opensHome().delivery());
        assertThat(opened.getEventType()).isEqualTo("app_home_opened");
    }

    @Test
    void theSdkAgreesWithTheSignature() {
        Delivery delivery = slack.as(ANN).prepares("/dump");

        assertThat(new SlackSignature.Generator("shared")
                        .generate(delivery.headers().get(Signature.TIMESTAMP_HEADER), delivery.body()))
                .isEqualTo(delivery.headers().get(Signature.SIGNATURE_HEADER));
    }

    /** Bolt's parser on a request as it would come off the wire. */
    private static final class Bolt {
        private final SlackRequestParser parser = new SlackRequestParser(new AppConfig());

        Object parse(Delivery delivery) {
            Map<String, List<String>> headers = new HashMap<>();
            delivery.headers().forEach((name, value) -> headers.put(name, List.of(value)));
            headers.put("Content-Type", List.of(delivery.contentType()));

            return parser.parse(SlackRequestParser.HttpRequest.builder()
                    .requestUri("/slack/events")
                    .queryString(Map.of())
                    .headers(new RequestHeaders(headers))
                    .requestBody(delivery.body())
                    .remoteAddress("127.0.0.1")
                    .build());
        }
    }
}
