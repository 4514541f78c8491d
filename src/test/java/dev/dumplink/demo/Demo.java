package dev.dumplink.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * dumplink on one machine, with nothing but a JDK: an embedded S3 holding real archives of two sample databases, a local
 * Slack with a web page, and the real bot in a process of its own between them.
 *
 * <p>{@code mvn -q test-compile exec:java} opens the page and stays; with {@code -Dexec.args=--once} it goes the whole way
 * by itself and exits 0 or 1. {@code --port=N} moves the page.
 */
public final class Demo implements AutoCloseable {
    static final Person ALICE = Person.member("U01ALICE", "alice", "Alice Archer");
    static final Person GUS = Person.guest("U02GUS", "gus", "Gus (guest)");
    static final Person BOSS = Person.admin("U01BOSS", "bea", "Bea Boss");

    private static final int PORT = 8080;
    private static final int NIGHTS = 12;

    private final EmbeddedS3 s3;
    private final FakeSlack slack;
    private final Product product;

    private Demo(EmbeddedS3 s3, FakeSlack slack, Product product) {
        this.s3 = s3;
        this.slack = slack;
        this.product = product;
    }

    public static void main(String[] args) throws Exception {
        List<String> arguments = Arrays.asList(args);
        boolean once = arguments.contains("--once");
        int port = arguments.stream()
                .filter(argument -> argument.startsWith("--port="))
                .map(argument -> Integer.parseInt(argument.substring("--port=".length())))
                .findFirst()
                .orElse(once ? 0 : PORT);
        int exit = run(once, port, System.out);
        // servers of others leave threads behind that are no daemons
        System.exit(exit);
    }

    private static int run(boolean once, int port, PrintStream out) throws Exception {
        Path home = home(once);
        out.println("dumplink demo: starting an S3 store, a Slack and the bot ...");
        if (once) {
            return rehearse(home, port, out);
        }
        try (Demo demo = open(home, port, Duration.ofMinutes(3))) {
            out.println();
            out.println(
                    "  Open " + demo.slack.pageUrl().toString().replace("127.0.0.1", "localhost") + " and type /dump.");
            out.println("  The bot's log is target/demo/serve.log, its audit database target/demo/audit.db.");
            out.println("  Ctrl-C ends it.");
            Thread.currentThread().join();
            return 0;
        } catch (IllegalStateException | UncheckedIOException e) {
            out.println("The demo could not start: " + e.getMessage());
            return 1;
        }
    }

    /** What it leaves behind is kept only where it explains a failure. */
    private static int rehearse(Path home, int port, PrintStream out) throws Exception {
        try (Demo demo = open(home, port, Duration.ofSeconds(10))) {
            if (!new Rehearsal(demo.slack, out).run()) {
                out.println("The bot's log is " + home.resolve("serve.log") + ".");
                return 1;
            }
        } catch (IllegalStateException | UncheckedIOException e) {
            out.println("The demo could not start: " + e.getMessage());
            return 1;
        }
        Folder.delete(home);
        return 0;
    }

    /** The page's folder is always the same, and belongs to whoever has the page's port; a rehearsal has its own. */
    private static Path home(boolean once) throws IOException {
        Path target = Files.createDirectories(Path.of("target")).toAbsolutePath();
        if (!once) {
            return target.resolve("demo");
        }
        return Files.createTempDirectory(target, "demo-once-");
    }

    /** Starts everything; {@code life} is how long links live. */
    static Demo open(Path home, int port, Duration life) throws IOException {
        Path audit = home.resolve("audit.db");
        // the port first: where it is taken, the folder may be somebody's too
        FakeSlack slack = slack(port, new SqliteAuditRows(audit));
        if (Files.exists(home)) {
            Folder.delete(home);
        }
        Files.createDirectories(home);
        EmbeddedS3 s3 = EmbeddedS3.open(0, home.resolve("s3"));
        fill(s3, Instant.now());
        Setup setup = Setup.between(slack, s3)
                // whoever tries everything clicks more than ten times
                .section(
                        "access",
                        "{teams: [T01ACME], admins: {users: [U01BOSS]}, limits: {per_user_hour: 1000, per_user_day: 1000}}")
                .section("link", "{expires_in: " + life.toSeconds() + "s}")
                .section(
                        "audit",
                        "{url: 'jdbc:sqlite:" + audit + "', anchor: {key: '" + anchorKey() + "', file: '"
                                + home.resolve("anchors.jsonl") + "'}}")
                .section("databases", "{shop: {prefix: anonymized/shop/}, blog: {prefix: anonymized/blog/}}");
        Product product = Product.serving(home, setup);
        slack.deliversTo(product.events());
        Demo demo = new Demo(s3, slack, product);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> product.handle().destroy()));
        return demo;
    }

    /** Of this demo alone. */
    private static String anchorKey() {
        try {
            byte[] key = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
            return Base64.getEncoder().encodeToString(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    private static FakeSlack slack(int port, AuditRows audit) {
        return FakeSlack.builder()
                .port(port)
                .people(ALICE, GUS, BOSS)
                .channel(Channel.open("C01DEV", "dev", "Where the code is"))
                .channel(Channel.open("C01OPS", "ops", "What runs, and what does not"))
                .channel(Channel.open("C01GENERAL", "general", "Everything that concerns everybody"))
                .command(SlashCommand.of("/dump", "The latest anonymized dump")
                        .hint("shop", "the newest dump of shop")
                        .hint("list", "the ten newest dumps")
                        .hint("audit", "for administrators: who asked")
                        .hint("help", "what else there is"))
                .signingSecret(Setup.SIGNING_SECRET)
                .botToken(Setup.BOT_TOKEN)
                .auditRows(audit)
                .start();
    }

    /** A dump a night, made shortly after one; the blog's job has failed for two nights, so that its age shows. */
    private static void fill(EmbeddedS3 s3, Instant now) {
        Instant night = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofSeconds(3603));
        Instant last = night.isAfter(now) ? night.minus(Duration.ofDays(1)) : night;
        for (int i = 0; i < NIGHTS; i++) {
            Instant made = last.minus(Duration.ofDays(i));
            SampleDumps.put(s3, "shop", made);
            if (i > 1) {
                SampleDumps.put(s3, "blog", made.plusSeconds(240));
            }
        }
    }

    FakeSlack slack() {
        return slack;
    }

    Product product() {
        return product;
    }

    @Override
    public void close() {
        product.close();
        slack.close();
        s3.close();
    }
}
