package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dumplink.demo.Client;
import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.FakeSlack;
import dev.dumplink.demo.Fault;
import dev.dumplink.demo.Message;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.Person;
import dev.dumplink.demo.Reply;
import dev.dumplink.demo.SampleDumps;
import dev.dumplink.demo.Setup;
import dev.dumplink.demo.Team;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in and who is not, on commands and on every button, and what stands in the log about it. */
class WhoMayAskTest {
    private static final Person MEMBER = Person.member("U0DEV", "dev", "Dev in the group");
    private static final Person STATIC = Person.member("U0STATIC", "sam", "Sam of the list");
    private static final Person OTHER = Person.member("U0OTHER", "otto", "Otto of neither");
    private static FakeSlack slack;
    private static EmbeddedS3 s3;
    private static Stage stage;

    @BeforeAll
    static void open(@TempDir Path directory) throws Exception {
        slack = FakeSlack.builder()
                .people(MEMBER, STATIC, OTHER)
                .signingSecret(Setup.SIGNING_SECRET)
                .botToken(Setup.BOT_TOKEN)
                .start();
        slack.userGroup("S0DEVS", MEMBER);
        s3 = EmbeddedS3.open();
        SampleDumps.put(s3, "shop", Instant.now());
        stage = new Stage(
                slack,
                s3,
                directory,
                Map.of(
                        "access",
                        "{teams: [T01ACME], members: {user_groups: [S0DEVS], users: [U0STATIC, U0GONE, U0HALF, U0SOON]}, limits: {per_user_hour: 90, per_user_day: 90}}"));
    }

    @AfterAll
    static void close() {
        stage.close();
        slack.close();
        s3.close();
    }

    @AfterEach
    void heal() {
        slack.faults().clear();
    }

    @Test
    void membersOfTheGroupAndOfTheListAreLetIn() {
        assertThat(link(slack.as(MEMBER))).isPresent();
        assertThat(link(slack.as(STATIC))).isPresent();
        assertThat(link(slack.as(OTHER))).isEmpty();
        assertThat(refusal(slack.as(OTHER), "/dump")).contains("not among them yet. Whoever runs me can add you.");
        assertThat(stage.rowsOf("U0OTHER").get(0))
                .containsEntry("code", "DL002D")
                .containsEntry("decision_rule", "members");
    }

    static Stream<Arguments> outsiders() {
        return Stream.of(
                Arguments.of("account.guest", Person.guest("U1", "g", "Guest")),
                Arguments.of("account.guest", Person.singleChannelGuest("U2", "s", "Guest")),
                Arguments.of("account.deactivated", Person.deactivated("U3", "d", "Gone")),
                Arguments.of("account.bot", Person.bot("U4", "b", "Bot")),
                Arguments.of("account.stranger", Person.stranger("U5", "x", "Stranger", "T0OTHER")),
                Arguments.of("team.foreign", Person.outsider("U6", "o", "Outsider", "T0OTHER")),
                Arguments.of(
                        "account.invited", Person.member("U7", "i", "Invited").with("is_invited_user", true)),
                Arguments.of("account.bot", Person.member("U8", "w", "Workflow").with("is_workflow_bot", true)),
                Arguments.of(
                        "account.incomplete",
                        Person.member("U9", "m", "Missing flag").without("is_restricted")),
                Arguments.of(
                        "account.incomplete",
                        Person.member("U10", "m", "No team").without("team_id")),
                Arguments.of(
                        "account.incomplete",
                        Person.member("U11", "m", "Nonsense").raw("{\"id\":\"U11\"}")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("outsiders")
    void everybodyElseIsRefusedOnCommandsAndOnEveryButtonThoughInTheGroup(String rule, Person person) {
        slack.invite(person);
        Message theirs = only(slack.as(MEMBER).types("/dump"));
        // the command is only delivered for the person's own workspace, so the payload's team is the installing one
        Client client = slack.as(person).from(Team.ACME);
        String sentence = refusal(client, "/dump");
        for (String command : List.of("/dump list", "/dump help", "/dump shop", "/dump nonsense")) {
            assertThat(refusal(client, command)).isEqualTo(sentence);
        }
        assertThat(stage.rowsOf(person.id())).isNotEmpty().allSatisfy(row -> assertThat(row)
                .containsEntry("code", "DL002D")
                .containsEntry("decision_rule", rule)
                .containsEntry("url_hmac", null));
        clicksAreRefused(person, theirs, rule);
    }

    /** What is said, without the request's name, which is new each time. */
    private static String refusal(Client client, String command) {
        Message answer = only(client.types(command));
        assertThat(answer.link()).isEmpty();
        return answer.visibleText().replaceAll("Request `r-\\w+`", "");
    }

    /** Somebody who got hold of another's button: the payload is signed by Slack, so the bot must look who clicks. */
    private static void clicksAreRefused(Person person, Message theirs, String rule) {
        for (String action : List.of("dump_new", "dump_hide", "dump_open")) {
            Reply click = slack.as(MEMBER)
                    .edited(payload -> {
                        ObjectNode user = (ObjectNode) payload.path("user");
                        user.put("id", person.id()).put("team_id", person.teamId());
                        return payload;
                    })
                    .clicks(theirs, action);
            assertThat(click.outcome()).isEqualTo(Reply.Outcome.OK);
        }
        String expected = person.teamId().equals("T01ACME") ? rule : "team.foreign";
        stage.awaitRow("a.actor_user = '" + person.id() + "' AND command = 'dump_open' AND decision_rule = '" + expected
                + "' AND code = 'DL002D'");
        assertThat(stage.rows("a.actor_user = '" + person.id() + "' AND url_hmac IS NOT NULL"))
                .isEmpty();
    }

    @Test
    void anotherWorkspaceIsRefusedWhateverSlackSaysOfThePerson() {
        Team foreign = new Team("T0EVIL", "evil", "Evil", Optional.empty());
        assertThat(link(slack.as(MEMBER).from(foreign))).isEmpty();
        assertThat(stage.rows("decision_rule = 'team.foreign' AND a.actor_user = 'U0DEV'"))
                .isNotEmpty();
    }

    @Test
    void anUnknownAccountIsRefused() {
        Person nobody = Person.member("U0NOBODY", "n", "Nobody");
        slack.invite(nobody);
        slack.forget(nobody);
        assertThat(link(slack.as(nobody))).isEmpty();
        assertThat(stage.rowsOf("U0NOBODY").get(0)).containsEntry("decision_rule", "account.unknown");
    }

    @Test
    void whileSlackIsAwayThoseInTheConfigurationPassAndNobodyNewDoes() {
        Person gone = Person.member("U0GONE", "go", "Never seen but listed");
        Person fresh = Person.member("U0FRESH", "fr", "Never seen");
        slack.invite(gone);
        slack.invite(fresh);
        for (Fault fault :
                List.of(Fault.dropped(), Fault.status(500), Fault.notOk("internal_error"), Fault.garbage("<html>"))) {
            slack.faults().on("users.info", fault);
            assertThat(link(slack.as(gone))).isPresent();
            Reply refused = slack.as(fresh).types("/dump");
            assertThat(refused.took().toMillis()).isLessThan(3000);
            assertThat(only(refused).visibleText()).contains("cannot check who you are right now");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ok\":true}",
                "{\"ok\":true,\"user\":null}",
                "{\"ok\":true,\"user\":{\"id\":\"U0HALF\"}}",
                "{\"ok\":true,\"user\":{\"id\":\"U0HALF\",\"team_id\":\"T01ACME\",\"deleted\":false}}",
                "{\"ok\":true,\"user\":{\"id\":\"U0HALF\",\"team_id\":\"T01ACME\",\"deleted\":false,\"is_bot\":false,"
                        + "\"is_restricted\":false,\"is_ultra_restricted\":false,\"enterprise_user\":{\"teams\":1}}}"
            })
    void whereSlackAnswersAndSaysTooLittleTheConfigurationLetsNobodyPass(String answer) {
        Person half = Person.member("U0HALF", "ha", "Listed and half described");
        slack.invite(half);
        slack.faults().on("users.info", Fault.garbage(answer));
        Message refused = only(slack.as(half).types("/dump"));
        assertThat(refused.link()).isEmpty();
        assertThat(refused.visibleText()).contains("Slack does not say enough about your account");
        assertThat(stage.rowsOf("U0HALF")).isNotEmpty().allSatisfy(row -> assertThat(row)
                .containsEntry("decision_rule", "account.incomplete"));
    }

    @Test
    void oneIncompleteAnswerIsNotHeldAgainstAnybody() {
        Person soon = Person.member("U0SOON", "so", "Listed");
        slack.invite(soon);
        slack.faults().on("users.info", Fault.garbage("{\"ok\":true}"));
        assertThat(link(slack.as(soon))).isEmpty();
        slack.faults().clear();
        assertThat(link(slack.as(soon))).isPresent();
    }

    @Test
    void aSlackThatWantsToBeLeftAloneIsLeftAloneForSoLong() {
        Person first = Person.member("U0FIRST", "fi", "Never seen");
        Person second = Person.member("U0SECOND", "se", "Never seen");
        slack.invite(first);
        slack.invite(second);
        slack.faults().once("users.info", Fault.rateLimited(2));
        assertThat(refusal(slack.as(first), "/dump")).contains("cannot check who you are");
        assertThat(refusal(slack.as(second), "/dump")).contains("cannot check who you are");
        assertThat(lookups(first)).isEqualTo(1);
        assertThat(lookups(second)).isZero();
        Patience.until(Duration.ofSeconds(5), "Slack to be asked again", () -> !refusal(slack.as(second), "/dump")
                .contains("cannot check"));
    }

    private static long lookups(Person person) {
        return slack.requests("users.info").stream()
                .filter(call -> call.arguments().toString().contains(person.id()))
                .count();
    }

    @Test
    void aHungSlackCostsAnAnswerInTimeAndNoLink() {
        Person waiting = Person.member("U0WAIT", "wa", "Waiting");
        slack.invite(waiting);
        slack.faults().on("users.info", Fault.hang());
        Reply refused = slack.as(waiting).types("/dump");
        assertThat(refused.outcome()).isEqualTo(Reply.Outcome.OK);
        assertThat(only(refused).link()).isEmpty();
    }

    @Test
    void slackIsAskedOnceAboutSomebodyAndNotForEveryRequest() {
        Person often = Person.member("U0OFTEN", "of", "Often");
        slack.invite(often);
        slack.userGroup("S0DEVS", MEMBER, often);
        for (int i = 0; i < 5; i++) {
            slack.as(often).types("/dump help");
        }
        assertThat(lookups(often)).isEqualTo(1);
        assertThat(slack.requests("auth.test").size()).isLessThan(3);
    }

    private static Optional<URI> link(Client client) {
        return only(client.types("/dump")).link();
    }

    private static Message only(Reply reply) {
        assertThat(reply.outcome()).isEqualTo(Reply.Outcome.OK);
        assertThat(reply.messages()).hasSize(1);
        return reply.messages().get(0);
    }
}
