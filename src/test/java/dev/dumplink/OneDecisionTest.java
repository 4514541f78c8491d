package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dumplink.demo.Client;
import dev.dumplink.demo.Delivery;
import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.FakeSlack;
import dev.dumplink.demo.Fault;
import dev.dumplink.demo.Message;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.Person;
import dev.dumplink.demo.Reply;
import dev.dumplink.demo.SampleDumps;
import dev.dumplink.demo.Setup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that Slack can deliver, once: each gets one row that says what was decided, neither none nor two. */
class OneDecisionTest {
    private static final Person BOSS = Person.member("U01BOSS", "bea", "Bea Boss");
    private static final Person ANN = Person.member("U03ANN", "ann", "Ann");
    private static final Person GUS = Person.guest("U04GUS", "gus", "Gus");

    /**
     * No decision is what became of an answer on its way, nor that an administrator's Home tab was made anew and shows the
     * log again, which nobody asked for.
     */
    private static final String DECISIONS = "e.actor_kind = 'slack' AND code NOT LIKE 'DL004_'"
            + " AND NOT (code = 'AU001I' AND command = 'home' AND idempotency_key IS NULL)";

    private static FakeSlack slack;
    private static EmbeddedS3 s3;
    private static Stage stage;
    private static int decided;

    private final Client ann = slack.as(ANN);
    private final Client boss = slack.as(BOSS);

    @BeforeAll
    static void open(@TempDir Path directory) throws Exception {
        slack = FakeSlack.builder()
                .people(BOSS, ANN, GUS)
                .signingSecret(Setup.SIGNING_SECRET)
                .botToken(Setup.BOT_TOKEN)
                .start();
        s3 = EmbeddedS3.open();
        SampleDumps.put(s3, "shop", Instant.now().minus(Duration.ofHours(3)));
        stage = new Stage(
                slack,
                s3,
                directory,
                Map.of(
                        "databases",
                        "{shop: {prefix: anonymized/shop/}, staging: {prefix: none/}}",
                        "access",
                        "{teams: [T01ACME], admins: {users: [U01BOSS]}, limits: {per_user_hour: 5}}"));
    }

    @AfterAll
    static void nothingMoreWasWritten() {
        // closing writes what still waits to be written
        stage.close();
        assertThat(decisions()).isEqualTo(decided);
        slack.close();
        s3.close();
    }

    @Test
    void whatIsTyped() throws Exception {
        for (String words : List.of(
                "", "shop", "sh", "shpo", "staging", "shop@1999-01-01", "shop@nonsense", "list", "list shop", "help")) {
            decides("/dump " + words, () -> ann.types("/dump " + words));
        }
        for (String words : List.of(
                "audit",
                "audit user:@ann outcome:denied",
                "audit outcom:denied",
                "audit user:" + "<@U03ANN|ann>,".repeat(300) + "U04GUS")) {
            String shown = words.substring(0, Math.min(40, words.length()));
            decides("of an administrator, /dump " + shown, () -> boss.types("/dump " + words));
            decides("of a member, /dump " + shown, () -> ann.types("/dump " + words));
        }
        decides("of a guest", () -> slack.as(GUS).types("/dump shop"));
    }

    @Test
    void whatIsClicked() throws Exception {
        Person ben = Person.member("U05BEN", "ben", "Ben");
        slack.invite(ben);
        Client client = slack.as(ben);
        Message link =
                decides("a link", () -> client.types("/dump shop")).messages().get(0);
        decides("Download", () -> client.clicks(link, "dump_open"));
        decides("New link", () -> client.clicks(link, "dump_new"));
        decides("Hide", () -> client.clicks(link, "dump_hide"));
        decides("a button that is none", () -> client.edited(action("dump_gone"))
                .clicks(link, "dump_new"));
        decides("an administrator's button", () -> client.edited(action("audit_csv"))
                .clicks(link, "dump_new"));
        Message list = decides("a list", () -> client.types("/dump list shop"))
                .messages()
                .get(0);
        decides("Get link", () -> client.clicks(list, "dump_get"));
    }

    @Test
    void whatAnAdministratorClicks() throws Exception {
        for (int i = 0; i < 12; i++) {
            decides("/dump help", () -> ann.types("/dump help"));
        }
        Message page =
                decides("a page", () -> boss.types("/dump audit")).messages().get(0);
        decides("Older", () -> boss.clicks(page, "audit_older"));
        decides("Refresh", () -> boss.clicks(page, "audit_newest"));
        decides("CSV", () -> boss.clicks(page, "audit_csv"));
        decides("Filter", () -> boss.clicks(page, "audit_filter"));
        Patience.until(Duration.ofSeconds(5), "the form", () -> boss.modal().isPresent());
        decides("a form with a slip in it", () -> boss.submits(Map.of("more", "outcom:denied")));
        decides("the form", () -> boss.submits(Map.of("outcome", "denied")));
    }

    @Test
    void whatIsDoneOnTheHomeTab() throws Exception {
        for (Person person : List.of(ANN, BOSS, GUS)) {
            decides("the Home tab of " + person.id(), slack.as(person)::opensHome);
            Patience.until(Duration.ofSeconds(5), "the Home tab", () -> slack.as(person)
                    .home()
                    .isPresent());
        }
        decides("Get link", () -> boss.clicksAtHome("dump_get"));
        decides("Refresh", () -> boss.clicksAtHome("audit_newest"));
        decides("CSV", () -> boss.clicksAtHome("audit_csv"));
        decides("Filter", () -> boss.clicksAtHome("audit_filter"));
    }

    @Test
    void whatComesTwiceOrTooOftenOrWhileSlackIsAway() throws Exception {
        Person cat = Person.member("U06CAT", "cat", "Cat");
        slack.invite(cat);
        Delivery request = slack.as(cat).prepares("/dump shop");
        for (int i = 0; i < 3; i++) {
            decides("delivery " + i, () -> slack.deliver(request));
        }
        for (int i = 0; i < 6; i++) {
            decides("link " + i, () -> slack.as(cat).types("/dump shop"));
        }
        assertThat(stage.rows("a.actor_user = 'U06CAT' AND code = 'DL001I'")).hasSize(5);
        Person dan = Person.member("U07DAN", "dan", "Dan");
        slack.invite(dan);
        slack.faults().on("users.info", Fault.status(500));
        decides("of somebody unknown", () -> slack.as(dan).types("/dump shop"));
        slack.faults().clear();
    }

    private static UnaryOperator<ObjectNode> action(String id) {
        return payload -> {
            JsonNode action = payload.at("/actions/0");
            ((ObjectNode) action).put("action_id", id).put("value", "");
            return payload;
        };
    }

    /** Does it and waits for the row, if it is not there with the answer. */
    private static <T> T decides(String what, Callable<T> act) throws Exception {
        int before = decisions();
        assertThat(before).as("decisions before %s", what).isEqualTo(decided);
        T answer = act.call();
        assertThat(answer instanceof Reply reply && !reply.ok()).as(what).isFalse();
        Patience.until(Duration.ofSeconds(5), "a row about " + what, () -> decisions() > before);
        decided++;
        return answer;
    }

    private static int decisions() {
        return stage.rows(DECISIONS).size();
    }
}
