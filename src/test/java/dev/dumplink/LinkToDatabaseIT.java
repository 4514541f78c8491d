package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.StoredDump;
import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.FakeSlack;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.Person;
import dev.dumplink.demo.Setup;
import dev.dumplink.store.DumpFinder;
import dev.dumplink.store.DumpStore;
import dev.dumplink.store.Location;
import dev.dumplink.store.StoreSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: a night's dump in a bucket, a link out of the bot, and one command on a laptop that knows nothing else. */
final class LinkToDatabaseIT {
    private static final String POLICY =
            """
            version: 1
            tables:
              public.customer: {columns: {id: keep, name: full_name}}
            """;

    private static EmbeddedPostgres production;
    private static EmbeddedPostgres laptop;
    private static EmbeddedS3 s3;
    private static FakeSlack slack;
    private static Stage stage;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        production = EmbeddedPostgres.open();
        laptop = EmbeddedPostgres.open();
        production.createDatabase("shop");
        production.execute(
                "shop",
                "create table customer (id int primary key, name text);"
                        + " insert into customer select g, 'Mona Real ' || g from generate_series(1, 3000) g");
        NightRun.grant(production, "shop");
        s3 = EmbeddedS3.open();
        slack = FakeSlack.builder()
                .signingSecret(Setup.SIGNING_SECRET)
                .botToken(Setup.BOT_TOKEN)
                .start();
        slack.invite(Person.member("U01ANN", "ann", "Ann"));
        stage = new Stage(
                slack,
                s3,
                Files.createDirectories(folder.resolve("bot")),
                Map.of(
                        "databases", "{shop: {prefix: anonymized/shop/}}",
                        "access", "{teams: [T01ACME]}",
                        "storage", storage(", refresh: 1s")));
        ShellRun made = NightRun.of(folder.resolve("night"), production, "shop")
                .policy(POLICY)
                .sections("storage: " + storage("") + "\n")
                .toBucket();
        assertThat(made.exit()).as(made.err()).isZero();
    }

    private static String storage(String more) {
        return "{bucket: " + s3.bucket() + ", region: " + s3.region() + ", endpoint: '" + s3.uri()
                + "', path_style: true" + more + "}";
    }

    @AfterAll
    static void stop() throws Exception {
        stage.close();
        slack.close();
        s3.close();
        production.close();
        laptop.close();
    }

    private static URI link() {
        Person ann = Person.member("U01ANN", "ann", "Ann");
        return Patience.untilFound(
                Duration.ofSeconds(20),
                "a link to the night's dump",
                () -> slack.as(ann).types("/dump shop").messages().get(0).link());
    }

    @Test
    void aLinkPastedFromSlackBecomesADatabase() throws Exception {
        RestoreRun run = new RestoreRun(folder.resolve("home"));
        URI link = link();
        assertThat(link.getRawQuery()).contains("&x-dumplink-rows=3000&");
        ShellRun restored = run.restore(link.toString(), "--into", laptop.uri("shop"));
        assertThat(restored.exit()).as(restored.err()).isZero();
        assertThat(restored.out()).startsWith("database shop is ready: 3,000 rows");
        assertThat(RestoreRun.ask(
                        laptop,
                        "shop",
                        "select count(*) || ' ' || count(*) filter (where name like 'Mona Real%') from customer"))
                .isEqualTo("3000 0");
        assertThat(restored.err() + restored.out()).doesNotContain("X-Amz");
        try (var cached = Files.list(run.home().resolve(".cache/dumplink"))) {
            assertThat(cached.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".dump"));
        }
        assertThat(run.audit()).containsExactly("RS002I", "RS001I");
    }

    @Test
    void aLinkThatTellsAWrongNumberOfRowsIsAnsweredByTheArchiveItself() throws Exception {
        RestoreRun run = new RestoreRun(folder.resolve("home4"));
        ShellRun restored = run.restore(told(2_999).toString(), "--into", laptop.uri("told"));
        assertThat(restored.exit()).as(restored.err()).isZero();
        assertThat(restored.out()).startsWith("database told is ready: 3,000 rows");
    }

    /** Signed as the bot signs, of a dump whose manifest would have said so. */
    private static URI told(long rows) {
        StoreSettings settings = new StoreSettings(s3.bucket(), s3.region(), s3.uri(), true, null, null);
        // the stage has told this machine its credentials
        try (DumpStore store = DumpStore.open(settings, InstantSource.system())) {
            store.renewCredentials();
            StoredDump dump = new DumpFinder(store, InstantSource.system())
                    .newest(new Location(new DatabaseName("shop"), "anonymized/shop/", true), List.of())
                    .dumps()
                    .get(0);
            StoredDump said = new StoredDump(
                    dump.database(),
                    dump.key(),
                    dump.madeAt(),
                    dump.size(),
                    dump.etag(),
                    dump.sha256(),
                    dump.version(),
                    dump.seal(),
                    OptionalLong.of(rows));
            return store.presign(said, "r-0123456789ab", Duration.ofMinutes(1))
                    .orElseThrow()
                    .url();
        }
    }

    @Test
    void theSameByTheNameOfADatabaseWhereTheBucketIsKnown() throws Exception {
        RestoreRun run = new RestoreRun(folder.resolve("home2"))
                .configured("storage: " + storage("") + "\ndatabases: {shop: {prefix: anonymized/shop/}}\n"
                        + "restore: {targets: {mine: {url: '" + laptop.uri("mine") + "'}}}\n"
                        + "audit: {url: 'jdbc:sqlite:" + folder.resolve("own.db") + "'}\n");
        ShellRun restored = run.restore("shop", "--into", "mine");
        assertThat(restored.exit()).as(restored.err()).isZero();
        assertThat(RestoreRun.ask(laptop, "mine", "select count(*) from customer"))
                .isEqualTo("3000");
        ShellRun refused = run.restore("shop", "--into", production.uri("mine"));
        assertThat(refused.exit()).isEqualTo(Main.REFUSED);
        assertThat(refused.err()).contains("this is the server that the dump was taken from");
        ShellRun nothing = run.restore("shop@2020-01-01", "--into", "mine");
        assertThat(nothing.exit()).isEqualTo(Main.FAILED);
        assertThat(nothing.err()).contains("2020-01-01");
    }

    @Test
    void aLinkInToTheServerItsDumpWasTakenFromIsRefused() throws Exception {
        RestoreRun run = new RestoreRun(folder.resolve("home3"));
        String before = RestoreRun.databases(production);
        ShellRun refused = run.restore(link().toString(), "--into", production.uri("shop_dev"));
        assertThat(refused.exit()).isEqualTo(Main.REFUSED);
        assertThat(refused.err()).contains("this is the server that the dump was taken from");
        assertThat(RestoreRun.databases(production)).isEqualTo(before);
        assertThat(run.audit()).isEqualTo(List.of("RS001D"));
    }
}
