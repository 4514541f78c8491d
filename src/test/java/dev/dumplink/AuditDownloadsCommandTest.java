package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dumplink.audit.Actor;
import dev.dumplink.audit.AuditEvent;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Request;
import dev.dumplink.audit.RequestId;
import dev.dumplink.audit.Writer;
import dev.dumplink.demo.AccessLogEntry;
import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.FakeSlack;
import dev.dumplink.demo.Message;
import dev.dumplink.demo.Person;
import dev.dumplink.demo.SampleDumps;
import dev.dumplink.demo.Setup;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditDownloadsCommandTest {
    private static final Instant YESTERDAY =
            Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
    private static final String KEY = "anonymized/shop/shop_20261122T010003Z.dump";
    private static final String HERE = "203.0.113.7";
    private static final String THERE = "198.51.100.9";
    private static final long SIZE = 1_503_238_553;

    private static EmbeddedS3 s3;

    @TempDir
    Path folder;

    private final Random random = new Random(9);
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void open() throws Exception {
        s3 = EmbeddedS3.open();
        System.setProperty("aws.accessKeyId", s3.accessKey());
        System.setProperty("aws.secretAccessKey", s3.secretKey());
    }

    @AfterAll
    static void close() {
        s3.close();
    }

    private AuditDatabase database() {
        return AuditDatabase.sqlite(folder.resolve("audit.db"));
    }

    private Path config(String accessLogs) throws Exception {
        return Files.writeString(
                folder.resolve("dumplink.yml"),
                "storage: {bucket: " + s3.bucket() + ", region: " + s3.region() + ", endpoint: '" + s3.uri()
                        + "', path_style: true" + accessLogs + "}\naudit: {url: '"
                        + database().url()
                        + "', webhook: {url: '${NOT_SET}', secret: '${NOT_SET}'}}\n"
                        + "databases: {shop: {prefix: anonymized/shop/}}\n");
    }

    private List<String> issue(String... users) throws Exception {
        AuditSettings settings = new AuditSettings(database().url(), null, null, null);
        try (AuditLog log =
                new AuditLog(settings, new Writer("t", "0"), () -> YESTERDAY, new SecureRandom(), code -> {})) {
            return Arrays.stream(users).map(user -> issue(log, user)).toList();
        }
    }

    private String issue(AuditLog log, String user) {
        RequestId id = RequestId.next(random);
        Request request = new Request(id, Actor.slack("T1", "", user), "/dump", "C1", Optional.empty());
        log.record(
                        AuditEvent.of(EventCode.LINK_ISSUED, request, "members", "")
                                .about(new AuditEvent.DumpFacts("shop", KEY, "", "", YESTERDAY))
                                .handingOut(new AuditEvent.LinkFacts(
                                        URI.create("https://example.com/" + id), YESTERDAY.plusSeconds(180))),
                        YESTERDAY.plusSeconds(9))
                .join();
        return id.value();
    }

    private static AccessLogEntry download(String link, int seconds) {
        return AccessLogEntry.download(KEY, link, YESTERDAY.plusSeconds(seconds), HERE, SIZE);
    }

    private static String logs(List<String> links) {
        return AccessLogEntry.file(
                AccessLogEntry.listing(YESTERDAY.plusSeconds(1)),
                download(links.get(0), 20),
                download(links.get(1), 30),
                download(links.get(1), 35).from(THERE),
                download(links.get(2), 400).answered(403, "AccessDenied", 243),
                download("r-zzzzzzzzzzzz", 600).from(THERE),
                AccessLogEntry.listing(YESTERDAY.plus(Duration.ofHours(7))));
    }

    @Test
    void linksAndWhatBecameOfThemAreATable() throws Exception {
        List<String> links = issue("U01ANN", "U02BEN", "U03CAT", "U04DAN");
        s3.put("logs/one", logs(links).getBytes(StandardCharsets.UTF_8));
        s3.put("logs/two", "nonsense\n".getBytes(StandardCharsets.UTF_8));
        assertThat(run(config(", access_logs: 's3://" + s3.bucket() + "/logs/'")))
                .isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(6).allMatch(line -> line.length() <= 80);
        assertThat(lines.get(0)).startsWith("UTC").contains("request", "who", "what became of it", "from");
        assertThat(lines.get(1)).contains(links.get(0), "U01ANN", "downloaded", HERE);
        assertThat(lines.get(2)).contains(links.get(1), "U02BEN", "several addresses", HERE + " +1");
        assertThat(lines.get(3)).contains(links.get(2), "U03CAT", "refused, too late");
        assertThat(lines.get(4)).contains(links.get(3), "U04DAN", "never used");
        assertThat(lines.get(5)).contains("r-zzzzzzzzzzzz", "nobody's, served", THERE);
        assertThat(err.toString())
                .contains(
                        "links: 4 (1 several addresses, 1 downloaded, 1 refused, too late, 1 never used); unrecorded: 1")
                .contains("; new in the audit log: 7")
                .contains("files: 2, lines: 8, unreadable: 1, newest: ");
        assertThat(database().rows("SELECT actor_user FROM audit_actor WHERE actor_kind = 'operator'"))
                .containsExactly(List.of(System.getProperty("user.name")));
    }

    @Test
    void aWideTerminalShowsMore() throws Exception {
        List<String> links = issue("U01ANN", "U02BEN", "U03CAT", "U04DAN");
        environment.put("COLUMNS", "120");
        assertThat(run(config(""), "--logs", folderWith(logs(links)))).isZero();
        assertThat(out.toString().lines().toList().get(1)).contains("shop", "1.5 GB", HERE);
    }

    @Test
    void jsonAndCsvSayTheSameWithoutAddresses() throws Exception {
        List<String> links = issue("U01ANN", "=cmd()", "U03CAT", "U04DAN");
        String logs = folderWith(logs(links));
        assertThat(run(config(""), "--logs", logs, "--format", "json")).isZero();
        List<JsonNode> json =
                out.toString().lines().map(AuditDownloadsCommandTest::parsed).toList();
        assertThat(json).hasSize(5);
        assertThat(json.get(1).get("request_id").asText()).isEqualTo(links.get(1));
        assertThat(json.get(1).get("codes").toString()).isEqualTo("[\"DW001I\",\"DW002W\"]");
        assertThat(json.get(1).get("addresses").asInt()).isEqualTo(2);
        assertThat(json.get(1).get("bytes_sent").asLong()).isEqualTo(2 * SIZE);
        assertThat(json.get(4).get("state").asText()).isEqualTo("unrecorded, served");
        assertThat(out.toString()).doesNotContain(HERE, THERE);

        out.getBuffer().setLength(0);
        assertThat(run(config(""), "--logs", logs, "--format", "csv")).isZero();
        List<String> csv = out.toString().lines().toList();
        assertThat(csv).hasSize(6);
        assertThat(csv.get(0)).startsWith("time,request_id,actor_user,");
        assertThat(csv.get(2)).contains(",'=cmd(),shop,").endsWith(",several addresses,DW001I DW002W,2,3006477106,2");
        assertThat(out.toString()).doesNotContain(HERE, THERE);
        assertThat(err.toString()).contains("; new in the audit log: 0");
    }

    private static JsonNode parsed(String line) {
        try {
            return new JsonMapper().readTree(line);
        } catch (Exception e) {
            throw new IllegalStateException(line, e);
        }
    }

    @Test
    void aLogFileCannotCommandATerminal() throws Exception {
        issue("U01ANN");
        String logs = folderWith(
                download("r-zzzzzzzzzzzz", 600).from("\u001b[2J\u009b31m").line());
        assertThat(run(config(""), "--logs", logs)).isZero();
        assertThat(out.toString()).contains("?[2J?31m").matches("(?s)[\\x20-\\x7e\\n…]*");
    }

    @Test
    void whatCannotBeReadIsAFailureAndWhatIsNotSaidAMistake() throws Exception {
        issue("U01ANN");
        Path config = config("");
        assertThat(run(config)).isEqualTo(Main.WRONG_USAGE);
        assertThat(run(config, "--logs", "s3://")).isEqualTo(Main.WRONG_USAGE);
        assertThat(run(config, "--logs", folder.toString(), "--since", "soon")).isEqualTo(Main.WRONG_USAGE);
        assertThat(run(config, "--logs", folder.toString(), "--format", "xml")).isEqualTo(Main.WRONG_USAGE);
        assertThat(run(config, "--logs", folder.resolve("none").toString())).isEqualTo(Main.FAILED);
        assertThat(run(config, "--logs", "s3://no-such-bucket/logs")).isEqualTo(Main.FAILED);
        assertThat(run(
                        config,
                        "--logs",
                        Files.createDirectories(folder.resolve("empty")).toString()))
                .isEqualTo(Main.FAILED);
        assertThat(Files.exists(folder.resolve("other.db"))).isFalse();
    }

    @Test
    void withoutAnAuditLogItFailsAndMakesNone() throws Exception {
        assertThat(run(config(""), "--logs", folder.toString())).isEqualTo(Main.FAILED);
        assertThat(Files.exists(folder.resolve("audit.db"))).isFalse();
    }

    /** The whole way: a person's link, a download with it, the line that a store would write, and the row. */
    @Test
    void aRealLinksDownloadIsFoundByItsId() throws Exception {
        Person ann = Person.member("U01ANN", "ann", "Ann Arbor");
        SampleDumps.put(s3, "shop", Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS));
        try (FakeSlack slack = FakeSlack.builder()
                        .people(ann)
                        .signingSecret(Setup.SIGNING_SECRET)
                        .botToken(Setup.BOT_TOKEN)
                        .start();
                Stage stage = new Stage(
                        slack, s3, folder, Map.of("access", "{teams: [T01ACME], admins: {users: [U01ANN]}}"))) {
            Message message = slack.as(ann).types("/dump shop").message();
            URI link = message.link().orElseThrow();
            HttpResponse<byte[]> file = Stage.get(link.toString(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(file.statusCode()).isEqualTo(200);
            String key = link.getRawPath().substring(2 + s3.bucket().length());
            String logs = folderWith(AccessLogEntry.download(key, "-", Instant.now(), "127.0.0.1", file.body().length)
                    .request("GET " + link.getRawPath() + "?" + link.getRawQuery() + " HTTP/1.1")
                    .line());
            assertThat(run(config(""), "--logs", logs)).isZero();
            assertThat(out.toString()).contains("U01ANN", "downloaded", "127.0.0.1");
            stage.awaitRow(
                    "code = 'DW001I' AND request_id = (SELECT request_id FROM audit_event WHERE code = 'DL001I')");
            assertThat(slack.as(ann)
                            .types("/dump audit outcome:downloaded")
                            .message()
                            .visibleText())
                    .contains("*downloaded* · <@U01ANN> · shop", "DW001I");
        }
    }

    private String folderWith(String content) throws Exception {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        Files.writeString(logs.resolve("2026-11-22-20-00-00-0123456789ABCDEF"), content);
        return logs.toString();
    }

    private int run(Path config, String... more) {
        ShellRun run =
                ShellRun.of(environment, arguments(List.of("audit", "downloads", "--config", config.toString()), more));
        out.write(run.out());
        err.write(run.err());
        return run.exit();
    }

    private static String[] arguments(List<String> first, String... more) {
        return Stream.concat(first.stream(), Arrays.stream(more)).toArray(String[]::new);
    }
}
