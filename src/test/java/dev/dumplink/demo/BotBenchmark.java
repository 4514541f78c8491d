package dev.dumplink.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * What {@code /dump} costs: the real bot, with every check and a durable row for every link, beside the same load on bare
 * Bolt on Jetty and beside what the disk allows ({@link DiskFloor}), in turns on the same machine in one run. Only the
 * ratios travel.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.mainClass=dev.dumplink.demo.BotBenchmark}; {@code -Dexec.args=SECONDS}
 * changes the length of one measurement, {@code -Ddumplink.dumps=N} the number of dumps in the bucket (default 30).
 * {@code -Ddumplink.peer=DIR} adds a bot of others, an {@code app.js} with its modules, which lists the bucket for every
 * request.
 */
public final class BotBenchmark {
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final int ROUNDS = 3;

    private final Subject bare;
    private final Subject ours;
    private final Optional<Subject> peer;
    private final DiskFloor disk;
    private final Duration length;
    private final PrintStream out;

    private BotBenchmark(
            Subject bare, Subject ours, Optional<Subject> peer, DiskFloor disk, Duration length, PrintStream out) {
        this.bare = bare;
        this.ours = ours;
        this.peer = peer;
        this.disk = disk;
        this.length = length;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        Duration length = Duration.ofSeconds(args.length == 0 ? 8 : Long.parseLong(args[0]));
        Path home = Files.createTempDirectory("dumplink-bench-");
        PrintStream out = System.out;
        try (FakeSlack slack = slack();
                EmbeddedS3 s3 = EmbeddedS3.open();
                Bare bare = new Bare(slack);
                PeerBot peer = PeerBot.named(System.getProperty("dumplink.peer"), slack, s3, home)) {
            IntStream.range(0, Integer.getInteger("dumplink.dumps", 30))
                    .forEach(day -> SampleDumps.put(s3, "shop", Instant.now().minus(Duration.ofDays(day))));
            try (Product product = Product.serving(home, setup(slack, s3, home))) {
                new BotBenchmark(
                                new Subject(
                                        "bare Bolt",
                                        new SlackLoad(bare.events, Setup.SIGNING_SECRET, BareBolt.ANSWER),
                                        bare.process.toHandle()),
                                new Subject(
                                        "dumplink",
                                        new SlackLoad(product.events(), Setup.SIGNING_SECRET, "X-Amz-Signature"),
                                        product.handle()),
                                peer.process()
                                        .map(process -> new Subject(
                                                "peer",
                                                new SlackLoad(peer.events(), PeerBot.SECRET, "X-Amz-Signature"),
                                                process)),
                                new DiskFloor(home, length.dividedBy(2)),
                                length,
                                out)
                        .compare();
                out.println("audit database " + Files.size(home.resolve("audit.db")) / 1_000_000 + " MB");
            }
        } finally {
            Folder.delete(home);
        }
        System.exit(0);
    }

    private void compare() throws Exception {
        out.println("warming up");
        bare.flatOut(8, WARM_UP);
        ours.flatOut(8, WARM_UP);
        ours.flatOut(64, WARM_UP);
        if (peer.isPresent()) {
            peer.get().flatOut(8, WARM_UP);
        }
        for (int connections : new int[] {1, 8, 64}) {
            out.println(connections + (connections == 1 ? " connection" : " connections"));
            List<Double> ratios = new ArrayList<>();
            List<Double> timesPeer = new ArrayList<>();
            List<Double> ofDisk = new ArrayList<>();
            List<Double> ofSqlite = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                double floor = say(bare, () -> bare.flatOut(connections, length));
                double real = say(ours, () -> ours.flatOut(connections, length));
                ratios.add(real / floor);
                ofDisk.add(real / say("disk alone", disk.forced(connections)));
                ofSqlite.add(real / say("SQLite alone", disk.committed(connections)));
                if (peer.isPresent()) {
                    double theirs = say(peer.get(), () -> peer.get().flatOut(connections, length));
                    timesPeer.add(real / theirs);
                }
            }
            say("of bare Bolt", ratios);
            say("of the disk", ofDisk);
            say("of SQLite", ofSqlite);
            say("times peer", timesPeer);
        }
        out.println("50 requests/s");
        say(ours, () -> ours.load().paced(8, length, 50));
    }

    private void say(String what, List<Double> ratios) {
        if (!ratios.isEmpty()) {
            ratios.sort(Double::compare);
            out.printf(Locale.ROOT, "  %-12s %.2f (median of %d)%n", what, ratios.get(ROUNDS / 2), ROUNDS);
        }
    }

    private double say(String what, double perSecond) {
        out.printf(Locale.ROOT, "  %-12s %8.0f requests/s%n", what, perSecond);
        return perSecond;
    }

    private double say(Subject subject, Callable<SlackLoad.Result> measurement) throws InterruptedException {
        Duration before = subject.cpu();
        SlackLoad.Result result = measure(measurement);
        double micros = subject.cpu().minus(before).toNanos() / 1e3 / Math.max(1, result.nanos().length);
        out.printf(Locale.ROOT, "  %-12s %s   CPU %5.0f us a request%n", subject.name(), result, micros);
        return result.perSecond();
    }

    private static SlackLoad.Result measure(Callable<SlackLoad.Result> measurement) throws InterruptedException {
        try {
            return measurement.call();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** One of the two programs, and how to load it. */
    private record Subject(String name, SlackLoad load, ProcessHandle process) {
        SlackLoad.Result flatOut(int connections, Duration length) throws InterruptedException {
            return load.flatOut(connections, length);
        }

        Duration cpu() {
            return process.info().totalCpuDuration().orElse(Duration.ZERO);
        }
    }

    private static FakeSlack slack() {
        Person[] everybody = IntStream.range(0, SlackLoad.USERS)
                .mapToObj(i -> Person.member("U" + (SlackLoad.FIRST_USER + i), "u" + i, "User " + i))
                .toArray(Person[]::new);
        return FakeSlack.builder()
                .people(everybody)
                .signingSecret(Setup.SIGNING_SECRET)
                .botToken(Setup.BOT_TOKEN)
                .start();
    }

    private static Setup setup(FakeSlack slack, EmbeddedS3 s3, Path home) {
        return Setup.between(slack, s3)
                .section("access", "{teams: [T01ACME], limits: {per_user_hour: 1000000, per_user_day: 1000000}}")
                .section(
                        "storage",
                        "{bucket: " + s3.bucket() + ", region: " + s3.region() + ", endpoint: '" + s3.uri()
                                + "', path_style: true, refresh: 30s}")
                .section("audit", "{url: 'jdbc:sqlite:" + home.resolve("audit.db") + "'}")
                // compiled as the others are: tests start it to live for seconds
                .jvm();
    }

    /** The floor, in a process of its own. */
    private static final class Bare implements AutoCloseable {
        private final Process process;
        private final URI events;

        Bare(FakeSlack slack) throws IOException {
            int port = FreePort.next();
            events = URI.create("http://127.0.0.1:" + port + "/slack/events");
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            Product.classPath(),
                            BareBolt.class.getName(),
                            Integer.toString(port),
                            Setup.SIGNING_SECRET,
                            Setup.BOT_TOKEN,
                            slack.apiUrl().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
