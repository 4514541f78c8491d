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
import dev.dumplink.demo.UploadedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators see of the log in Slack, and that nobody else does. */
class ReadingTheLogTest {
    private static final Person BOSS = Person.member("U01BOSS", "bea", "Bea Boss");
    private static final Person CHIEF = Person.member("U02CHIEF", "cy", "Cy of the group");
    private static final Person ANN = Person.member("U03ANN", "ann", "Ann");
    private static final Person GUS = Person.guest("U04GUS", "gus", "Gus");
    private static final Pattern NUMBER = Pattern.compile("#([0-9]+) ");

    private static FakeSlack slack;
    private static EmbeddedS3 s3;
    private static Stage stage;

    @BeforeAll
    static void open(@TempDir Path directory) throws Exception {
        slack = FakeSlack.builder()
                .people(BOSS, CHIEF, ANN, GUS)
                .signingSecret(Setup.SIGNING_SECRET)
                .botToken(Setup.BOT_TOKEN)
                .start();
        slack.userGroup("S0ADMINS", CHIEF);
        s3 = EmbeddedS3.open();
        SampleDumps.put(s3, "shop", Instant.now().minus(Duration.ofHours(3)));
        SampleDumps.put(s3, "blog", Instant.now().minus(Duration.ofHours(3)));
        stage = new Stage(
                slack,
                s3,
                directory,
                Map.of(
                        "databases",
                        "{shop: {prefix: anonymized/shop/}, blog: {prefix: anonymized/blog/}}",
                        "access",
                        "{teams: [T01ACME], admins: {users: [U01BOSS], user_groups: [S0ADMINS]},"
                                + " limits: {per_user_hour: 500, per_user_day: 500}}"));
        slack.as(GUS).types("/dump shop");
        for (int i = 0; i < 12; i++) {
            slack.as(ANN).types(i % 2 == 0 ? "/dump shop" : "/dump blog");
        }
        slack.as(ANN).types("/dump nothing-such");
    }

    @AfterAll
    static void close() {
        stage.close();
        slack.close();
        s3.close();
    }

    @BeforeEach
    void quiet() {
        // what is written after an answer has been written
        Patience.until(
                Duration.ofSeconds(5),
                "every link's delivery",
                () -> stage.rows("code = 'DL001I'").size()
                        == stage.rows("code = 'DL004I' AND command = '/dump'").size());
    }

    @AfterEach
    void everyMessageIsOneThatSlackTakes() {
        slack.faults().clear();
        assertThat(slack.violations()).isEmpty();
    }

    @Test
    void anAdministratorSeesTheTenNewestRows() {
        long newest = newest();
        Message page = only(slack.as(BOSS).types("/dump audit"));
        assertThat(page.ephemeral()).isTrue();
        assertThat(numbers(page))
                .containsExactlyElementsOf(LongStream.iterate(newest, seq -> seq - 1)
                        .limit(10)
                        .boxed()
                        .toList());
        assertThat(page.visibleText()).contains("<@U0", "<!date^", "Only you can see this");
    }

    @Test
    void thatItWasReadIsARowBeforeItIsShown() {
        Message page = only(slack.as(CHIEF).types("/dump audit user:@ann outcome:issued"));
        List<Long> seen = numbers(page);
        Map<String, String> row = decided("U02CHIEF");
        assertThat(row)
                .containsEntry("code", "AU001I")
                .containsEntry("decision", "read")
                .containsEntry("decision_rule", "admins")
                .containsEntry(
                        "reason_text",
                        "rows " + seen.get(seen.size() - 1) + " to " + seen.get(0) + " user:… outcome:issued");
        assertThat(page.visibleText()).contains(row.get("request_id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user:@ann                        | a.actor_user = 'U03ANN'",
                "user:U04GUS                      | a.actor_user = 'U04GUS'",
                "-user:@ann outcome:denied        | a.actor_user <> 'U03ANN' AND decision = 'denied'",
                "user:system                      | e.actor_kind = 'system'",
                "outcome:issued,denied            | decision IN ('issued', 'denied')",
                "-outcome:issued code:DL001I      | 1 = 0",
                "database:blog                    | database_name = 'blog'",
                "code:DL001I -database:blog       | code = 'DL001I' AND database_name = 'shop'",
                "outcome: delivered               | decision = 'delivered'",
                "code:SY001I                      | code = 'SY001I'",
                "code:DL001I since:1h             | code = 'DL001I'",
                "code:DL001I to:2020-01-01        | 1 = 0",
                "code:DL001I from:2020-01-01      | code = 'DL001I'",
                "code:DL001I limit:3              | code = 'DL001I'"
            })
    void everyQualifierMeansTheRowsThatSqlMeans(String words, String where) {
        List<Long> expected = stage.rows(where).stream()
                .map(row -> Long.parseLong(row.get("seq")))
                .sorted((a, b) -> Long.compare(b, a))
                .limit(words.contains("limit:3") ? 3 : 10)
                .toList();
        Message page = only(slack.as(BOSS).types("/dump audit " + words));
        assertThat(numbers(page)).isEqualTo(expected);
        if (expected.isEmpty()) {
            assertThat(page.visibleText()).contains("none found");
        }
    }

    @Test
    void oneRequestCanBeFollowed() {
        Message link = only(slack.as(ANN).types("/dump shop"));
        String request = stage.rowsOf("U03ANN").stream()
                .map(row -> row.get("request_id"))
                .filter(id -> link.visibleText().contains(id))
                .findFirst()
                .orElseThrow();
        stage.awaitRow("code = 'DL004I' AND request_id = '" + request + "'");
        Message page = only(slack.as(BOSS).types("/dump audit request:" + request));
        assertThat(page.visibleText()).contains("DL001I", "DL004I");
        assertThat(numbers(page)).hasSize(2);
    }

    @Test
    void pagesHaveNoGapAndNothingTwiceWhileRowsArrive() throws Exception {
        Client boss = slack.as(BOSS);
        Message page = only(boss.types("/dump audit"));
        List<Long> seen = new ArrayList<>(numbers(page));
        while (page.action("audit_older").isPresent()) {
            slack.as(ANN).types("/dump help");
            page = turned(boss, page, "audit_older");
            seen.addAll(numbers(page));
        }
        long top = seen.get(0);
        assertThat(seen)
                .containsExactlyElementsOf(LongStream.iterate(top, seq -> seq - 1)
                        .limit(top)
                        .boxed()
                        .toList());

        List<Long> upwards = new ArrayList<>(numbers(page));
        long until = newest();
        while (page.action("audit_newer").isPresent() && upwards.get(0) < until) {
            page = turned(boss, page, "audit_newer");
            upwards.addAll(0, numbers(page));
        }
        assertThat(upwards.get(0)).isGreaterThanOrEqualTo(until);
        assertThat(upwards)
                .doesNotHaveDuplicates()
                .hasSize((int) (upwards.get(0) - upwards.get(upwards.size() - 1)) + 1);
        Message newestPage = turned(boss, page, "audit_newest");
        assertThat(newestPage.action("audit_newer")).isEmpty();
    }

    @Test
    void aLimitHoldsOverAllPages() throws Exception {
        Client boss = slack.as(BOSS);
        Message page = only(boss.types("/dump audit limit:13"));
        List<Long> first = numbers(page);
        Message second = turned(boss, page, "audit_older");
        assertThat(numbers(second)).hasSize(3).doesNotContainAnyElementsOf(first);
        assertThat(second.action("audit_older")).isEmpty();
        assertThat(numbers(turned(boss, second, "audit_newer"))).isEqualTo(first);
    }

    /** Clicks and waits for the message that takes the place of this one. */
    private static Message turned(Client client, Message page, String action) throws InterruptedException {
        String text = page.visibleText();
        client.clicks(page, action);
        return client.awaits(message ->
                message.ts().equals(page.ts()) && !message.visibleText().equals(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/dump audit", "/dump audit outcome:denied", "/dump audit nonsense", "/dump AUDIT user:@bea"})
    void nobodyElseSeesAnythingAndThatIsARow(String typed) {
        Message refused = only(slack.as(ANN).types(typed));
        assertThat(refused.visibleText()).contains("for administrators").doesNotContain("issued", "#1", "Did you mean");
        assertThat(decided("U03ANN")).containsEntry("code", "DL002D").containsEntry("decision_rule", "admins.not_one");

        assertThat(only(slack.as(GUS).types(typed)).visibleText()).contains("Guests cannot");
        assertThat(decided("U04GUS")).containsEntry("decision_rule", "account.guest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit_newer", "audit_older", "audit_newest", "audit_filter", "audit_csv"})
    void everyButtonChecksAnew(String action) throws Exception {
        slack.userGroup("S0ADMINS", CHIEF);
        Client ann = slack.as(ANN);
        Message hers = only(ann.types("/dump shop"));
        Patience.until(
                Duration.ofSeconds(5),
                "the row of the link's delivery",
                () -> stage.rows("code = 'DL001I'").size()
                        == stage.rows("code = 'DL004I' AND command = '/dump'").size());
        int uploads = slack.uploads().size();
        ann.edited(payload -> {
                    ((ObjectNode) payload.at("/actions/0"))
                            .put("action_id", action)
                            .put("value", "newest+0 ");
                    return payload;
                })
                .clicks(hers, "dump_new");
        Message refused = ann.awaits(message -> message.text().contains("for administrators")
                && message.text().contains(decided("U03ANN").get("request_id")));
        assertThat(refused.ephemeral()).isTrue();
        assertThat(ann.modal()).isEmpty();
        assertThat(slack.uploads()).hasSize(uploads);
        assertThat(decided("U03ANN"))
                .containsEntry("code", "DL002D")
                .containsEntry("command", action)
                .containsEntry("decision_rule", "admins.not_one");
    }

    @Test
    void theFormIsFilledInWithWhatIsSearchedForAndShowsWhatItSays() throws Exception {
        Client boss = slack.as(BOSS);
        Message page = only(boss.types("/dump audit user:@ann database:shop since:7d -code:DL004I"));
        boss.clicks(page, "audit_filter");
        Patience.until(Duration.ofSeconds(5), "the form", () -> boss.modal().isPresent());
        String form = boss.modal().orElseThrow().toString();
        assertThat(form)
                .contains("\"initial_user\":\"U03ANN\"", "\"initial_value\":\"-code:DL004I since:7d\"")
                .contains("\"initial_option\":{\"text\":{\"type\":\"plain_text\",\"text\":\"shop\"");

        boss.submits(Map.of("user", "U04GUS", "outcome", "denied", "from", "2020-01-01", "more", "since:30d"));
        Message found = boss.awaits(message ->
                message.ts().equals(page.ts()) && message.visibleText().contains("user:U04GUS"));
        assertThat(found.visibleText())
                .contains("`user:U04GUS outcome:denied since:30d from:2020-01-01`", "Guests cannot ask for dumps.")
                .doesNotContain("<@U03ANN>");
        assertThat(boss.modal()).isEmpty();
        assertThat(decided("U01BOSS")).containsEntry("code", "AU001I").containsEntry("command", "audit_filter");
    }

    @Test
    void aFormThatSaysNothingSensibleStaysAndSaysWhatWouldBe() throws Exception {
        Client boss = slack.as(BOSS);
        Message page = only(boss.types("/dump audit"));
        boss.clicks(page, "audit_filter");
        Patience.until(Duration.ofSeconds(5), "the form", () -> boss.modal().isPresent());
        Reply reply = boss.submits(Map.of("more", "outcom:denied"));
        assertThat(reply.body()).contains("\"errors\"", "\"more\"", "Did you mean outcome:denied?");
        assertThat(boss.modal()).isPresent();
        boss.dismissesModal();
    }

    @Test
    void whoIsNoAdministratorAnyMoreHandsInAFormForNothing() throws Exception {
        Client chief = slack.as(CHIEF);
        Message page = only(chief.types("/dump audit"));
        chief.clicks(page, "audit_filter");
        Patience.until(Duration.ofSeconds(5), "the form", () -> chief.modal().isPresent());
        // the form of one who was, handed in by one who is not
        Reply reply = chief.edited(payload -> {
                    ((ObjectNode) payload.path("user")).put("id", "U03ANN");
                    return payload;
                })
                .submits(Map.of("outcome", "denied"));
        assertThat(reply.body()).contains("for administrators").doesNotContain("rows");
        assertThat(decided("U03ANN")).containsEntry("code", "DL002D").containsEntry("command", "audit_filter");
        chief.dismissesModal();
    }

    @ParameterizedTest
    @CsvSource({"outcom:denied,outcome:denied", "outcome:denid,outcome:denied", "denied,outcome:denied"})
    void aSlipOfTheFingerGetsTheRightWord(String typed, String meant) {
        Message answer = only(slack.as(BOSS).types("/dump audit " + typed));
        assertThat(answer.visibleText()).contains("Did you mean " + meant);
        assertThat(decided("U01BOSS"))
                .containsEntry("code", "DL005I")
                .containsEntry("decision_rule", "audit.not_understood")
                .containsEntry("reason_text", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!channel>",
                "user:<!channel>",
                "database:<https://evil.example|shop>",
                "user:os:<!here>",
                "user:os:*bold*_`x`",
                "outcome:@here",
                "=HYPERLINK(1)"
            })
    void nothingTypedBecomesMarkup(String typed) {
        Message answer = only(slack.as(BOSS).types("/dump audit " + typed));
        assertThat(answer.content().toString()).doesNotContain("<!channel", "<!here", "<https");
        assertThat(answer.visibleText()).doesNotContain("`x`");
    }

    @Test
    void theCsvHasTheRowsOfTheSameQueryAndGoesToTheAdministratorsOwnMessages() throws Exception {
        Client boss = slack.as(BOSS);
        Message page = only(boss.types("/dump audit user:@ann database:blog"));
        boss.clicks(page, "audit_csv");
        Message done = boss.awaits("The CSV is in your direct messages");
        assertThat(done.ephemeral()).isTrue();
        UploadedFile file = slack.uploads().stream()
                .filter(each -> done.text().contains(each.name().replaceAll("audit-|.csv", "")))
                .findFirst()
                .orElseThrow();
        assertThat(file.channel()).hasValue("D01BOSS");
        List<String> lines = file.text().lines().toList();
        List<Map<String, String>> rows = stage.rows("a.actor_user = 'U03ANN' AND database_name = 'blog'");
        assertThat(lines.get(0)).startsWith("time,seq,time_ms,code,decision,actor_user,database_name,");
        assertThat(lines.stream().skip(1).map(line -> line.split(",")[1]))
                .containsExactlyElementsOf(
                        rows.stream().map(row -> row.get("seq")).toList());
        for (int i = 0; i < rows.size(); i++) {
            assertThat(lines.get(i + 1))
                    .contains(rows.get(i).get("hash"), rows.get(i).get("object_key"), "U03ANN");
        }
        assertThat(done.text()).contains(rows.size() + " rows");

        Map<String, String> row =
                stage.rows("code = 'AU002I'").get(stage.rows("code = 'AU002I'").size() - 1);
        assertThat(row).containsEntry("actor_user", "U01BOSS").containsEntry("reason_text", "user:… database:blog");
        stage.awaitRow("code = 'DL004I' AND request_id = '" + row.get("request_id") + "'");
        Patience.until(Duration.ofSeconds(10), "no file left", ReadingTheLogTest::noneLeft);
    }

    private static boolean noneLeft() {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.noneMatch(file -> file.getFileName().toString().startsWith("dumplink-audit-"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"conversations.open", "files.getUploadURLExternal", "files.completeUploadExternal"})
    void ifSlackDoesNotTakeTheFileThePersonIsTold(String method) throws Exception {
        slack.faults().once(method, Fault.notOk("missing_scope"));
        Client boss = slack.as(BOSS);
        Message page = only(boss.types("/dump audit"));
        boss.clicks(page, "audit_csv");
        Message told = boss.awaits(message -> message.text().contains(method + ": missing_scope"));
        assertThat(told.text()).contains("files:write");
        String request = last(stage.rows("code = 'AU002I'")).get("request_id");
        stage.awaitRow("code = 'DL004E' AND request_id = '" + request + "'");
    }

    @Test
    void noPageWithoutItsRow() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + stage.audit());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            Reply reply = slack.as(BOSS).types("/dump audit");
            assertThat(reply.took()).isLessThan(Duration.ofMillis(2800));
            assertThat(only(reply).visibleText())
                    .contains("could not write this request into the audit log")
                    .doesNotContain("issued", "<@U");
            statement.execute("ROLLBACK");
        }
        assertThat(numbers(only(slack.as(BOSS).types("/dump audit")))).hasSize(10);
    }

    /** The newest row of a person that is not about something's delivery, which may be written late. */
    private static Map<String, String> decided(String user) {
        return last(stage.rows("a.actor_user = '" + user + "' AND code NOT LIKE 'DL004_'"));
    }

    private static Map<String, String> last(List<Map<String, String>> rows) {
        return rows.get(rows.size() - 1);
    }

    private static long newest() {
        return Long.parseLong(last(stage.rows("1 = 1")).get("seq"));
    }

    private static Message only(Reply reply) {
        assertThat(reply.outcome()).isEqualTo(Reply.Outcome.OK);
        assertThat(reply.messages()).hasSize(1);
        return reply.messages().get(0);
    }

    /** The rows of a page, as it shows them. */
    private static List<Long> numbers(Message page) {
        return NUMBER.matcher(page.visibleText())
                .results()
                .map(found -> Long.parseLong(found.group(1)))
                .toList();
    }
}
