package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.DumpId;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.ChainVerifier;
import dev.dumplink.demo.Answer;
import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.Fault;
import dev.dumplink.demo.FaultProxy;
import dev.dumplink.demo.Faults;
import dev.dumplink.demo.Message;
import dev.dumplink.demo.Needs;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.Person;
import dev.dumplink.demo.Product;
import dev.dumplink.demo.Reply;
import dev.dumplink.demo.SampleDumps;
import dev.dumplink.demo.Setup;
import dev.dumplink.demo.SideBySide;
import dev.dumplink.demo.Site;
import dev.dumplink.demo.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people get while something the bot depends on is broken: an honest sentence in time, never a link without its row,
 * and links again soon after it is mended, without a restart. {@code -Ddumplink.thorough=true} adds faults that are much
 * like others.
 */
@SideBySide
final class FaultsIT {
    private static final Logger LOG = LoggerFactory.getLogger("figures");
    private static final Duration SLACKS_PATIENCE = Duration.ofSeconds(3);
    private static final Duration MENDED = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String NOT_WRITTEN = "could not write this request into the audit log";
    private static final int AT_ONCE = 8;
    private static final boolean THOROUGH = Boolean.getBoolean("dumplink.thorough");

    @TempDir
    Path folder;

    private final AtomicInteger asked = new AtomicInteger();
    private Site site;

    @BeforeEach
    void open() throws IOException {
        site = Site.open();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    /** The audit log cannot be written, in every way a server and a network know. */
    @Test
    void withoutTheAuditDatabaseNobodyGetsALink() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open();
                FaultProxy way = FaultProxy.to("127.0.0.1", postgres.port())) {
            AuditDatabase database = AuditDatabase.postgresql(postgres, "audit");
            try (Product product = serving(site.setup(database.sectionThrough(way.port())))) {
                broken(product, "audit database down", way::reset, way::pass);
                // at another moment of a transaction each time
                for (int i = 0; i < (THOROUGH ? 10 : 2); i++) {
                    broken(product, "audit database hung", way::blackhole, way::pass);
                }
                if (THOROUGH) {
                    broken(product, "audit database 10 s slow", () -> way.delay(Duration.ofSeconds(10)), way::pass);
                    broken(product, "audit database cut in its answers", () -> way.cutAfter(0), way::pass);
                    broken(product, "audit database half closed", way::halfClose, way::pass);
                }
                try (Connection other = database.connect();
                        Statement statement = other.createStatement()) {
                    other.setAutoCommit(false);
                    broken(
                            product,
                            "head of the chain locked",
                            () -> statement.execute("SELECT * FROM audit_chain FOR UPDATE"),
                            other::rollback);
                }
                broken(
                        product,
                        "audit database read-only",
                        () -> database.execute("ALTER DATABASE audit SET default_transaction_read_only = on; "
                                + "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
                                + " 'dumplink'"),
                        () -> readWrite(postgres));
                cutAroundCommits(product, way, database);
            }
            sound(database);
        }
    }

    private static void readWrite(EmbeddedPostgres postgres) throws Exception {
        postgres.execute("postgres", "ALTER DATABASE audit RESET default_transaction_read_only");
        postgres.execute(
                "postgres",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dumplink'");
    }

    /** The connection is reset at ever other moments of a transaction; a link that got out has its row. */
    private void cutAroundCommits(Product product, FaultProxy way, AuditDatabase database) throws Exception {
        int links = 0;
        int refused = 0;
        for (int i = 0; i < 30; i++) {
            int pause = i;
            ExecutorService cutter = Executors.newSingleThreadExecutor();
            Future<?> cut = cutter.submit(() -> {
                Thread.sleep(pause);
                way.reset();
                way.pass();
                return null;
            });
            Timed answer = ask(product);
            cut.get();
            cutter.shutdown();
            assertThat(answer.took()).isLessThan(SLACKS_PATIENCE);
            if (Site.link(answer.body()).isPresent()) {
                links++;
                String request = Site.link(answer.body()).get().getQuery().replaceFirst("(?s).*(r-\\w{12}).*", "$1");
                assertThat(database.count("code = 'DL001I' AND request_id = '" + request + "'"))
                        .isEqualTo(1);
            } else {
                refused++;
                assertThat(answer.body()).contains(NOT_WRITTEN);
            }
        }
        LOG.info("connection reset at 30 moments around COMMIT: {} links, {} refusals", links, refused);
        linksAgain(product, "resets");
    }

    @Test
    void withASqliteFileThatCannotBeWrittenNobodyGetsALink() throws Exception {
        AuditDatabase database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        try (Product product = serving(site.setup(database.section()))) {
            try (Connection other = database.connect();
                    Statement statement = other.createStatement()) {
                broken(
                        product,
                        "SQLite file locked",
                        () -> statement.execute("BEGIN EXCLUSIVE"),
                        () -> statement.execute("ROLLBACK"));
            }
        }
        sound(database);
    }

    /** SQLite itself would go on writing into a file that nobody finds again. */
    @Test
    void withTheSqliteFileTakenAwayNobodyGetsALink() throws Exception {
        Path file = folder.resolve("audit.db");
        Path aside = folder.resolve("aside.db");
        AuditDatabase database = AuditDatabase.sqlite(file);
        try (Product product = serving(site.setup(database.section()))) {
            broken(
                    product,
                    "SQLite file moved away",
                    () -> Files.move(file, aside),
                    () -> Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING));
        }
        sound(database);
    }

    /** Mode bits do not stop root, so the file is made immutable. */
    @Test
    void withAnImmutableSqliteFileNobodyGetsALink() throws Exception {
        AuditDatabase database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        try (Product product = serving(site.setup(database.section()))) {
            List<Path> files = List.of(folder.resolve("audit.db"), folder.resolve("audit.db-wal"));
            Needs.done(Needs.Right.LINUX_IMMUTABLE, "chattr", "+i", files.get(0));
            Needs.done(Needs.Right.LINUX_IMMUTABLE, "chattr", "-i", files.get(0));
            broken(product, "SQLite file immutable", () -> chattr("+i", files), () -> chattr("-i", files));
        }
        sound(database);
    }

    private static void chattr(String flag, List<Path> files) {
        files.forEach(file -> Needs.program("chattr").run(flag, file.toString()));
    }

    @Test
    void withAFullDiskNobodyGetsALink() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Needs.done(Needs.Right.SYS_ADMIN, "mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk);
        try {
            AuditDatabase database = AuditDatabase.sqlite(disk.resolve("audit.db"));
            Path ballast = disk.resolve("ballast");
            try (Product product = serving(site.setup(database.section()))) {
                broken(product, "disk full", () -> fill(ballast), () -> Files.delete(ballast));
            }
            sound(database);
        } finally {
            Needs.program("umount").run(disk.toString());
        }
    }

    private static void fill(Path ballast) throws IOException {
        Files.write(ballast, new byte[0]);
        byte[] piece = new byte[4096];
        try {
            while (true) {
                Files.write(ballast, piece, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            // full, which is what was wanted
            assertThat(Files.size(ballast)).isPositive();
        }
    }

    /** While what is known of the dumps is fresh, the store may be away; then it may not; then it is seen again. */
    @Test
    void theStoreMayBeAwayForAsLongAsKnowledgeOfItIsFresh() throws Exception {
        try (FaultProxy way = FaultProxy.to("127.0.0.1", site.s3().uri().getPort())) {
            URI store = URI.create("http://127.0.0.1:" + way.port());
            AuditDatabase database = AuditDatabase.sqlite(folder.resolve("audit.db"));
            Setup setup = site.setup(site.slack().apiUrl(), store, database.section())
                    .section(
                            "storage",
                            "{bucket: acme-dumps, region: eu-central-1, endpoint: '" + store
                                    + "', path_style: true, refresh: 1s, max_age: 6s}");
            try (Product product = serving(setup)) {
                storeAway(product, "store hung", way::blackhole, way::pass);
                if (THOROUGH) {
                    storeAway(product, "store 10 s slow", () -> way.delay(Duration.ofSeconds(10)), way::pass);
                    storeAway(product, "store down", way::reset, way::pass);
                    storeAnswers(product, 500, "<Error><Code>InternalError</Code></Error>");
                }
                storeAnswers(product, 403, "<Error><Code>AccessDenied</Code></Error>");
                storeAnswers(product, 200, "<html><b>It works!</html>");
            }
            sound(database);
        }
    }

    private void storeAway(Product product, String fault, Step breaking, Step mending) throws Exception {
        breaking.run();
        for (Timed answer : askTogether(product)) {
            assertThat(answer.took()).as(fault).isLessThan(SLACKS_PATIENCE);
            assertThat(Site.link(answer.body())).as(fault).isPresent();
        }
        Patience.until(LONG, "not to be ready: " + fault, () -> product.ready() == 503);
        for (Timed answer : askTogether(product)) {
            assertThat(answer.took()).as(fault).isLessThan(SLACKS_PATIENCE);
            assertThat(answer.body()).as(fault).contains("the store does not answer me");
        }
        mending.run();
        linksAgain(product, fault);
    }

    /** Another server at the store's place. */
    private void storeAnswers(Product product, int status, String body) throws Exception {
        int port = site.s3().uri().getPort();
        site.s3().stop();
        HttpServer impostor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        impostor.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        impostor.start();
        storeAway(product, "store answers " + status + " " + body, () -> {}, () -> {
            impostor.stop(0);
            site.s3().start();
        });
    }

    @Test
    void aDumpWhoseManifestIsWrongIsNotOffered() throws Exception {
        AuditDatabase database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        try (Product product = serving(site.setup(database.section()))) {
            String good = Site.link(ask(product).body()).orElseThrow().getPath();
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            wrongManifest(now.minusSeconds(50), "{\"format\": 1, \"data");
            wrongManifest(now.minusSeconds(40), "");
            wrongManifest(now.minusSeconds(30), "[]");
            DumpId lying = new DumpId(new DatabaseName("shop"), now.minusSeconds(20));
            SampleDumps.put(site.s3(), "shop", lying.madeAt());
            site.s3().put(lying.archiveKey("anonymized/shop/"), new byte[] {1, 2, 3});
            site.s3()
                    .put(
                            new DumpId(new DatabaseName("shop"), now.minusSeconds(10)).archiveKey("anonymized/shop/"),
                            new byte[] {1});
            Thread.sleep(2500);
            assertThat(Site.link(ask(product).body()).orElseThrow().getPath()).isEqualTo(good);
            String newest = SampleDumps.put(site.s3(), "shop", now);
            Patience.until(MENDED, "the newest good dump", () -> link(product).endsWith(newest));
        }
    }

    private void wrongManifest(Instant madeAt, String content) {
        DumpId id = new DumpId(new DatabaseName("shop"), madeAt);
        site.s3().put(id.archiveKey("anonymized/shop/"), SampleDumps.archive("shop"));
        site.s3().put(id.manifestKey("anonymized/shop/"), content.getBytes(StandardCharsets.UTF_8));
    }

    private String link(Product product) {
        try {
            return Site.link(ask(product).body()).map(URI::getPath).orElse("");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A person the bot has seen may ask while Slack is away; a stranger may not; one named in the configuration may. */
    @Test
    void whileSlackIsAwayThoseItHasSeenMayAsk() throws Exception {
        Person named = Person.member("U0NAMED", "named", "Nina Named");
        site.slack().invite(named);
        try (FaultProxy way = FaultProxy.to("127.0.0.1", site.slack().apiUrl().getPort())) {
            URI api = URI.create(
                    "http://127.0.0.1:" + way.port() + site.slack().apiUrl().getPath());
            AuditDatabase database = AuditDatabase.sqlite(folder.resolve("audit.db"));
            Setup setup = site.setup(api, site.s3().uri(), database.section())
                    .section(
                            "access",
                            "{teams: [T01ACME], admins: {users: [" + named.id()
                                    + "]}, limits: {per_user_hour: 1000, per_user_day: 1000}}");
            try (Product product = serving(setup)) {
                site.slack().deliversTo(product.events());
                Faults faults = site.slack().faults();
                ask(product, 0);
                AtomicInteger stranger = new AtomicInteger(1);
                slackAway(product, stranger, named, "Slack down", way::reset, way::pass);
                slackAway(product, stranger, named, "Slack hung", way::blackhole, way::pass);
                slackAway(
                        product,
                        stranger,
                        named,
                        "Slack 10 s slow",
                        () -> way.delay(Duration.ofSeconds(10)),
                        way::pass);
                for (Fault fault : List.of(
                        Fault.rateLimited(1),
                        Fault.status(500),
                        Fault.garbage("<html>"),
                        Fault.notOk("internal_error"),
                        Fault.notOk("invalid_auth"),
                        Fault.slow(Duration.ofSeconds(3)))) {
                    slackAway(
                            product,
                            stranger,
                            named,
                            "users.info",
                            () -> faults.on("users.info", fault),
                            faults::clear);
                }
            }
            assertThat(database.count("code = 'DL002D' AND decision_rule = 'directory.unreachable'"))
                    .isGreaterThanOrEqualTo(9);
            assertThat(database.count("code = 'DL001I' AND decision_rule = 'admins.users'"))
                    .isGreaterThanOrEqualTo(1);
            sound(database);
        }
    }

    private void slackAway(
            Product product, AtomicInteger stranger, Person named, String fault, Step breaking, Step mending)
            throws Exception {
        breaking.run();
        Timed seen = ask(product, 0);
        assertThat(Site.link(seen.body())).as(fault).isPresent();
        int who = stranger.getAndIncrement();
        Timed unseen = ask(product, who);
        assertThat(unseen.body()).as(fault).contains("cannot check who you are");
        Reply breakGlass = site.slack().as(named).types("/dump shop");
        assertThat(breakGlass.message().link()).as(fault).isPresent();
        assertThat(List.of(seen.took(), unseen.took(), breakGlass.took()))
                .as(fault)
                .allSatisfy(took -> assertThat(took).isLessThan(Duration.ofMillis(2500)));
        LOG.info(
                "{}: seen before {} ms, unseen {} ms, named {} ms",
                fault,
                seen.took().toMillis(),
                unseen.took().toMillis(),
                breakGlass.took().toMillis());
        mending.run();
        long start = System.nanoTime();
        Patience.until(MENDED, "a link after " + fault, () -> links(product, who));
        LOG.info("{}: a link {} ms after mending", fault, millisSince(start));
    }

    private boolean links(Product product, int who) {
        try {
            return Site.link(ask(product, who).body()).isPresent();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Five groups that nobody can list do not cost five times the patience. */
    @Test
    void severalUserGroupsThatCannotBeAskedForDoNotAddUp() throws Exception {
        AuditDatabase database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        site.slack().userGroup("S05", site.member(1));
        site.slack().faults().on("usergroups.users.list", Fault.slow(Duration.ofSeconds(10)));
        Setup setup = site.setup(database.section())
                .section(
                        "access",
                        "{teams: [T01ACME], members: {user_groups: [S01, S02, S03, S04, S05]}, admins: {user_groups: [S06]}}");
        try (Product product = serving(setup)) {
            for (int i = 0; i < 3; i++) {
                Timed answer = ask(product, i);
                LOG.info("six groups that do not answer: {} ms", answer.took().toMillis());
                assertThat(answer.body()).contains("cannot check who you are");
                assertThat(answer.took()).isLessThan(Duration.ofMillis(2500));
            }
            site.slack().faults().clear();
            site.slack().userGroup("S06");
            Patience.until(MENDED, "a link for a member of S05", () -> links(product, 1));
        }
    }

    @Test
    void aLinkThatCouldNotBePostedIsRecordedAsUndelivered() throws Exception {
        AuditDatabase database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        try (Product product = serving(site.setup(database.section()))) {
            site.slack().deliversTo(product.events());
            for (Fault fault : List.of(Fault.status(500), Fault.dropped(), Fault.slow(Duration.ofSeconds(10)))) {
                // a second click in the same message, so soon, would be the other half of a double click
                Message shown =
                        site.slack().as(site.member(0)).types("/dump shop").message();
                long before = database.count("code = 'DL004E'");
                site.slack().faults().on(Faults.RESPONSE_URL, fault);
                Reply click = site.slack().as(site.member(0)).clicks(shown, "dump_new");
                assertThat(click.status()).isEqualTo(200);
                assertThat(click.took()).isLessThan(Duration.ofMillis(2500));
                Patience.until(MENDED, "the row", () -> count(database, "code = 'DL004E'") == before + 1);
                site.slack().faults().clear();
            }
            assertThat(database.count("code = 'DL001I'")).isEqualTo(6);
            assertThat(database.count("code = 'DL004I'")).isEqualTo(3);
        }
        sound(database);
    }

    @Test
    void anAnswerThatSlackIsTooBusyForIsPostedAgain() throws Exception {
        AuditDatabase database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        try (Product product = serving(site.setup(database.section()))) {
            site.slack().deliversTo(product.events());
            long links = 0;
            for (Fault fault : List.of(Fault.status(503), Fault.rateLimited(1))) {
                Message shown =
                        site.slack().as(site.member(0)).types("/dump shop").message();
                site.slack().faults().on(Faults.RESPONSE_URL, fault.times(1));
                site.slack().as(site.member(0)).clicks(shown, "dump_new");
                links += 2;
                long delivered = links;
                Patience.until(MENDED, "the row", () -> count(database, "code = 'DL004I'") == delivered);
            }
            assertThat(database.count("code = 'DL004E'")).isZero();
        }
        sound(database);
    }

    private static long count(AuditDatabase database, String where) {
        try {
            return database.count(where);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asked to stop, the bot answers whomever it has begun to answer. */
    @Test
    @SideBySide.Alone
    void askedToStopTheBotFinishesWhatItHasBegun() throws Exception {
        AuditDatabase database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        Product product = serving(site.setup(database.section()));
        // a bot that has just started takes so long to ask Slack for the first time that it would not wait for the
        // answer
        assertThat(Site.link(ask(product, 4).body())).isPresent();
        site.slack().faults().on("users.info", Fault.slow(Duration.ofMillis(400)));
        List<Callable<Answer>> tasks = new ArrayList<>();
        CountDownLatch sent = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            int member = i % 4;
            tasks.add(() -> ask(product, member, sent));
        }
        ExecutorService senders = Executors.newFixedThreadPool(tasks.size());
        List<Future<Answer>> answers = new ArrayList<>();
        tasks.forEach(task -> answers.add(senders.submit(task)));
        assertThat(sent.await(10, TimeUnit.SECONDS)).isTrue();
        long start = System.nanoTime();
        int exit = product.stop();
        LOG.info("stopped with 100 requests under way: exit code {} after {} ms", exit, millisSince(start));
        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(200);
            assertThat(answer.get().body()).contains("X-Amz-Signature");
        }
        senders.shutdown();
        assertThat(exit).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        assertThat(database.count("code = 'DL001I'")).isEqualTo(101);
        assertThat(database.count("code = 'DL004I'")).isEqualTo(101);
        sound(database);
    }

    private Answer ask(Product product, int member, CountDownLatch sent) throws IOException {
        try (Wire wire = Wire.to(product.port(), Duration.ofSeconds(10))) {
            wire.send(Wire.request("/slack/events", site.asks(member)));
            sent.countDown();
            return wire.answer();
        }
    }

    /** Connections that send a byte now and then must not keep Slack out. */
    @Test
    @SideBySide.Alone
    void slowSendersDoNotKeepOthersOut() throws Exception {
        AuditDatabase database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        List<Wire> slow = new ArrayList<>();
        try (Product product = serving(site.setup(database.section()))) {
            byte[] head = ("POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000\r\n"
                            + "X-Slack-Signature: v0=0\r\nX-Slack-Request-Timestamp: 1\r\n\r\nx")
                    .getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 300; i++) {
                Wire wire = Wire.to(product.port(), SLACKS_PATIENCE);
                slow.add(wire);
                wire.send(head);
            }
            Thread.sleep(500);
            for (int i = 0; i < 3; i++) {
                Timed answer = ask(product);
                LOG.info("beside 300 slow senders: {} ms", answer.took().toMillis());
                assertThat(Site.link(answer.body())).isPresent();
                trickle(slow);
            }
        } finally {
            for (Wire wire : slow) {
                wire.close();
            }
        }
    }

    private static void trickle(List<Wire> slow) {
        for (Wire wire : slow) {
            try {
                wire.send(new byte[] {'y'});
            } catch (IOException e) {
                // the server has had enough of it, which is its right
                continue;
            }
        }
    }

    private Product serving(Setup setup) {
        return Product.serving(folder.resolve("bot"), setup);
    }

    /** Breaks the audit log, asks, mends it, and asks until there is a link again. */
    private void broken(Product product, String fault, Step breaking, Step mending) throws Exception {
        assertThat(Site.link(ask(product).body())).as("before " + fault).isPresent();
        breaking.run();
        long slowest = 0;
        for (int round = 0; round < 2; round++) {
            for (Timed answer : askTogether(product)) {
                slowest = Math.max(slowest, answer.took().toMillis());
                assertThat(answer.status()).as(fault).isEqualTo(200);
                assertThat(Site.link(answer.body())).as(fault).isEmpty();
                assertThat(answer.body()).as(fault).contains(NOT_WRITTEN).doesNotContain("X-Amz");
                assertThat(answer.took()).as(fault).isLessThan(SLACKS_PATIENCE);
            }
        }
        Patience.until(LONG, "not to be ready: " + fault, () -> product.ready() == 503);
        mending.run();
        LOG.info("{}: {} refusals, the slowest after {} ms", fault, 2 * AT_ONCE, slowest);
        linksAgain(product, fault);
    }

    private void linksAgain(Product product, String fault) {
        long start = System.nanoTime();
        Patience.until(MENDED, "a link after " + fault, () -> !link(product).isEmpty());
        long link = millisSince(start);
        Patience.until(Duration.ofSeconds(8), "to be ready after " + fault, () -> product.ready() == 200);
        LOG.info("{}: a link {} ms after mending, ready after {} ms", fault, link, millisSince(start));
    }

    private record Timed(int status, String body, Duration took) {}

    private Timed ask(Product product) throws IOException {
        return ask(product, asked.getAndIncrement() % 8);
    }

    private Timed ask(Product product, int member) throws IOException {
        long start = System.nanoTime();
        try (Wire wire = Wire.to(product.port(), Duration.ofSeconds(10))) {
            Answer answer = wire.post(site.asks(member));
            return new Timed(answer.status(), answer.body(), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private List<Timed> askTogether(Product product) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<Timed>> tasks = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                tasks.add(() -> ask(product));
            }
            List<Timed> answers = new ArrayList<>();
            for (Future<Timed> answer : senders.invokeAll(tasks)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            senders.shutdownNow();
        }
    }

    private static void sound(AuditDatabase database) {
        assertThat(ChainVerifier.verify(new AuditSettings(database.url(), null, null, null))
                        .damage())
                .isEmpty();
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
