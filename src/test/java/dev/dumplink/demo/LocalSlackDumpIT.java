package dev.dumplink.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.ChainVerifier;
import dev.dumplink.demo.LocalSlackPage.Message;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped jar between a Slack that others wrote and an S3 store, used by a person with a browser. Only
 * one of its two people may ask.
 */
@Timeout(120)
final class LocalSlackDumpIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Instant MADE =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(5));
    private static final Path PICTURES = Path.of("target", "screenshots");

    private static final String ISSUED = "DL001I";
    private static final String DENIED = "DL002D";
    private static final String DELIVERED = "DL004I";
    private static final String ANSWERED = "DL005I";
    private static final String OPENED = "DL006I";
    private static final String HIDDEN = "DL007I";

    @TempDir
    private static Path home;

    @AutoClose
    private static EmbeddedS3 s3;

    @AutoClose
    private static LocalSlack slack;

    @AutoClose
    private static WholeProfiles people;

    @AutoClose
    private static Product product;

    @AutoClose
    private static Browser browser;

    private static SqliteAuditRows audit;

    private LocalSlackPage page;
    private long seen;

    @BeforeAll
    static void start() throws IOException {
        Path jar = Needs.path(
                Path.of(System.getProperty("dumplink.jar", "target/dumplink.jar")), "mvn package makes the jar");
        s3 = EmbeddedS3.open();
        SampleDumps.put(s3, "shop", MADE);
        SampleDumps.put(s3, "shop", MADE.minus(Duration.ofDays(1)));
        int port = FreePort.next();
        slack = LocalSlack.postingTo(URI.create("http://127.0.0.1:" + port + "/slack/events"));
        people = new WholeProfiles(slack.api());
        Path log = home.resolve("audit.db");
        Setup setup = Setup.between(people.api(), s3, s3.uri())
                .jar(jar.toAbsolutePath())
                .port(port)
                .environment("BOT_TOKEN", LocalSlack.BOT_TOKEN)
                .environment("SIGNING_SECRET", LocalSlack.SIGNING_SECRET)
                .section(
                        "access",
                        "{teams: [" + LocalSlack.TEAM + "], members: {users: [" + LocalSlack.ALICE.id() + "]}}")
                .section("audit", "{url: 'jdbc:sqlite:" + log + "'}");
        product = Product.serving(home, setup);
        audit = new SqliteAuditRows(log);
        browser = Browser.open();
    }

    @BeforeEach
    void openPage() {
        slack.reset();
        page = LocalSlackPage.open(browser, slack.page());
        page.actAs(LocalSlack.ALICE);
        seen = audit.after(0).stream().mapToLong(AuditRow::seq).max().orElse(0);
    }

    @AfterEach
    void everyRowOfTheLogIsSoundAndNothingSecretWasPrinted() {
        AuditSettings log = new AuditSettings("jdbc:sqlite:" + home.resolve("audit.db"), null, null, null);
        ChainVerifier.Verdict verdict = ChainVerifier.verify(log);
        assertThat(verdict.damage()).isEmpty();
        assertThat(verdict.rows()).isEqualTo(audit.after(0).size());
        assertThat(product.output().contains("X-Amz-Signature")).isFalse();
    }

    @Test
    void aCommandIsAnsweredWithALinkThatDownloadsTheArchive() throws Exception {
        Message answer = askForADump();
        assertThat(answer.ephemeral()).isTrue();
        assertThat(answer.buttons()).containsExactly("Download", "New link", "Hide");
        assertThat(answer.text()).contains("createdb shop_dev", "pg_restore");
        Files.createDirectories(PICTURES);
        browser.screenshot(PICTURES.resolve("local-slack-dump.png"));

        HttpResponse<byte[]> got = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(onlyLink())
                                .timeout(Patience.ANSWER)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(Arrays.equals(got.body(), SampleDumps.archive("shop")))
                .as("the very bytes that were stored")
                .isTrue();
        assertThat(newRows()).first().satisfies(row -> {
            assertThat(row.user()).isEqualTo(LocalSlack.ALICE.id());
            assertThat(row.database()).isEqualTo("shop");
            assertThat(row.rule()).isEqualTo("members");
        });
    }

    @Test
    void aClickOnDownloadIsAcknowledgedAndBelongsToItsLink() {
        askForADump();
        page.clickButton("Download");
        awaitRows(ISSUED, DELIVERED, OPENED);
        assertThat(newRows()).extracting(AuditRow::requestId).containsOnly(requestOf(ISSUED));
        Patience.until(PATIENCE, "local-slack to note that the click was acknowledged", () -> slack.log().stream()
                .anyMatch(entry -> entry.path("kind").asText().equals("interactive")
                        && entry.path("summary").asText().contains("HTTP 200")));
        assertThat(page.messages()).singleElement().satisfies(still -> assertThat(still.buttons())
                .contains("Download"));
    }

    @Test
    void newLinkReplacesTheMessage() {
        askForADump();
        URI first = onlyLink();
        page.clickButton("New link");
        awaitRows(ISSUED, DELIVERED, ISSUED, DELIVERED);
        Patience.until(PATIENCE, "another link in the place of the first", () -> !onlyLink()
                .equals(first));
        assertThat(page.messages()).singleElement().satisfies(only -> assertThat(only.buttons())
                .containsExactly("Download", "New link", "Hide"));
        List<AuditRow> rows = newRows();
        assertThat(rows.get(0).requestId()).isEqualTo(rows.get(1).requestId());
        assertThat(rows.get(2).requestId())
                .isEqualTo(rows.get(3).requestId())
                .isNotEqualTo(rows.get(0).requestId());
    }

    @Test
    void hideRemovesTheMessage() {
        askForADump();
        page.clickButton("Hide");
        page.waitUntilGone("Latest dump of shop");
        assertThat(page.messages()).isEmpty();
        awaitRows(ISSUED, DELIVERED, HIDDEN);
        assertThat(newRows()).extracting(AuditRow::requestId).containsOnly(requestOf(ISSUED));
    }

    @Test
    void aListedDumpIsOneClickAway() {
        page.typeCommand(LocalSlack.DUMPS, "/dump list");
        Message list = page.waitForMessage("Newest dumps of shop");
        assertThat(list.buttons()).containsExactly("Get link", "Get link");
        assertThat(list.ephemeral()).isTrue();
        awaitRows(ANSWERED);
        // the last button is the older dump's
        page.clickButton("Get link");
        page.waitForMessage("Dump of shop");
        awaitRows(ANSWERED, ISSUED, DELIVERED);
        assertThat(newRows()).element(1).satisfies(row -> assertThat(s3.keys().get(0))
                .isEqualTo(row.object()));
    }

    @Test
    void helpAndAQuestionBackAreAnswersToo() {
        page.typeCommand(LocalSlack.DUMPS, "/dump help");
        assertThat(page.waitForMessage("Anonymized dumps, as a link").buttons()).isEmpty();
        awaitRows(ANSWERED);
        page.typeCommand(LocalSlack.DUMPS, "/dump shpo");
        Message question = page.waitForMessage("Did you mean");
        assertThat(question.text()).contains("/dump shop");
        assertThat(question.ephemeral()).isTrue();
        awaitRows(ANSWERED, ANSWERED);
    }

    @Test
    void whoIsNotNamedGetsARefusalAndNothingElse() {
        page.actAs(LocalSlack.BOSS);
        page.typeCommand(LocalSlack.DUMPS, "/dump");
        Message refusal = page.waitForMessage("Dumps are for certain people here");
        assertThat(refusal.buttons()).isEmpty();
        assertThat(refusal.ephemeral()).isTrue();
        awaitRows(DENIED);
        assertThat(newRows()).singleElement().satisfies(row -> {
            assertThat(row.user()).isEqualTo(LocalSlack.BOSS.id());
            assertThat(row.rule()).isEqualTo("members");
        });
    }

    private Message askForADump() {
        page.typeCommand(LocalSlack.DUMPS, "/dump");
        Message answer = page.waitForMessage("Latest dump of shop");
        awaitRows(ISSUED, DELIVERED);
        return answer;
    }

    /** Where the Download button leads, which that page's buttons do not show. */
    private static URI onlyLink() {
        List<URI> links = slack.messages(LocalSlack.DUMPS).stream()
                .flatMap(message -> message.findValues("url").stream())
                .map(JsonNode::asText)
                .map(URI::create)
                .toList();
        assertThat(links.size()).as("links in the channel").isEqualTo(1);
        return links.get(0);
    }

    private List<AuditRow> newRows() {
        return audit.after(seen);
    }

    private String requestOf(String code) {
        return newRows().stream()
                .filter(row -> row.code().equals(code))
                .findFirst()
                .map(AuditRow::requestId)
                .orElseThrow();
    }

    /** Waits until what was recorded since the test began is exactly this, in this order. */
    private void awaitRows(String... codes) {
        List<AuditRow> rows = Patience.untilFound(PATIENCE, codes.length + " audit rows", () -> Optional.of(newRows())
                .filter(r -> r.size() >= codes.length));
        assertThat(rows).extracting(AuditRow::code).containsExactly(codes);
    }
}
