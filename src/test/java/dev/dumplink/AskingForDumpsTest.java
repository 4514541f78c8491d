package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.ChainVerifier;
import dev.dumplink.demo.Client;
import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.FakeSlack;
import dev.dumplink.demo.Message;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.Person;
import dev.dumplink.demo.Reply;
import dev.dumplink.demo.SampleDumps;
import dev.dumplink.demo.Setup;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type and click, and what they are told: through Slack's door, with a real store and a real log behind it. */
class AskingForDumpsTest {
    private static final Instant LAST_NIGHT = Instant.now().minus(Duration.ofHours(3));
    private static FakeSlack slack;
    private static EmbeddedS3 s3;
    private static Stage stage;
    /** Each plus takes three characters of a URL: keys that S3 takes and whose links Slack does not. */
    private static final String LONG_PREFIX = ("+".repeat(235) + "/").repeat(4);

    private static String newestKey;

    /** When the bot's clock stands still; else it goes. */
    private static volatile Optional<Instant> stopped = Optional.empty();

    @BeforeAll
    static void open(@TempDir Path directory) throws Exception {
        slack = FakeSlack.builder()
                .signingSecret(Setup.SIGNING_SECRET)
                .botToken(Setup.BOT_TOKEN)
                .start();
        s3 = EmbeddedS3.open();
        for (int i = 11; i >= 0; i--) {
            newestKey = SampleDumps.put(s3, "shop", LAST_NIGHT.minus(Duration.ofDays(i)));
        }
        SampleDumps.put(s3, "blog", LAST_NIGHT.minus(Duration.ofDays(2)));
        SampleDumps.put(s3, "blog", LAST_NIGHT.minus(Duration.ofDays(3)));
        SampleDumps.put(s3, LONG_PREFIX, "verylong", SampleDumps.archive("shop"), LAST_NIGHT);
        stage = new Stage(
                slack,
                s3,
                directory,
                Map.of(
                        "databases",
                        "{shop: {prefix: anonymized/shop/}, blog: {prefix: anonymized/blog/}, staging: {prefix: none/},"
                                + " warehouse: {prefix: none/}, verylong: {prefix: '" + LONG_PREFIX + "'}}",
                        "access",
                        "{teams: [T01ACME], limits: {per_user_hour: 5}}"),
                () -> stopped.orElseGet(Instant::now));
        Patience.until(
                Duration.ofSeconds(20),
                "the bot to be ready",
                () -> stage.manage("/health/ready").statusCode() == 200);
    }

    @AfterAll
    static void close() {
        stage.close();
        slack.close();
        s3.close();
    }

    @AfterEach
    void everyMessageIsOneThatSlackTakes() {
        assertThat(slack.violations()).isEmpty();
    }

    @Test
    void aMemberGetsALinkThatDownloadsTheNewestDump() {
        Person ann = member();
        Message answer = only(slack.as(ann).types("/dump shop"));

        assertThat(answer.ephemeral()).isTrue();
        assertThat(answer.text()).contains("shop", "3 hours").doesNotContain("http", "X-Amz");
        assertThat(answer.content().toString()).contains("\"unfurl_links\":false", "\"unfurl_media\":false");
        JsonNode download = answer.action("dump_open").orElseThrow();
        assertThat(download.path("style").asText()).isEqualTo("primary");
        assertThat(answer.visibleText())
                .contains("Latest dump of shop", "130 kB", "createdb shop_dev", "pg_restore --no-owner")
                .contains("<!date^" + LAST_NIGHT.getEpochSecond() + "^")
                .doesNotContain("X-Amz");

        HttpResponse<byte[]> got = fetch(answer.link().orElseThrow());
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.body()).isEqualTo(SampleDumps.archive("shop"));
        assertThat(got.headers().firstValue("content-disposition").orElseThrow())
                .contains("attachment", newestKey.substring(newestKey.lastIndexOf('/') + 1));
    }

    @Test
    void theRowIsThereBeforeTheLinkIsAndNamesIt() {
        Person ann = member();
        Message answer = only(slack.as(ann).types("/dump shop"));
        String request = query(answer.link().orElseThrow(), "x-dumplink-request");

        Map<String, String> row = stage.rowsOf(ann.id()).get(0);
        assertThat(row)
                .containsEntry("code", "DL001I")
                .containsEntry("request_id", request)
                .containsEntry("object_key", newestKey)
                .containsEntry("database_name", "shop")
                .containsEntry("command", "/dump")
                .containsEntry("decision_rule", "members");
        assertThat(Long.parseLong(row.get("expires_ms")) - Long.parseLong(row.get("time_ms")))
                .isBetween(178_000L, 180_000L);
        assertThat(row.get("object_sha256")).hasSize(64);
        stage.awaitRow("code = 'DL004I' AND request_id = '" + request + "'");
        assertThat(answer.visibleText()).contains(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHOP", "sh", "  shop  ", "s h o p", "Sho"})
    void namesMayBeInAnyCaseAndAbbreviated(String typed) {
        Message answer = only(slack.as(member()).types("/dump " + typed));
        assertThat(answer.link().isPresent()).isEqualTo(!typed.equals("s h o p"));
    }

    @Test
    void anAmbiguousAbbreviationAsksWhich() {
        Message answer = only(slack.as(member()).types("/dump s"));
        assertThat(answer.link()).isEmpty();
        assertThat(answer.visibleText())
                .contains("Which database?", "shop", "staging")
                .doesNotContain("blog");
    }

    @Test
    void aDayIsNotForgottenWhileThePersonChoosesTheDatabase() throws Exception {
        Client ann = slack.as(member());
        Message choice = only(ann.types("/dump s@" + day(4)));
        assertThat(choice.visibleText()).contains("as of " + day(4), "4 days old", "There is no finished dump yet");
        ann.clicks(choice, "dump_get", "shop@" + day(4));
        assertThat(ann.awaits("Dump of shop").link().orElseThrow().getPath()).contains(day(4).replace("-", ""));

        Message all = only(ann.types("/dump @" + day(4)));
        assertThat(all.visibleText()).contains("*blog*\nNone of its ten newest dumps was made on that day");
        assertThat(all.actions()).hasSize(1);
    }

    /** The day on which the dump of so many nights ago was made. */
    private static String day(int ago) {
        return LAST_NIGHT.minus(Duration.ofDays(ago)).toString().substring(0, 10);
    }

    @Test
    void withSeveralDatabasesABareCommandOffersEachAsAButton() throws Exception {
        Client ann = slack.as(member());
        Message choice = only(ann.types("/dump"));
        assertThat(choice.visibleText())
                .contains(
                        "shop",
                        "*blog* · :warning: older than it should be",
                        "staging",
                        "There is no finished dump yet");
        ann.clicks(choice, "dump_get", "shop");
        assertThat(ann.awaits("Latest dump of shop").link()).isPresent();
    }

    @Test
    void theListShowsTheTenNewestAndAnyOfThemCanBeHad() throws Exception {
        Client ann = slack.as(member());
        Message list = only(ann.types("/dump list shop"));
        List<JsonNode> buttons = list.actions();
        assertThat(buttons).hasSize(10);
        assertThat(list.visibleText()).contains("newest", "9 days old");

        String third = buttons.get(2).path("value").asText();
        ann.clicks(list, "dump_get", third);
        Message older = ann.awaits("Dump of shop");
        assertThat(older.link().orElseThrow().getPath()).endsWith(third.substring("shop ".length()));
    }

    @Test
    void aDayAfterTheNameMeansThatDaysDump() {
        Message answer = only(slack.as(member()).types("/dump shop@" + day(4)));
        assertThat(answer.link().orElseThrow().getPath()).contains(day(4).replace("-", ""));
        assertThat(only(slack.as(member()).types("/dump shop@1999-01-01")).visibleText())
                .contains("none was made on 1999-01-01");
        assertThat(only(slack.as(member()).types("/dump shop@yesterday")).visibleText())
                .contains("a date such as");
    }

    @Test
    void helpIsMadeFromTheCommands() {
        Message help = only(slack.as(member()).types("/dump help"));
        assertThat(help.visibleText())
                .contains("/dump [NAME]", "/dump list [NAME]", "/dump help", "shop", "recorded")
                .contains("The beginning of a name is enough.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shpo", "hlep", "lsit", "blgo"})
    void aSlipOfTheFingerGetsTheRightWord(String typed) {
        String meant = Map.of("shpo", "shop", "hlep", "help", "lsit", "list", "blgo", "blog")
                .get(typed);
        assertThat(only(slack.as(member()).types("/dump " + typed)).visibleText())
                .contains("Did you mean `/dump " + meant + "`?");
    }

    @ParameterizedTest
    @CsvSource({"get shop, shop", "shop please, shop", "gimme shpo, shop", "please hlep me, help", "shop latest, shop"})
    void amongSeveralWordsTheOneThatMeansSomethingIsFound(String typed, String meant) {
        assertThat(only(slack.as(member()).types("/dump " + typed)).visibleText())
                .contains("/dump " + meant);
    }

    @ParameterizedTest
    @CsvSource({
        "shop 2026-11-26, Did you mean `/dump shop@2026-11-26`?",
        "new link, Did you mean `/dump`?",
        "-h, Did you mean `/dump help`?",
        "list shop@2026-11-26, 'name of one database, or nothing. Did you mean `list shop`?'",
        "list shop blog, 'name of one database, or nothing. Did you mean `list shop`?'",
        "list s SHOP, 'name of one database, or nothing. Did you mean `list shop`?'",
        "list v st shop, 'Did you mean `list shop`?'",
        "list list, 'name of one database, or nothing. There are `blog`'",
        "list shpo, I know no database of that name. Did you mean `shop`?"
    })
    void wordsThatAreKnownAndStandInTheWrongPlaceArePutRight(String typed, String told) {
        assertThat(only(slack.as(member()).types("/dump " + typed)).visibleText())
                .contains(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "nonsense", "list", "shop"})
    void everyAnswerNamesItsRequestSoThatItCanBeFoundInTheLog(String typed) {
        assertThat(only(slack.as(member()).types("/dump " + typed)).visibleText())
                .containsPattern("Request `?r-[0-9a-z]{12}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!channel> <https://evil.example|click> & *bold*",
                "' OR 1=1 --",
                "\u202Eshop\u0000\u0007",
                "list nothing such",
                "list list list",
                "shop please",
                "shop@",
                "@2026-11-22",
                "🐘🐘🐘",
                "%00%0a",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            })
    void anythingElseGetsAHelpfulSentenceThatRepeatsNothingTyped(String typed) {
        Reply reply = slack.as(member()).types("/dump " + typed);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(only(reply).link()).isEmpty();
        assertThat(only(reply).visibleText())
                .doesNotContain("evil", "channel", "OR 1=1")
                .hasSizeGreaterThan(20);
    }

    @Test
    void newLinkReplacesTheMessageThroughTheClick() throws Exception {
        Client ann = slack.as(member());
        Message first = only(ann.types("/dump shop"));
        ann.clicks(first, "dump_new");
        Message second = ann.awaits(
                message -> message.link().isPresent() && !message.link().equals(first.link()));
        assertThat(second.ts()).isEqualTo(first.ts());
        assertThat(fetch(second.link().orElseThrow()).statusCode()).isEqualTo(200);
        stage.awaitRow(
                "code = 'DL004I' AND request_id = '" + query(second.link().orElseThrow(), "x-dumplink-request") + "'");
    }

    @Test
    void aDoubleClickMakesOneLink() throws Exception {
        Person person = member();
        Client ann = slack.as(person);
        Message first = only(ann.types("/dump shop"));
        stopped = Optional.of(Instant.now());
        try {
            CompletableFuture<Reply> half = CompletableFuture.supplyAsync(() -> ann.clicks(first, "dump_new"));
            assertThat(ann.clicks(first, "dump_new").outcome()).isEqualTo(Reply.Outcome.OK);
            assertThat(half.get(5, TimeUnit.SECONDS).outcome()).isEqualTo(Reply.Outcome.OK);
        } finally {
            stopped = Optional.empty();
        }
        ann.awaits(message -> message.link().isPresent() && !message.link().equals(first.link()));
        assertThat(stage.rows("a.actor_user = '" + person.id() + "' AND code = 'DL003R'"))
                .hasSize(1);
        assertThat(stage.rows("a.actor_user = '" + person.id() + "' AND code = 'DL001I'"))
                .hasSize(2);
        assertThat(ann.sees()).extracting(Message::ts).containsExactly(first.ts());
    }

    @Test
    void hideTakesTheMessageAway() throws Exception {
        Client ann = slack.as(member());
        Message answer = only(ann.types("/dump shop"));
        ann.clicks(answer, "dump_hide");
        Patience.until(Duration.ofSeconds(5), "the message to go", () -> ann.sees().stream()
                .noneMatch(message -> message.ts().equals(answer.ts())));
        stage.awaitRow(
                "code = 'DL007I' AND request_id = '" + query(answer.link().orElseThrow(), "x-dumplink-request") + "'");
    }

    @Test
    void anApologyForAClickComesBesideTheMessage() throws Exception {
        Client ann = slack.as(member());
        Message answer = only(ann.types("/dump shop"));
        Reply click = ann.edited(payload -> {
                    payload.putArray("actions").addNull();
                    return payload;
                })
                .clicks(answer, "dump_new");
        assertThat(click.outcome()).isEqualTo(Reply.Outcome.OK);
        assertThat(click.body()).isEmpty();
        Message apology = ann.awaits("Something went wrong");
        assertThat(apology.ephemeral()).isTrue();
        assertThat(ann.sees()).extracting(Message::ts).contains(answer.ts(), apology.ts());
    }

    @Test
    void clickingDownloadIsAcknowledgedAndRecorded() {
        Client ann = slack.as(member());
        Message answer = only(ann.types("/dump shop"));
        Reply click = ann.clicks(answer, "dump_open");
        assertThat(click.outcome()).isEqualTo(Reply.Outcome.OK);
        stage.awaitRow(
                "code = 'DL006I' AND request_id = '" + query(answer.link().orElseThrow(), "x-dumplink-request") + "'");
    }

    @Test
    void aButtonOfAnOlderVersionIsAnsweredAndRecorded() throws Exception {
        Person person = member();
        Client ann = slack.as(person);
        Message answer = only(ann.types("/dump shop"));
        Reply click = ann.edited(payload -> {
                    ((ObjectNode) payload.at("/actions/0")).put("action_id", "dump_of_old");
                    return payload;
                })
                .clicks(answer, "dump_new");
        assertThat(click.outcome()).isEqualTo(Reply.Outcome.OK);
        assertThat(ann.awaits("I do not know that button").link()).isEmpty();
        assertThat(stage.rowsOf(person.id()))
                .anySatisfy(row ->
                        assertThat(row).containsEntry("command", "unknown").containsEntry("code", "DL005I"));
    }

    @Test
    void theSixthLinkWithinAnHourIsRefusedAndSaysWhenTheNextIsPossible() {
        Person person = member();
        Client ann = slack.as(person);
        for (int i = 0; i < 5; i++) {
            assertThat(only(ann.types("/dump shop")).link()).isPresent();
        }
        Message sixth = only(ann.types("/dump shop"));
        assertThat(sixth.link()).isEmpty();
        assertThat(sixth.visibleText()).contains("5 links within an hour", "<!date^");
        assertThat(stage.rows("a.actor_user = '" + person.id() + "' AND code = 'DL002D'"))
                .singleElement()
                .satisfies(row -> assertThat(sixth.visibleText()).startsWith(row.get("reason_text")));
    }

    @Test
    void theSameDeliveryAgainGivesNoSecondLink() {
        Person ann = member();
        var delivery = slack.as(ann).prepares("/dump shop");
        assertThat(slack.deliver(delivery).body()).contains("X-Amz-Signature");
        var again = slack.deliver(delivery);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).contains("already answered").doesNotContain("X-Amz");
        List<Map<String, String>> rows = stage.rowsOf(ann.id());
        assertThat(rows).extracting(row -> row.get("code")).contains("DL001I", "DL003R");
        Map<String, String> replayed = rows.stream()
                .filter(row -> row.get("code").equals("DL003R"))
                .findFirst()
                .orElseThrow();
        assertThat(again.body())
                .contains(replayed.get("reason_text"), rows.get(0).get("request_id"));
    }

    @Test
    void aDatabaseWithoutDumpsSaysSo() {
        Person ann = member();
        assertThat(only(slack.as(ann).types("/dump staging")).visibleText())
                .contains("no finished dump of staging yet");
        assertThat(stage.rowsOf(ann.id()).get(0))
                .containsEntry("code", "DL001E")
                .containsEntry("decision_rule", "nothing.yet");
    }

    @Test
    void aLinkTooLongForAButtonIsAFailureAndNeverIssued() {
        Person ann = member();
        Message answer = only(slack.as(ann).types("/dump verylong"));
        assertThat(answer.link()).isEmpty();
        assertThat(answer.visibleText()).contains("longer than Slack allows", "session token");
        assertThat(stage.rowsOf(ann.id())).hasSize(1);
        assertThat(stage.rowsOf(ann.id()).get(0))
                .containsEntry("code", "DL001E")
                .containsEntry("decision_rule", "link.too_long")
                .containsEntry("url_hmac", null);
        assertThat(answer.visibleText()).contains(stage.rowsOf(ann.id()).get(0).get("reason_text"));
    }

    @Test
    void theNewestComesWithAWarningWhenItIsOldAndAnOlderOneWithItsAge() {
        assertThat(only(slack.as(member()).types("/dump blog")).visibleText())
                .contains("Latest dump of blog", ":warning: *Older than it should be.*", "made 2 days ago")
                .doesNotContain("As you asked");
        for (String older : List.of("blog@" + day(3), "shop@" + day(3))) {
            assertThat(only(slack.as(member()).types("/dump " + older)).visibleText())
                    .contains("As you asked, this one was made 3 days ago. It is not the newest: `/dump ")
                    .doesNotContain("Latest", "warning", "Older than it should be");
        }
        assertThat(only(slack.as(member()).types("/dump shop")).visibleText())
                .doesNotContain("warning", "As you asked");
    }

    @Test
    void metricsCountWithoutNamingAnybody() {
        Person ann = member();
        slack.as(ann).types("/dump shop");
        String metrics = stage.manage("/metrics").body();
        assertThat(metrics)
                .contains("dumplink_audit_rows_total{code=\"DL001I\"", "dumplink_dump_age_seconds{database=\"shop\"}")
                .contains("dumplink_request_duration_seconds")
                .doesNotContain(ann.id(), "X-Amz");
        assertThat(stage.manage("/health/live").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/metrics"})
    void theManagementPagesAreForLookingAt(String path) {
        HttpResponse<String> head = stage.manage("HEAD", path);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get")) {
            HttpResponse<String> refused = stage.manage(method, path);
            assertThat(refused.statusCode()).as(method).isEqualTo(405);
            assertThat(refused.headers().firstValue("Allow")).as(method).hasValue("GET, HEAD");
            assertThat(refused.body()).as(method).isEmpty();
        }
        assertThat(stage.manage("POST", "/").statusCode()).isEqualTo(404);
    }

    @Test
    void theChainVerifies() {
        slack.as(member()).types("/dump shop");
        AuditSettings log = new AuditSettings("jdbc:sqlite:" + stage.audit(), null, null, null);
        assertThat(ChainVerifier.verify(log).damage()).isEmpty();
    }

    private static Person member() {
        String id = "U"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 10).toUpperCase(Locale.ROOT);
        Person person = Person.member(id, id.toLowerCase(Locale.ROOT), "Somebody");
        slack.invite(person);
        return person;
    }

    private static Message only(Reply reply) {
        assertThat(reply.outcome()).isEqualTo(Reply.Outcome.OK);
        assertThat(reply.messages()).hasSize(1);
        return reply.messages().get(0);
    }

    private static HttpResponse<byte[]> fetch(URI link) {
        return Stage.get(link.toString(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String query(URI link, String name) {
        for (String pair : link.getRawQuery().split("&")) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        throw new AssertionError("the link has no " + name);
    }
}
