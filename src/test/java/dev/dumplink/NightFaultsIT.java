package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.demo.CommandRun;
import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.FakeSlack;
import dev.dumplink.demo.FaultProxy;
import dev.dumplink.demo.Needs;
import dev.dumplink.demo.Product;
import dev.dumplink.demo.Setup;
import dev.dumplink.store.FolderShelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Nights on which something goes wrong: one clear line, the right exit code, a row, and nothing that looks like a dump. */
final class NightFaultsIT {
    private static final String SECRET = "wr0ng-password-of-ours";
    private static final String POLICY =
            """
            version: 1
            tables:
              public.person:
                columns: {id: keep, name: full_name, email: email, note: keep}
              public.event:
                columns: {id: keep, person: keep, what: text}
            """;

    @AutoClose
    private static EmbeddedPostgres production;

    @TempDir
    private Path folder;

    private NightRun night;

    @BeforeAll
    static void start() throws IOException, SQLException {
        production = EmbeddedPostgres.open();
        production.createDatabase("shop");
        production.execute(
                "shop",
                """
                CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, email text NOT NULL UNIQUE, note text);
                INSERT INTO person SELECT g, 'Person Number ' || g, 'someone' || g || '@corp-mail.com', 'likes tea'
                  FROM generate_series(1, 1000) g;
                CREATE TABLE event (id int PRIMARY KEY, person int REFERENCES person, what text)
                  -- many pages for few rows, so that it is read in several stretches
                  WITH (fillfactor = 20);
                INSERT INTO event SELECT g, 1 + g % 1000, md5(g::text) || md5((g * 7)::text) || md5((g * 13)::text)
                  FROM generate_series(1, 100000) g;
                ANALYZE
                """);
        NightRun.grant(production, "shop");
        production.execute(
                "shop", "CREATE ROLE writer LOGIN IN ROLE pg_read_all_data; GRANT INSERT ON person TO writer");
    }

    @BeforeEach
    void prepare() throws IOException {
        night = NightRun.of(folder, production, "shop").policy(POLICY);
    }

    private void assertNothingWasMade(ShellRun run, int exit, String words, String outcome) throws IOException {
        assertThat(run.err()).contains(words).doesNotContain(SECRET).doesNotContain("\tat ");
        assertThat(run.exit()).as(run.err()).isEqualTo(exit);
        assertThat(night.files()).isEmpty();
        assertThat(night.audit()).contains(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://dumplink_reader:SECRET@127.0.0.1:1/shop | cannot be reached",
                "postgres://dumplink_reader:SECRET@127.0.0.1:PORT/nowhere | there is no such database",
                "postgres://nobody:SECRET@127.0.0.1:PORT/shop | does not let role nobody in"
            })
    void aProductionThatCannotBeEnteredIsSaidInOneLine(String url, String words) throws IOException {
        night.url(url.replace("SECRET", SECRET).replace("PORT", "" + production.port()));
        assertNothingWasMade(night.toFolder(), 1, words, "unmade");
    }

    @Test
    void withoutPgDumpThereIsNoDump() throws IOException {
        night.environment("PATH", folder.toString());
        assertNothingWasMade(night.toFolder(), 1, "there is no pg_dump on the PATH", "unmade");
    }

    @Test
    void aColumnWithoutARuleRefusesBeforeARowIsRead() throws IOException {
        night.policy(POLICY.replace(", note: keep", ""));
        ShellRun run = night.toFolder();
        assertNothingWasMade(run, 2, "the policy does not fit the schema", "withheld");
        assertThat(run.err()).contains("public.person.note");
    }

    @Test
    void aPolicyThatIsNoneIsAMistakeOfTheConfiguration() throws IOException {
        night.policy(POLICY.replace("columns:", "colums:"));
        ShellRun run = night.toFolder();
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("policy.yml").contains("colums");
        assertThat(night.files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"postgres,it is a superuser", "writer,INSERT on 1 table"})
    void aRoleThatCouldWriteIsRefused(String role, String words) throws IOException {
        night.url("postgres://" + role + "@127.0.0.1:" + production.port() + "/shop");
        assertNothingWasMade(night.toFolder(), 3, words, "withheld");
    }

    @Test
    void aReasonInThePolicyLetsAStrongerRoleRead() throws IOException {
        night.url("postgres://postgres@127.0.0.1:" + production.port() + "/shop");
        night.policy(POLICY + "role: {allow_superuser: a test has no other}\n");
        ShellRun run = night.toFolder();
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("101,000 rows of 2 tables").contains("none found");
    }

    @Test
    void realValuesInAKeptColumnStopThePublication() throws Exception {
        production.createDatabase("leaky");
        production.execute(
                "leaky",
                "CREATE TABLE person (id int, email text, memo text); INSERT INTO person SELECT g, 'someone' || g ||"
                        + " '@corp-mail.com', 'wrote from someone' || g || '@corp-mail.com' FROM generate_series(1, 50) g");
        NightRun.grant(production, "leaky");
        night.url(NightRun.url(production.port(), "leaky"))
                .policy("version: 1\ntables:\n  public.person:\n    columns: {id: keep, email: email, memo: keep}\n");
        ShellRun run = night.toFolder();
        assertNothingWasMade(run, 3, "real values are in the finished archive", "withheld");
        assertThat(run.err())
                .contains("real values of public.person.email are in public.person.memo")
                .doesNotContain("someone");
    }

    @Test
    void aConnectionThatBreaksInTheMiddleOfTheRowsIsAFailedNight() throws IOException {
        try (FaultProxy proxy = FaultProxy.to("127.0.0.1", production.port())) {
            night.url(NightRun.url(proxy.port(), "shop"));
            proxy.cutAfter(4_000_000);
            assertNothingWasMade(night.toFolder(), 1, "the connection to the server was lost", "unmade");
        }
    }

    @Test
    void whoeverWaitsForASlowServerSeesHowFarItIs() throws IOException {
        try (FaultProxy proxy = FaultProxy.to("127.0.0.1", production.port())) {
            night.url(NightRun.url(proxy.port(), "shop"));
            proxy.delay(Duration.ofMillis(4));
            ShellRun run = ShellRun.onTerminal(
                    night.environment(),
                    "dump",
                    "--config",
                    night.config().toString(),
                    "--to",
                    night.target().toString());
            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.err())
                    .containsPattern("\rshop: masking  \\[#*-+]  \\d+ %  [\\d,]+ rows  \\d+ MB.*public\\.event")
                    .endsWith("\r\u001b[K")
                    .doesNotContain("\n");
            List<Integer> shares = Pattern.compile("masking .*?(\\d+) %")
                    .matcher(run.err())
                    .results()
                    .map(match -> Integer.valueOf(match.group(1)))
                    .toList();
            assertThat(shares).hasSizeGreaterThan(3).isSorted();
        }
    }

    @Test
    void aRowThatIsTooLargeForTheMemoryIsSaidInOneLine() throws Exception {
        production.createDatabase("huge");
        production.execute(
                "huge", "CREATE TABLE event (id int, what text); INSERT INTO event SELECT 1, repeat('xyz ', 8000000)");
        NightRun.grant(production, "huge");
        night.url(NightRun.url(production.port(), "huge"))
                .policy("version: 1\ntables:\n  public.event: {columns: {id: keep, what: text}}\n");
        CommandRun run = CommandRun.of(
                folder,
                List.of("-Xmx64m"),
                "dump",
                "--config",
                night.config().toString(),
                "--to",
                night.target().toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("no dump was made: ", "there is too little memory")
                .doesNotContain("\tat ");
        assertThat(night.files()).isEmpty();
        assertThat(night.audit()).contains("unmade");
    }

    @Test
    void aDiskThatIsFullIsNamedAndLeftEmpty() throws IOException {
        Path disk = Files.createDirectory(night.target());
        Needs.done(Needs.Right.SYS_ADMIN, "mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk);
        try {
            assertNothingWasMade(night.toFolder(), 1, "No space left on device", "unmade");
        } finally {
            Needs.program("umount").run(disk.toString());
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsARowToo() throws IOException {
        Files.writeString(night.target(), "in the way");
        ShellRun run = night.toFolder();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("no dump was made: make ");
        assertThat(night.audit()).contains("unmade");
    }

    @Test
    void whileAnotherNightIsAtItThereIsNoSecond() throws Exception {
        try (FolderShelf shelf = FolderShelf.open(night.target(), new DatabaseName("shop"), InstantSource.system())) {
            shelf.takeTurn("the other night", Duration.ofMinutes(5));
            ShellRun run = night.toFolder();
            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.err())
                    .containsPattern(
                            "another night is at it: the other night; if it was killed, run again after"
                                    + " \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ, when its turn ends: one that lives renews it");
        }
        assertThat(night.files()).containsExactly("shop.lock");
    }

    @Test
    void theAlertChannelHearsOfIt() throws IOException {
        try (FakeSlack slack = FakeSlack.builder()
                .signingSecret(Setup.SIGNING_SECRET)
                .botToken(Setup.BOT_TOKEN)
                .start()) {
            night.url(NightRun.url(1, "shop"))
                    .sections("slack: {bot_token: " + Setup.BOT_TOKEN + ", signing_secret: " + Setup.SIGNING_SECRET
                            + ", api_url: '" + slack.apiUrl() + "'}\nalerts: {channel: C01OPS}\n");
            night.toFolder();
            assertThat(slack.requests("chat.postMessage")).singleElement().satisfies(call -> assertThat(
                            call.arguments().toString())
                    .contains("C01OPS", "dump of shop failed", "cannot be reached"));
        }
    }

    @Test
    void aKilledNightLeavesNoDumpAndTheNextOneSweepsAndWorks() throws Exception {
        Process process = new ProcessBuilder(Product.command(
                        List.of(),
                        "dump",
                        "--config",
                        night.config().toString(),
                        "--to",
                        night.target().toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("killed.out").toFile())
                .start();
        await(() -> night.files().stream().anyMatch(name -> name.endsWith(".part")) && partBegun());
        process.destroyForcibly().waitFor();
        assertThat(night.files()).hasSize(2).noneMatch(name -> name.endsWith(".json") || name.endsWith(".dump"));
        assertThat(night.toFolder().err()).contains("another night is at it");
        fiveMinutesPass();
        ShellRun next = night.toFolder();
        assertThat(next.exit()).as(next.err()).isZero();
        assertThat(night.files()).hasSize(2).noneMatch(name -> name.endsWith(".part") || name.endsWith(".lock"));
    }

    private boolean partBegun() throws IOException {
        try (var files = Files.list(night.target())) {
            return files.filter(file -> file.toString().endsWith(".part"))
                    .anyMatch(file -> file.toFile().length() > 0);
        }
    }

    /** For the files that were left behind. */
    private void fiveMinutesPass() throws IOException {
        Instant before = Instant.now().minus(Duration.ofMinutes(6));
        for (String name : night.files()) {
            Path file = night.target().resolve(name);
            if (name.endsWith(".lock")) {
                List<String> lines = new ArrayList<>(Files.readAllLines(file));
                lines.set(1, before.toString());
                Files.writeString(file, String.join("\n", lines) + "\n");
            }
            Files.setLastModifiedTime(file, FileTime.from(before));
        }
    }

    @Test
    void aBucketGetsItsDumpsAndKeepsAsManyAsItShould() throws Exception {
        try (EmbeddedS3 s3 = EmbeddedS3.open()) {
            night.with(", keep: 1").sections(storage(s3));
            for (int i = 0; i < 2; i++) {
                CommandRun run = inItsOwnProcess(s3);
                assertThat(run.exit()).as(run.err()).isZero();
            }
            assertThat(s3.keys())
                    .hasSize(2)
                    .allMatch(key -> key.startsWith("anonymized/shop/shop_"))
                    .anyMatch(key -> key.endsWith(".manifest.json"));
        }
    }

    @Test
    void aStoreThatRefusesHalfWayHasNothingAfterwards() throws Exception {
        try (EmbeddedS3 s3 = EmbeddedS3.open();
                S3Client client = s3.client(s3.uri())) {
            night.sections(storage(s3));
            FutureTask<CommandRun> running = new FutureTask<>(() -> inItsOwnProcess(s3));
            new Thread(running, "night").start();
            await(() -> !uploads(client, s3).isEmpty());
            uploads(client, s3)
                    .forEach(upload -> client.abortMultipartUpload(
                            abort -> abort.bucket(s3.bucket()).key(upload.key()).uploadId(upload.uploadId())));
            CommandRun run = running.get();
            assertThat(run.exit()).as(run.err()).isEqualTo(1);
            assertThat(run.err()).contains("shop: no dump was made: ", "404 NoSuchUpload");
            assertThat(s3.keys()).isEmpty();
            assertThat(uploads(client, s3)).isEmpty();
        }
    }

    private static List<MultipartUpload> uploads(S3Client client, EmbeddedS3 s3) {
        return client.listMultipartUploads(list -> list.bucket(s3.bucket())).uploads();
    }

    private static String storage(EmbeddedS3 s3) {
        return "storage: {bucket: " + s3.bucket() + ", region: " + s3.region() + ", endpoint: '" + s3.uri()
                + "', path_style: true}\n";
    }

    private CommandRun inItsOwnProcess(EmbeddedS3 s3) throws IOException {
        List<String> credentials =
                List.of("-Daws.accessKeyId=" + s3.accessKey(), "-Daws.secretAccessKey=" + s3.secretKey());
        return CommandRun.of(
                folder, credentials, "dump", "--config", night.config().toString());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (!condition.call()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(5);
        }
    }
}
