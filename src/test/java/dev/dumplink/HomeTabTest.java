package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dumplink.demo.ApiCall;
import dev.dumplink.demo.Client;
import dev.dumplink.demo.Delivery;
import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.FakeSlack;
import dev.dumplink.demo.Fault;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.Person;
import dev.dumplink.demo.Reply;
import dev.dumplink.demo.SampleDumps;
import dev.dumplink.demo.Setup;
import dev.dumplink.demo.Team;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people find on the Home tab, and what a click there gives them. */
class HomeTabTest {
    private static final Person BOSS = Person.member("U01BOSS", "bea", "Bea Boss");
    private static final int MANY = 40;

    private static FakeSlack slack;
    private static EmbeddedS3 s3;
    private static Stage stage;

    @BeforeAll
    static void open(@TempDir Path directory) throws Exception {
        slack = FakeSlack.builder()
                .people(BOSS)
                .signingSecret(Setup.SIGNING_SECRET)
                .botToken(Setup.BOT_TOKEN)
                .start();
        s3 = EmbeddedS3.open();
        SampleDumps.put(s3, "shop", Instant.now().minus(Duration.ofHours(3)));
        String others = IntStream.range(0, MANY)
                .mapToObj(i -> ", x" + "y".repeat(30) + i + ": {prefix: anonymized/shop/}")
                .collect(Collectors.joining());
        stage = new Stage(
                slack,
                s3,
                directory,
                Map.of(
                        "databases",
                        "{shop: {prefix: anonymized/shop/}, blog: {prefix: none/}" + others + "}",
                        "access",
                        "{teams: [T01ACME], admins: {users: [U01BOSS]}, limits: {per_user_hour: 3}}"));
    }

    @AfterAll
    static void close() {
        stage.close();
        slack.close();
        s3.close();
    }

    @AfterEach
    void everyViewIsOneThatSlackTakes() {
        slack.faults().clear();
        assertThat(slack.violations()).isEmpty();
    }

    @Test
    void aMemberFindsEachDatabaseAndTheirOwnRequestsAndNothingOfAnybodyElse() {
        Person ann = member();
        Client client = slack.as(ann);
        client.types("/dump shop");
        slack.as(member()).types("/dump blog");
        String home = opened(client);
        assertThat(home)
                .contains("Anonymized dumps", "*shop*", "3 hours old", "130 kB", "Get link", "*issued* · shop")
                .contains("*blog*", "There is no finished dump yet")
                .doesNotContain("For administrators", "Audit log", "failed");
        assertThat(last(ann)).containsEntry("code", "DL005I").containsEntry("decision_rule", "home");
    }

    @Test
    void aClickOpensTheLinkInAWindowOfItsOwnByTheSameStepsAndRows() {
        Person ann = member();
        Client client = slack.as(ann);
        opened(client);
        int messages = client.sees().size();
        clicksGet(client, "shop");
        Patience.until(Duration.ofSeconds(5), "the window", () -> client.modal().isPresent());
        ObjectNode window = client.modal().orElseThrow();
        String url = button(window, "dump_open").path("url").asText();
        HttpResponse<byte[]> got = Stage.get(url, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(got.body()).isEqualTo(SampleDumps.archive("shop"));
        assertThat(texts(window))
                .contains("Latest dump of shop", "*Link ends*", "pg_restore")
                .doesNotContain("X-Amz");
        assertThat(client.sees()).hasSize(messages);

        Map<String, String> row = rows(ann, "DL001I").get(0);
        assertThat(URI.create(url).getQuery()).contains(row.get("request_id"));
        assertThat(row).containsEntry("command", "dump_get").containsEntry("channel_id", null);
        stage.awaitRow("code = 'DL004I' AND request_id = '" + row.get("request_id") + "'");
        // the tab is made anew after what its person did
        awaitHome(client, home -> home.contains("*issued* · shop"));
        client.dismissesModal();
    }

    @Test
    void overTheLimitTheWindowSaysSo() {
        Person ann = member();
        Client client = slack.as(ann);
        opened(client);
        for (int i = 0; i < 3; i++) {
            client.types("/dump shop");
        }
        clicksGet(client, "shop");
        Patience.until(Duration.ofSeconds(5), "the window", () -> client.modal().isPresent());
        assertThat(texts(client.modal().orElseThrow())).contains("3 links within an hour");
        client.dismissesModal();
    }

    @Test
    void aWindowThatDoesNotOpenIsALinkThatWasNotDelivered() {
        Person ann = member();
        Client client = slack.as(ann);
        opened(client);
        slack.faults().on("views.open", Fault.notOk("trigger_expired"));
        clicksGet(client, "shop");
        String request = awaitRows(ann, "DL001I").get(0).get("request_id");
        stage.awaitRow("code = 'DL004E' AND request_id = '" + request + "'");
        awaitHome(client, home -> home.contains("Slack did not open the window in time"));
    }

    @Test
    void guestsAndOutsidersFindOneSentence() {
        Person gus = Person.guest("U0GUS", "gus", "Gus");
        slack.invite(gus);
        opened(slack.as(gus));
        ObjectNode home = slack.as(gus).home().orElseThrow();
        assertThat(home.path("blocks")).hasSize(1);
        assertThat(texts(home)).contains("Guests cannot ask for dumps");
        assertThat(last(gus)).containsEntry("code", "DL002D").containsEntry("decision_rule", "account.guest");

        Person ott = Person.outsider("U0OTT", "ott", "Ott", "T09ELSE");
        slack.invite(ott);
        opened(slack.as(ott).from(Team.ACME));
        assertThat(slack.as(ott).home().orElseThrow().path("blocks")).hasSize(1);
    }

    @Test
    void anAdministratorFindsFiguresRefusalsTheLogAndTheChain() {
        Person gus = Person.guest("U0GUS2", "gus2", "Gus");
        slack.invite(gus);
        for (int i = 0; i < 12; i++) {
            slack.as(gus).types("/dump shop");
        }
        Client boss = slack.as(BOSS);
        assertThat(opened(boss))
                .contains("For administrators", "*Today (UTC)*", "denied", "Latest refusals", "<@U0GUS2>")
                .contains("Audit log", "Older", "Refresh", "Filter", "CSV");
        assertThat(stage.rows("a.actor_user = 'U01BOSS' AND code = 'AU001I' AND command = 'home'"))
                .isNotEmpty();
        opened(boss);
        awaitHome(
                boss,
                home -> home.contains("but no anchor proves them: ")
                        && home.contains("nothing is signed")
                        && home.contains(" rows. Verified")
                        && !home.contains("Whole"));
    }

    @Test
    void theLogIsTurnedFilteredAndExportedOnTheTab() throws Exception {
        Client boss = slack.as(BOSS);
        for (int i = 0; i < 12; i++) {
            slack.as(member()).types("/dump help");
        }
        String first = opened(boss);
        boss.clicksAtHome("audit_older");
        awaitHome(boss, home -> home.contains("Newer") && !home.equals(first));
        boss.clicksAtHome("audit_filter");
        Patience.until(Duration.ofSeconds(5), "the form", () -> boss.modal().isPresent());
        assertThat(boss.submits(Map.of("outcome", "answered")).ok()).isTrue();
        awaitHome(boss, home -> home.contains("Rows with `outcome:answered`"));
        // what was searched for stays when the tab is made anew
        slack.as(BOSS).types("/dump help");
        awaitHome(boss, home -> home.contains("Rows with `outcome:answered`"));
        boss.clicksAtHome("audit_csv");
        awaitHome(boss, home -> home.contains("The CSV is in your direct messages"));
        assertThat(slack.uploads())
                .anySatisfy(file -> assertThat(file.channel()).hasValue("D01BOSS"));
    }

    @Test
    void whoIsNoAdministratorTurnsNoPage() {
        Person ann = member();
        Client client = slack.as(ann);
        opened(client);
        client.edited(payload -> {
                    ((ObjectNode) payload.at("/actions/0"))
                            .put("action_id", "audit_newest")
                            .put("value", "newest+0 ");
                    return payload;
                })
                .clicksAtHome("dump_get");
        awaitHome(client, home -> home.contains("for administrators"));
        assertThat(rows(ann, "DL002D").get(0))
                .containsEntry("decision_rule", "admins.not_one")
                .containsEntry("command", "audit_newest");
        assertThat(texts(client.home().orElseThrow())).doesNotContain("Audit log");
    }

    @Test
    void theSameEventAgainIsOneView() {
        Person ann = member();
        String body = "{\"type\":\"event_callback\",\"team_id\":\"T01ACME\",\"api_app_id\":\"A0DUMPLINK\","
                + "\"event_id\":\"Ev0SAME\",\"event\":{\"type\":\"app_home_opened\",\"user\":\"" + ann.id()
                + "\",\"tab\":\"home\"}}";
        for (int i = 0; i < 3; i++) {
            assertThat(slack.deliver(slack.signed("application/json", body)).status())
                    .isEqualTo(200);
        }
        Patience.until(
                Duration.ofSeconds(5),
                "the repeats' rows",
                () -> rows(ann, "DL003R").size() == 2);
        assertThat(rows(ann, "DL005I")).hasSize(1);
        assertThat(publications(ann)).isEqualTo(1);
    }

    @Test
    void theOtherTabIsNotAnswered() {
        Person ann = member();
        String body = "{\"type\":\"event_callback\",\"team_id\":\"T01ACME\",\"api_app_id\":\"A0DUMPLINK\","
                + "\"event_id\":\"Ev0OTHER\",\"event\":{\"type\":\"app_home_opened\",\"user\":\"" + ann.id()
                + "\",\"tab\":\"messages\"}}";
        assertThat(slack.deliver(slack.signed("application/json", body)).status())
                .isEqualTo(200);
        opened(slack.as(ann));
        assertThat(publications(ann)).isEqualTo(1);
    }

    @Test
    void slackCanMakeSureOfTheAddress() {
        assertThat(slack.verifiesRequestUrl("3eZbrw1aBm2rZgRN").body()).contains("3eZbrw1aBm2rZgRN");
    }

    @Test
    void anEventThatNobodySignedIsTurnedAway() {
        String body = "{\"type\":\"event_callback\",\"event\":{\"type\":\"app_home_opened\"}}";
        assertThat(slack.deliver(Delivery.unsigned("application/json", body)).status())
                .isEqualTo(401);
    }

    @Test
    void whenSlackWantsToBeLeftAloneTheTabIsPublishedLater() {
        slack.faults().once("views.publish", Fault.rateLimited(1));
        Client client = slack.as(member());
        assertThat(client.opensHome().ok()).isTrue();
        awaitHome(client, home -> home.contains("Anonymized dumps"));
    }

    /** Slack sends the whole view back with each click, URL-encoded, and no more than 64 KiB are let in. */
    @Test
    void aClickOnTheFullestTabIsLetIn() {
        Client boss = slack.as(BOSS);
        opened(boss);
        String query =
                "-user:" + IntStream.range(0, 150).mapToObj(i -> "U0NOBODY" + i).collect(Collectors.joining(","));
        boss.clicksAtHome("audit_filter");
        Patience.until(Duration.ofSeconds(5), "the form", () -> boss.modal().isPresent());
        boss.submits(Map.of("more", query));
        awaitHome(boss, home -> home.contains("U0NOBODY149"));
        assertThat(texts(boss.home().orElseThrow())).contains("There are more databases");
        Reply reply = boss.clicksAtHome("audit_older");
        assertThat(reply.outcome()).isEqualTo(Reply.Outcome.OK);
        assertThat(reply.delivery().body().getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(56 * 1024);
        awaitHome(boss, home -> home.contains("Newer"));
    }

    private static int publications(Person person) {
        List<ApiCall> calls = slack.requests("views.publish");
        return (int) calls.stream()
                .filter(call -> call.arguments().path("user_id").asText().equals(person.id()))
                .count();
    }

    private static void clicksGet(Client client, String database) {
        client.edited(payload -> {
                    ((ObjectNode) payload.at("/actions/0")).put("value", database);
                    return payload;
                })
                .clicksAtHome("dump_get");
    }

    /** Opens the tab and waits for a view that was made since. */
    private static String opened(Client client) {
        String before = client.home().map(view -> view.path("id").asText()).orElse("");
        assertThat(client.opensHome().ok()).isTrue();
        Patience.until(Duration.ofSeconds(5), "a Home tab", () -> client.home()
                .filter(view -> !view.path("id").asText().equals(before))
                .isPresent());
        return texts(client.home().orElseThrow());
    }

    private static void awaitHome(Client client, Predicate<String> wanted) {
        Patience.until(Duration.ofSeconds(15), "the Home tab", () -> client.home()
                .filter(view -> wanted.test(texts(view)))
                .isPresent());
    }

    /** Everything a reader can see. */
    private static String texts(JsonNode view) {
        List<String> texts = new ArrayList<>();
        collect(view, texts);
        return String.join("\n", texts);
    }

    private static void collect(JsonNode node, List<String> into) {
        if (node.path("text").isTextual()) {
            into.add(node.path("text").asText());
        }
        node.forEach(child -> collect(child, into));
    }

    private static JsonNode button(JsonNode view, String action) {
        for (JsonNode element : view.findValues("elements")) {
            for (JsonNode each : element) {
                if (each.path("action_id").asText().equals(action)) {
                    return each;
                }
            }
        }
        throw new AssertionError("there is no " + action);
    }

    private static List<Map<String, String>> rows(Person person, String code) {
        return stage.rows("a.actor_user = '" + person.id() + "' AND code = '" + code + "'");
    }

    private static List<Map<String, String>> awaitRows(Person person, String code) {
        Patience.until(Duration.ofSeconds(5), code, () -> !rows(person, code).isEmpty());
        return rows(person, code);
    }

    private static Map<String, String> last(Person person) {
        List<Map<String, String>> rows = stage.rows("a.actor_user = '" + person.id() + "' AND code NOT LIKE 'DL004_'");
        return rows.get(rows.size() - 1);
    }

    private static Person member() {
        String id = "U"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 10).toUpperCase(Locale.ROOT);
        Person person = Person.member(id, id.toLowerCase(Locale.ROOT), "Somebody");
        slack.invite(person);
        return person;
    }
}
