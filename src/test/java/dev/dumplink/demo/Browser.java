package dev.dumplink.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** A real Chromium without a window, and without anything remembered from the last time. */
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    // it warns of every Chromium that is newer than itself
    private static final Logger NEWER_CHROMIUM = Logger.getLogger("org.openqa.selenium.devtools");

    private final ChromeDriver driver;
    private final Path profile;

    private Browser(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    /** Starts the Chromium of this machine; where there is none, the test that wanted it is skipped. */
    public static Browser open() throws IOException {
        Program chromium = Needs.program("chromium");
        Program chromedriver = Needs.program("chromedriver");
        NEWER_CHROMIUM.setLevel(Level.SEVERE);
        Path profile = Files.createTempDirectory("dumplink-browser-");
        // both programs are named, so Selenium has no reason to go and download any
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.path().toFile())
                .withSilent(true)
                .build();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.path().toFile());
        options.addArguments(
                "--headless=new",
                // the build may run as root, for whom Chromium has no sandbox
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1280,900",
                "--user-data-dir=" + profile);
        return new Browser(new ChromeDriver(service, options), profile);
    }

    public void open(URI page) {
        driver.get(page.toString());
    }

    /** Makes the page exactly this large. */
    public void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** From now on files that are downloaded go into this folder. */
    public void downloadTo(Path folder) {
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
    }

    /** Waits until something on the page matches the CSS selector. */
    public void awaitElement(String css) {
        Patience.until(
                PATIENCE, css, () -> !driver.findElements(By.cssSelector(css)).isEmpty());
    }

    /** Waits until something matches the CSS selector and clicks it. */
    public void click(String css) {
        click(By.cssSelector(css), css);
    }

    /** Waits until there is a button with this label within what the CSS selector matches, and clicks the last one. */
    public void clickButton(String css, String label) {
        Patience.until(
                PATIENCE, "a button " + label, () -> driver.findElements(By.cssSelector(css + " button")).stream()
                        .filter(button -> label.equals(textOf(button)))
                        .reduce((earlier, later) -> later)
                        .map(Browser::clicked)
                        .orElse(false));
    }

    /** Waits until something matches the CSS selector and types into it. */
    public void type(String css, CharSequence... keys) {
        awaitElement(css);
        driver.findElement(By.cssSelector(css)).sendKeys(keys);
    }

    /** What a piece of JavaScript returns: text, numbers, lists and maps of them. */
    public Object evaluate(String script) {
        return driver.executeScript(script);
    }

    /** Saves what the window shows as a PNG. */
    public void screenshot(Path file) throws IOException {
        // what the pointer rests on looks different
        new Actions(driver).moveToLocation(1, 1).perform();
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
        Folder.delete(profile);
    }

    private void click(By where, String what) {
        Patience.until(PATIENCE, what, () -> driver.findElements(where).stream()
                .findFirst()
                .map(Browser::clicked)
                .orElse(false));
    }

    private static boolean clicked(WebElement element) {
        try {
            element.click();
            return true;
        } catch (StaleElementReferenceException | ElementNotInteractableException e) {
            // the page is being redrawn: look again
            return false;
        }
    }

    private static String textOf(WebElement element) {
        try {
            // a label may be laid out in several boxes
            return element.getText().replaceAll("\\s+", " ").strip();
        } catch (StaleElementReferenceException e) {
            return "";
        }
    }
}
