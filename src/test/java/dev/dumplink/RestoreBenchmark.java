package dev.dumplink;

import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.FakeSlack;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.Person;
import dev.dumplink.demo.Product;
import dev.dumplink.demo.Setup;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code dumplink restore} of a link out of the bot takes, in a process of its own from the shell's return key to its
 * end, beside downloading the same file and {@code createdb} and {@code pg_restore -j} by hand, in turns on the same machine.
 * Only the ratio travels.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.mainClass=dev.dumplink.RestoreBenchmark}; {@code -Dexec.args="ROWS ROUNDS"}
 * says how many rows the largest table has (default 1,500,000) and how often each is done (default 3).
 */
public final class RestoreBenchmark {
    private static final int JOBS = Math.min(8, Runtime.getRuntime().availableProcessors());
    private static final String POLICY =
            """
            version: 1
            tables:
              public.customer: {columns: {id: keep, name: full_name, email: email, city: city, since: keep}}
              public.visit: {columns: {id: keep, customer: keep, page: keep, at: keep, agent: keep}}
            """;
    private static final String SCHEMA =
            """
            create table customer (id int, name text, email text, city text, since timestamptz);
            insert into customer select g, 'Real ' || g, 'real' || g || '@acme.com', 'Town ' || g %% 500,
              timestamptz '2020-01-01' + g * interval '1 minute' from generate_series(1, %1$d / 5) g;
            create table visit (id bigint, customer int, page text, at timestamptz, agent text);
            insert into visit select g, 1 + g %% (%1$d / 5), '/product/' || hashint4(g) %% 100000,
              timestamptz '2026-01-01' + g * interval '1 second', 'Mozilla/5.0 (X11; Linux x86_64) ' || g %% 300
              from generate_series(1, %1$d) g;
            alter table customer add primary key (id);
            alter table visit add primary key (id), add foreign key (customer) references customer;
            create index on visit (customer, at);
            create index on customer (email);
            """;

    private final Path folder;
    private final EmbeddedPostgres laptop;
    private final PrintStream out;

    private RestoreBenchmark(Path folder, EmbeddedPostgres laptop, PrintStream out) {
        this.folder = folder;
        this.laptop = laptop;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_500_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        Path folder = Files.createTempDirectory("dumplink-restore-");
        try (EmbeddedPostgres production = EmbeddedPostgres.onDisk();
                EmbeddedPostgres laptop = EmbeddedPostgres.onDisk();
                EmbeddedS3 s3 = EmbeddedS3.open();
                FakeSlack slack = FakeSlack.builder()
                        .signingSecret(Setup.SIGNING_SECRET)
                        .botToken(Setup.BOT_TOKEN)
                        .start()) {
            slack.invite(Person.member("U01ANN", "ann", "Ann"));
            production.createDatabase("shop");
            production.execute("shop", SCHEMA.formatted(rows));
            NightRun.grant(production, "shop");
            Map<String, String> sections = Map.of(
                    "databases", "{shop: {prefix: anonymized/shop/}}",
                    "access", "{teams: [T01ACME], limits: {per_user_hour: 1000, per_user_day: 1000}}",
                    "storage", storage(s3, ", refresh: 1s"));
            Stage bot = new Stage(slack, s3, Files.createDirectories(folder.resolve("bot")), sections);
            try {
                ShellRun made = NightRun.of(folder.resolve("night"), production, "shop")
                        .policy(POLICY)
                        .sections("storage: " + storage(s3, "") + "\n")
                        .toBucket();
                System.out.print(made.out() + made.err());
                new RestoreBenchmark(folder, laptop, System.out).run(slack, rounds);
            } finally {
                bot.close();
            }
        }
        System.exit(0);
    }

    private static String storage(EmbeddedS3 s3, String more) {
        return "{bucket: " + s3.bucket() + ", region: " + s3.region() + ", endpoint: '" + s3.uri()
                + "', path_style: true" + more + "}";
    }

    private void run(FakeSlack slack, int rounds) throws Exception {
        List<Double> byHand = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            double plain = byHand(link(slack));
            double one = ours(link(slack));
            out.printf(
                    Locale.ROOT,
                    "round %d: by hand %.1f s, dumplink restore %.1f s, ratio %.2f%n",
                    round,
                    plain,
                    one,
                    one / plain);
            if (round > 0) {
                // the first warms both up
                byHand.add(plain);
                ours.add(one);
                ratios.add(one / plain);
            }
        }
        out.printf(
                Locale.ROOT,
                "medians of %d rounds, -j%d: by hand %.1f s, dumplink restore %.1f s, ratio %.2f%n",
                rounds,
                JOBS,
                median(byHand),
                median(ours),
                median(ratios));
    }

    private static double median(List<Double> numbers) {
        List<Double> sorted = new ArrayList<>(numbers);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static URI link(FakeSlack slack) {
        return Patience.untilFound(
                Duration.ofSeconds(60), "a link", () -> slack.as(Person.member("U01ANN", "ann", "Ann"))
                        .types("/dump shop")
                        .messages()
                        .get(0)
                        .link());
    }

    /** What the two lines of the bot's answer do. */
    private double byHand(URI link) throws Exception {
        laptop.execute("postgres", "drop database if exists by_hand");
        long start = System.nanoTime();
        Path file = folder.resolve("by-hand.dump");
        HttpResponse<Path> got = Stage.get(link.toString(), HttpResponse.BodyHandlers.ofFile(file));
        if (got.statusCode() != 200) {
            throw new IllegalStateException("the store answered " + got.statusCode());
        }
        laptop.execute("postgres", "create database by_hand");
        EmbeddedPostgres.client("pg_restore")
                .run("--no-owner", "-j" + JOBS, "-d", laptop.uri("by_hand"), file.toString());
        return seconds(start);
    }

    private double ours(URI link) throws IOException, InterruptedException, java.sql.SQLException {
        for (String name : RestoreRun.databases(laptop).split(" ")) {
            if (name.startsWith("shop")) {
                laptop.execute("postgres", "drop database \"" + name + "\"");
            }
        }
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Product.classPath(),
                        "dev.dumplink.Main",
                        "restore",
                        link.toString(),
                        "--into",
                        laptop.uri("shop"))
                .inheritIO();
        builder.environment().put("HOME", folder.toString());
        long start = System.nanoTime();
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("restore ended with " + status);
        }
        return seconds(start);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
