package dev.dumplink.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The demo as a visitor sees it who opens its page, and the way it goes by itself. */
@Timeout(120)
final class DemoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Path PICTURES = Path.of("target", "screenshots");

    @TempDir
    private static Path home;

    @AutoClose
    private static Demo demo;

    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(PICTURES);
        demo = Demo.open(home.resolve("demo"), 0, Duration.ofMinutes(3));
        browser = Browser.open();
        browser.resize(1440, 900);
    }

    private int seen;

    @BeforeEach
    void openThePage() {
        browser.resize(1440, 900);
        browser.open(URI.create("about:blank"));
        browser.open(demo.slack().pageUrl());
        Patience.until(PATIENCE, "the first audit row", () -> !auditSince(0).isEmpty());
        seen = count("#audit .row");
    }

    @Test
    void aMemberChoosesADatabaseAndDownloadsItsNewestDump() throws IOException {
        become(Demo.ALICE);
        type("/dump");
        awaitMessage("Which database?");
        awaitAudit("answered");
        assertThat(newestReason()).isEqualTo("Was asked which database: no link yet.");
        assertThat(lastMessage("only-you")).contains("Only visible to you");
        assertThat(lastMessage("message-main"))
                .contains("older than it should be")
                .doesNotContain("*")
                .doesNotContain("<!date");
        picture("demo-choose.png");

        // the last of the two, in order of their names
        browser.clickButton("#messages", "Get link");
        awaitMessage("Latest dump of shop");
        awaitAudit("answered", "issued", "delivered");
        assertThat(lastMessage("message-main"))
                .contains("createdb shop_dev")
                .doesNotContain("*")
                .doesNotContain("<!date")
                .doesNotContain("X-Amz");
        countsDown();
        picture("demo-link.png");
        downloads();
        awaitAudit("answered", "issued", "delivered", "opened");
    }

    @Test
    void newLinkReplacesAndHideRemoves() {
        // in a channel of her own: nothing else is there that could be counted
        become(Demo.ALICE);
        browser.clickButton("#channels", "ops");
        type("/dump shop");
        awaitMessage("Latest dump of shop");
        awaitAudit("issued", "delivered");
        String first = href();
        browser.clickButton("#messages", "New link");
        Patience.until(PATIENCE, "another link in the place of the first", () -> !href().equals(first));
        awaitAudit("issued", "delivered", "issued", "delivered");
        assertThat(count("#messages .message")).isEqualTo(1);

        browser.clickButton("#messages", "Hide");
        Patience.until(PATIENCE, "the message to be gone", () -> count("#messages .message") == 0);
        awaitAudit("issued", "delivered", "issued", "delivered", "hidden");
    }

    @Test
    void theListOfADatabaseHasALinkForEachOfTheTenNewest() throws IOException {
        become(Demo.ALICE);
        browser.clickButton("#channels", "general");
        type("/dump list shop");
        awaitMessage("Newest dumps of shop");
        awaitAudit("answered");
        assertThat(lastMessage("button")).hasLineCount(10);
        picture("demo-list.png");
    }

    /** The rules of the log are not English. */
    @Test
    void thePageShowsWhatTheBotHasAndSaysWhatRowsMean() {
        become(Demo.ALICE);
        assertThat(texts("#app-places .place")).containsExactly("Home", "Messages");
        type("/dump shpo");
        awaitMessage("Did you mean /dump shop?");
        awaitAudit("answered");
        assertThat(texts("#audit .row-reason")).noneMatch(reason -> reason.matches("[a-z.]*"));
        assertThat(newestReason()).startsWith("Not understood");
        browser.type("#input", "half a thought");
        become(Demo.GUS);
        assertThat(browser.evaluate("return document.querySelector('#input').value"))
                .isEqualTo("");
    }

    @Test
    void theHomeTabGivesALinkInAWindow() throws IOException {
        become(Demo.ALICE);
        browser.clickButton("#app-places", "Home");
        browser.awaitElement("#messages .home");
        picture("demo-home.png");
        browser.clickButton("#messages", "Get link");
        browser.awaitElement("dialog [data-action=dump_open]");
        assertThat(String.join("\n", texts("dialog"))).contains("Latest dump of", "Only you can see this");
        picture("demo-home-link.png");
        browser.clickButton("dialog", "Close");
        browser.clickButton("#channels", "dev");
    }

    @Test
    void anAdministratorReadsTheLogFiltersItAndTakesItAway() throws IOException {
        become(Demo.BOSS);
        type("/dump audit");
        awaitMessage("Audit log");
        assertThat(lastMessage("message-main")).doesNotContain("*").doesNotContain("<!date");
        picture("demo-audit.png");
        browser.clickButton("#messages", "Filter");
        browser.awaitElement("dialog select");
        picture("demo-filter.png");
        browser.type("dialog [name=more]", "outcome:noted");
        browser.clickButton("dialog", "Show");
        awaitMessage("outcome:noted");
        browser.clickButton("#messages", "CSV");
        awaitMessage("The CSV is in your direct messages");
        browser.clickButton("#app-places", "Home");
        browser.awaitElement("#messages .home");
        Patience.until(PATIENCE, "the chain's state", () -> String.join("\n", texts("#messages .home"))
                .contains("Whole, "));
        browser.resize(1440, 2300);
        picture("demo-home-administrator.png");
        browser.resize(1440, 900);
        browser.clickButton("#app-places", "Messages new");
        browser.awaitElement("#messages .file");
        picture("demo-csv.png");
        browser.clickButton("#channels", "dev");
    }

    /** What lies beside the channel in a wide window lies over it in a narrow one, and nothing is squeezed. */
    @ParameterizedTest
    @ValueSource(ints = {900, 500, 390})
    void aNarrowWindowHasEverythingThatAWideOneHas(int width) throws IOException {
        become(Demo.ALICE);
        browser.clickButton("#channels", "general");
        type("/dump list shop");
        awaitAudit("answered");
        type("/dump blog");
        awaitAudit("answered", "issued", "delivered");
        browser.resize(width, 900);
        assertThat(holds("document.documentElement.scrollWidth <= innerWidth")).isTrue();
        assertThat(everyOne("#messages .command", "e.offsetHeight < 40 && e.scrollWidth <= e.clientWidth"))
                .isTrue();
        // of the list: a line about the dump may break once
        assertThat(everyOne("#messages .message:nth-last-child(3) .section-main", "e.offsetHeight < 66"))
                .isTrue();
        assertThat(holds(shown("#audit-panel"))).isFalse();
        picture("demo-" + width + ".png");

        browser.click("#show-audit");
        browser.click("#audit .row");
        picture("demo-" + width + "-audit.png");
        browser.type("body", Keys.ESCAPE);
        assertThat(holds(shown("#audit-panel"))).isFalse();

        assertThat(holds(shown("#side"))).isEqualTo(width > 600);
        if (width <= 600) {
            browser.click("#show-side");
            picture("demo-" + width + "-side.png");
        }
        browser.clickButton("#channels", "dev");
        Patience.until(PATIENCE, "the channel", () -> texts("#channel-name").equals(List.of("dev")));
        assertThat(holds(shown("#side"))).isEqualTo(width > 600);
    }

    private static boolean holds(String script) {
        return Boolean.TRUE.equals(browser.evaluate("return " + script));
    }

    /** Whether there are any and the condition holds for each of them, {@code e}. */
    private static boolean everyOne(String css, String condition) {
        String all = "[...document.querySelectorAll('" + css + "')]";
        return holds(all + ".length > 0 && " + all + ".every(e => " + condition + ")");
    }

    private static String shown(String css) {
        return "getComputedStyle(document.querySelector('" + css + "')).display !== 'none'";
    }

    @Test
    void aGuestIsTurnedAwayAndThatIsRecorded() throws IOException {
        become(Demo.GUS);
        type("/dump shop");
        awaitMessage("Guests cannot");
        awaitAudit("denied");
        assertThat(count("#messages .message .button")).isZero();
        picture("demo-guest.png");
    }

    @Test
    void theDemoGoesTheWholeWayByItself() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (Demo brief = Demo.open(home.resolve("once"), 0, Duration.ofSeconds(10));
                PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            boolean went = new Rehearsal(brief.slack(), out).run();
            assertThat(went).as(said.toString(StandardCharsets.UTF_8)).isTrue();
        }
    }

    private static void become(Person person) {
        browser.click("[data-person=" + person.id() + "]");
        browser.awaitElement("[data-person=" + person.id() + "].chosen");
        browser.awaitElement("#input[placeholder*='" + person.realName() + "']");
    }

    private static void type(String line) {
        browser.type("#input", line, Keys.ENTER);
    }

    private static void awaitMessage(String words) {
        Patience.until(PATIENCE, "a message with " + words, () -> lastMessage("message-main")
                .contains(words));
    }

    /** Waits until what the panel has shown since the test began is this, oldest first. */
    private void awaitAudit(String... decisions) {
        List<String> shown =
                Patience.untilFound(PATIENCE, decisions.length + " new audit rows", () -> Optional.of(auditSince(seen))
                        .filter(rows -> rows.size() >= decisions.length));
        assertThat(shown).containsExactly(decisions);
    }

    private static List<String> auditSince(int rows) {
        List<String> newestFirst = texts("#audit .row .badge");
        List<String> oldestFirst = new ArrayList<>(newestFirst);
        Collections.reverse(oldestFirst);
        return oldestFirst.subList(Math.min(rows, oldestFirst.size()), oldestFirst.size());
    }

    private static String newestReason() {
        return texts("#audit .row-reason").get(0);
    }

    private static void countsDown() {
        String first = lastMessage("countdown-clock");
        assertThat(first).matches("[23]:\\d\\d left");
        Patience.until(PATIENCE, "the countdown to tick", () -> !lastMessage("countdown-clock")
                .equals(first));
    }

    private static void downloads() throws IOException {
        Path folder = Files.createDirectories(home.resolve("Downloads"));
        browser.downloadTo(folder);
        browser.click("#messages .message:last-child [data-action=dump_open]");
        Path file = Patience.untilFound(PATIENCE, "a downloaded file", () -> finished(folder));
        assertThat(file.getFileName().toString()).matches("shop_\\d{8}T\\d{6}Z\\.dump");
        assertThat(Files.readAllBytes(file)).isEqualTo(SampleDumps.archive("shop"));
    }

    private static Optional<Path> finished(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".dump")).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String href() {
        return String.valueOf(browser.evaluate(
                "return document.querySelector('#messages .message:last-child [data-action=dump_open]')?.href ?? ''"));
    }

    /** The texts of everything of a class in the last message, a line each. */
    private static String lastMessage(String cssClass) {
        return String.join("\n", texts("#messages .message:last-child ." + cssClass));
    }

    private static List<String> texts(String css) {
        List<?> found = (List<?>) browser.evaluate(
                "return [...document.querySelectorAll('" + css + "')].map(element => element.innerText.trim())");
        return found.stream().map(String::valueOf).toList();
    }

    private static int count(String css) {
        return texts(css).size();
    }

    /** Taken when nothing moves any more. */
    private static void picture(String name) throws IOException {
        Patience.until(
                PATIENCE,
                "the page to stand still",
                () -> Boolean.TRUE.equals(browser.evaluate(
                        "return document.getAnimations().every(animation => animation.playState === 'finished')")));
        browser.screenshot(PICTURES.resolve(name));
    }
}
