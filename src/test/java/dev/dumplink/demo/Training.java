package dev.dumplink.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One morning of a packaged dumplink: started with the JVM options given, asked for everything people ask for, and told to
 * stop. A JVM that is to remember which classes it needs watches this while the container image is built; what it prints
 * is how long the start took, from the new process to the first link.
 */
final class Training {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FakeSlack slack;
    private final Product product;
    private Optional<String> resident = Optional.empty();

    private Training(FakeSlack slack, Product product) {
        this.slack = slack;
        this.product = product;
    }

    /** @param args the jar, then options for its JVM */
    public static void main(String[] args) throws Exception {
        boolean done = run(Path.of(args[0]), Arrays.copyOfRange(args, 1, args.length), System.out);
        // servers of others leave threads behind that are no daemons
        System.exit(done ? 0 : 1);
    }

    private static boolean run(Path jar, String[] jvmOptions, PrintStream out)
            throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("dumplink-training-");
        try (EmbeddedS3 s3 = EmbeddedS3.open();
                FakeSlack slack = FakeSlack.builder()
                        .people(Demo.ALICE, Demo.GUS)
                        .signingSecret(Setup.SIGNING_SECRET)
                        .botToken(Setup.BOT_TOKEN)
                        .start()) {
            SampleDumps.put(s3, "shop", Instant.now().minus(Duration.ofHours(1)));
            SampleDumps.put(s3, "shop", Instant.now().minus(Duration.ofHours(25)));
            Setup setup = Setup.between(slack, s3)
                    .section("audit", "{url: 'jdbc:sqlite:" + home.resolve("audit.db") + "'}")
                    .jar(jar)
                    .jvm(jvmOptions);
            long start = System.nanoTime();
            try (Product product = Product.starting(home, setup)) {
                slack.deliversTo(product.events());
                Training training = new Training(slack, product);
                Message first = training.firstLink();
                long millis = (System.nanoTime() - start) / 1_000_000;
                training.morning(first);
                int exit = product.stop();
                out.println("first link after " + millis + " ms, resident " + training.resident.orElse("unknown")
                        + ", exit " + exit);
                return exit == 0;
            }
        } finally {
            Folder.delete(home);
        }
    }

    /** Asks until there is a link, as an impatient person would. */
    private Message firstLink() throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            Reply reply = slack.as(Demo.ALICE).types("/dump");
            Optional<Message> answer = reply.messages().stream()
                    .filter(message -> message.link().isPresent())
                    .findFirst();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (!product.handle().isAlive()) {
                break;
            }
            Thread.sleep(5);
        }
        throw new IllegalStateException("no link:\n" + product.output());
    }

    private void morning(Message link) throws IOException {
        resident = resident();
        Client alice = slack.as(Demo.ALICE);
        for (String line : new String[] {"help", "list", "list shop", "shop", "sho", "nonsense", "shop@2020-01-01"}) {
            alice.types("/dump " + line);
        }
        slack.as(Demo.GUS).types("/dump");
        slack.deliver(alice.prepares("/dump").tampered("text=shop"));
        alice.clicks(link, "dump_open");
        alice.clicks(link, "dump_new");
        alice.clicks(link, "dump_hide");
        product.ready();
        product.manage("/metrics");
        product.manage("/health/live");
    }

    private Optional<String> resident() throws IOException {
        Path status = Path.of("/proc", String.valueOf(product.handle().pid()), "status");
        if (!Files.exists(status)) {
            return Optional.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.substring("VmRSS:".length()).strip())
                .findFirst();
    }
}
