package dev.dumplink.demo;

import dev.dumplink.demo.LocalSlack.Channel;
import dev.dumplink.demo.LocalSlack.User;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.openqa.selenium.Keys;

/** The page of {@link LocalSlack}, as a person uses it: choose who you are, type a command, read, click. */
public final class LocalSlackPage {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    // in one go, because the page may redraw between two questions
    private static final String READ_MESSAGES =
            """
            const text = element => element ? element.innerText.trim() : '';
            return [...document.querySelectorAll('.messages .msg')].map(message => ({
                author: text(message.querySelector('.msg-name')),
                text: [...message.querySelectorAll('.msg-text, .blocks')].map(text).join('\\n'),
                ephemeral: message.querySelector('.badge-eph') !== null,
                buttons: [...message.querySelectorAll('.bk-button')].map(text)
            }))
            """;

    private final Browser browser;

    /** A message as the page shows it; {@code text} holds the labels of its buttons too. */
    public record Message(String author, String text, boolean ephemeral, List<String> buttons) {}

    private LocalSlackPage(Browser browser) {
        this.browser = browser;
    }

    /** Opens the page and waits until it is alive. */
    public static LocalSlackPage open(Browser browser, URI page) {
        browser.open(page);
        browser.awaitElement(".topbar > .topbar-right > .status.ok");
        return new LocalSlackPage(browser);
    }

    /** From now on it is this person who types and clicks. */
    public void actAs(User user) {
        browser.click(".actas option[value='" + user.id() + "']");
    }

    public void openChannel(Channel channel) {
        browser.clickButton(".sidebar", "# " + channel.name());
        browser.awaitElement(".composer-input[placeholder^='Message #" + channel.name() + " ']");
    }

    /** Goes to the channel, types the text, a slash command or a message, and presses Enter. */
    public void typeCommand(Channel channel, String text) {
        openChannel(channel);
        browser.type(".composer-input", text, Keys.ENTER);
    }

    /** Opens the bot's Home tab. */
    public void openHome() {
        browser.clickButton(".sidebar", "🏠 dumplink");
        browser.awaitElement(".home .blocks");
    }

    /** What the open Home tab says. */
    public String home() {
        return String.valueOf(browser.evaluate("return document.querySelector('.home').innerText.trim()"));
    }

    /** Clicks the button with this label in the latest message, or on the Home tab, that has one. */
    public void clickButton(String label) {
        browser.clickButton(".main", label);
    }

    /** All messages of the open channel, oldest first. */
    public List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        for (Object found : (List<?>) browser.evaluate(READ_MESSAGES)) {
            messages.add(message((Map<?, ?>) found));
        }
        return messages;
    }

    /** Waits until a message of the open channel contains the text, and returns the latest such. */
    public Message waitForMessage(String text) {
        Predicate<Message> containsIt = message -> message.text().contains(text);
        return Patience.untilFound(PATIENCE, "a message with " + text, () -> latest(containsIt));
    }

    /** Waits until no message of the open channel contains the text any more. */
    public void waitUntilGone(String text) {
        Predicate<Message> containsIt = message -> message.text().contains(text);
        Patience.until(PATIENCE, text + " to be gone", () -> latest(containsIt).isEmpty());
    }

    private Optional<Message> latest(Predicate<Message> condition) {
        return messages().stream().filter(condition).reduce((earlier, later) -> later);
    }

    private static Message message(Map<?, ?> found) {
        List<String> buttons =
                ((List<?>) found.get("buttons")).stream().map(String::valueOf).toList();
        return new Message(
                String.valueOf(found.get("author")),
                String.valueOf(found.get("text")),
                Boolean.TRUE.equals(found.get("ephemeral")),
                buttons);
    }
}
