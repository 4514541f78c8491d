package dev.dumplink.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * From the start of the process to the first answer with a link, in turns with a bot of others ({@link BotBenchmark}). Once
 * with an audit log that is there, as after every start but the first, and once with one that must be made.
 *
 * <p>{@code java -Ddumplink.peer=DIR -cp … dev.dumplink.demo.StartBenchmark JAR JVM-OPTION…}, with the JVM that is to be
 * measured and the options that the image gives it.
 */
final class StartBenchmark {
    private static final int ROUNDS = 7;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LINK = "X-Amz-Signature";

    private StartBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path home = Files.createTempDirectory("dumplink-start-");
        try (EmbeddedS3 s3 = EmbeddedS3.open();
                FakeSlack ours = slack(Setup.SIGNING_SECRET);
                FakeSlack others = slack(PeerBot.SECRET)) {
            for (int day = 0; day < 30; day++) {
                SampleDumps.put(s3, "shop", Instant.now().minus(Duration.ofDays(day)));
            }
            Setup setup = Setup.between(ours, s3).jar(Path.of(args[0])).jvm(Arrays.copyOfRange(args, 1, args.length));
            List<Double> again = new ArrayList<>();
            List<Double> first = new ArrayList<>();
            for (int round = 0; round <= ROUNDS; round++) {
                Path own = home.resolve("ours-" + round);
                long restarted = product(own, home.resolve("audit.db"), setup, ours);
                long theirs = peer(Files.createDirectories(home.resolve("peer-" + round)), s3, others);
                long fresh = product(own, own.resolve("audit.db"), setup, ours);
                System.out.printf(
                        Locale.ROOT,
                        "dumplink %,5d ms, with a new log %,5d ms, peer %,5d ms%n",
                        restarted,
                        fresh,
                        theirs);
                if (round > 0) {
                    again.add((double) restarted / theirs);
                    first.add((double) fresh / theirs);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "medians of %d, the first left out: %.2f, with a new log %.2f%n",
                    ROUNDS,
                    median(again),
                    median(first));
        } finally {
            Folder.delete(home);
        }
        System.exit(0);
    }

    private static FakeSlack slack(String secret) {
        return FakeSlack.builder()
                .people(Demo.ALICE)
                .signingSecret(secret)
                .botToken(Setup.BOT_TOKEN)
                .start();
    }

    private static double median(List<Double> ratios) {
        ratios.sort(Double::compare);
        return ratios.get(ratios.size() / 2);
    }

    private static long product(Path home, Path log, Setup setup, FakeSlack slack) throws InterruptedException {
        Setup own = setup.section("audit", "{url: 'jdbc:sqlite:" + log + "'}");
        long start = System.nanoTime();
        try (Product product = Product.starting(home, own)) {
            return firstLink(slack, product.events(), start);
        }
    }

    private static long peer(Path home, EmbeddedS3 s3, FakeSlack slack) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (PeerBot peer = PeerBot.named(System.getProperty("dumplink.peer"), slack, s3, home)) {
            return firstLink(slack, peer.events(), start);
        }
    }

    /** @return milliseconds since {@code start} */
    private static long firstLink(FakeSlack slack, URI events, long start) throws InterruptedException {
        slack.deliversTo(events);
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            if (slack.as(Demo.ALICE).types("/dump").body().contains(LINK)) {
                return (System.nanoTime() - start) / 1_000_000;
            }
            Thread.sleep(5);
        }
        throw new IllegalStateException("no link from " + events);
    }
}
