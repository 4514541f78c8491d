package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dumplink.archive.Manifest;
import dev.dumplink.archive.ManifestJson;
import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.FakeSlack;
import dev.dumplink.demo.LambdaRuntime;
import dev.dumplink.demo.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as a function of AWS Lambda: its own process, AWS's runtime interface client, one invocation after the other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class NightlyHandlerIT {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    @TempDir
    private static Path folder;

    @AutoClose
    private static EmbeddedPostgres production;

    @AutoClose
    private static EmbeddedS3 s3;

    @AutoClose
    private static FakeSlack slack;

    @AutoClose
    private static LambdaRuntime lambda;

    private static AuditDatabase audit;
    private static Process function;

    @BeforeAll
    static void start() throws Exception {
        production = EmbeddedPostgres.open();
        s3 = EmbeddedS3.open();
        slack = FakeSlack.builder()
                .signingSecret(Setup.SIGNING_SECRET)
                .botToken(Setup.BOT_TOKEN)
                .start();
        lambda = LambdaRuntime.open();
        audit = AuditDatabase.postgresql(production, "audit");
        database(
                "shop",
                "CREATE TABLE person (id int PRIMARY KEY, name text);"
                        + " INSERT INTO person SELECT g, 'Person Number ' || g FROM generate_series(1, 500) g");
        database("odd", "CREATE TABLE person (id int PRIMARY KEY, name text, added text)");
        Files.writeString(
                folder.resolve("policy.yml"),
                "version: 1\ntables:\n  public.person: {columns: {id: keep, name: full_name}}\n");
        function = function(lambda, config(audit.url()));
    }

    private static void database(String name, String sql) throws SQLException {
        production.createDatabase(name);
        production.execute(name, sql);
        NightRun.grant(production, name);
    }

    private static Path config(String log) throws IOException {
        StringBuilder databases = new StringBuilder();
        Map.of("shop", production.port(), "odd", production.port(), "gone", 1)
                .forEach((name, port) -> databases.append(
                        "  %s: {prefix: nights/%s/, dump: {url: '%s', policy: policy.yml, masking_key: '%s'}}\n"
                                .formatted(name, name, NightRun.url(port, name), NightRun.KEY)));
        return Files.writeString(
                folder.resolve("dumplink.yml"),
                """
                slack: {bot_token: %s, signing_secret: %s, api_url: '%s'}
                alerts: {channel: C01OPS}
                audit: {url: '%s'}
                storage: {bucket: %s, region: %s, endpoint: '%s', path_style: true}
                databases:
                %s"""
                        .formatted(
                                Setup.BOT_TOKEN,
                                Setup.SIGNING_SECRET,
                                slack.apiUrl(),
                                log,
                                s3.bucket(),
                                s3.region(),
                                s3.uri(),
                                databases));
    }

    private static Process function(LambdaRuntime runtime, Path config) throws IOException {
        return runtime.start(
                "dev.dumplink.NightlyHandler",
                folder.resolve("function.out"),
                Map.of(
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "3538",
                        "AWS_ACCESS_KEY_ID", s3.accessKey(),
                        "AWS_SECRET_ACCESS_KEY", s3.secretKey(),
                        "DUMPLINK_CONFIG", config.toString()));
    }

    @AfterAll
    static void end() throws Exception {
        function.destroy();
        assertThat(function.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    private static List<String> rows(String database) throws SQLException {
        return audit
                .rows(
                        "SELECT concat_ws(' ', code, nullif(decision_rule, ''), command) FROM audit_event WHERE database_name = '"
                                + database + "' ORDER BY seq")
                .stream()
                .map(row -> row.get(0))
                .toList();
    }

    private static List<String> alerts() {
        return slack.requests("chat.postMessage").stream()
                .map(call -> call.arguments().path("text").asText())
                .toList();
    }

    @Test
    @Order(1)
    void aGoodNightIsAnsweredWithWhatWasMade() throws Exception {
        LambdaRuntime.Said said = lambda.invoke("{\"databases\": [\"shop\"]}", QUARTER);
        assertThat(said.path()).as(said.body().toString()).isEqualTo("invocation/response");
        JsonNode dump = said.body().path("dumps").path(0);
        assertThat(said.body().path("dumps")).hasSize(1);
        assertThat(s3.keys()).hasSize(2).contains(dump.path("key").asText());
        String manifestKey = s3.keys().stream()
                .filter(key -> key.endsWith(".manifest.json"))
                .findFirst()
                .orElseThrow();
        try (var client = s3.client(s3.uri())) {
            Manifest manifest = ManifestJson.read(
                    client.getObjectAsBytes(get -> get.bucket(s3.bucket()).key(manifestKey))
                            .asByteArray());
            assertThat(dump.path("sha256").asText()).isEqualTo(manifest.sha256().hex());
            assertThat(dump.path("bytes").asLong()).isEqualTo(manifest.size());
        }
        assertThat(dump.path("database").asText()).isEqualTo("shop");
        assertThat(dump.path("rows").asLong()).isEqualTo(500);
        assertThat(rows("shop")).containsExactly("DB001I lambda");
    }

    @Test
    @Order(2)
    void whatWillNotEndInTimeIsRefusedBeforeARowIsRead() throws Exception {
        List<String> before = s3.keys();
        LambdaRuntime.Said said = lambda.invoke("{\"databases\": [\"shop\"]}", Duration.ofSeconds(40));
        assertThat(said.path()).isEqualTo("invocation/error");
        assertThat(said.body().path("errorType").asText()).isEqualTo("dev.dumplink.DumpsUnmade");
        assertThat(said.body().path("errorMessage").asText())
                .matches(
                        "shop was refused: 0\\.\\d MB of tables take about 30 s at gzip 6 on 2\\.0 cores, and there are"
                                + " (19|20|1\\d) s; run `dumplink dump` where nothing ends it: cron, a Kubernetes CronJob, an ECS"
                                + " scheduled task");
        assertThat(said.body().path("stackTrace")).isEmpty();
        assertThat(s3.keys()).isEqualTo(before);
        assertThat(rows("shop")).last().isEqualTo("DB002D dump.time lambda");
        assertThat(alerts()).last().asString().contains("no dump of shop: ", "CronJob");
    }

    @Test
    @Order(3)
    void oneThatFailsFailsTheInvocationAndNotTheOthersDumps() throws Exception {
        LambdaRuntime.Said said = lambda.invoke(
                "{\"version\": \"0\", \"detail-type\": \"Scheduled Event\", \"source\": \"aws.events\"}", QUARTER);
        assertThat(said.path()).isEqualTo("invocation/error");
        assertThat(said.body().path("errorMessage").asText())
                .contains("gone failed: 127.0.0.1:1/gone: cannot be reached")
                .contains("odd was refused: the policy does not fit the schema: public.person.added")
                .contains("; made: nights/shop/shop_");
        assertThat(s3.keys()).hasSize(4).allMatch(key -> key.startsWith("nights/shop/"));
        assertThat(rows("gone")).containsExactly("DB001E lambda");
        assertThat(rows("odd")).containsExactly("DB002D dump.policy lambda");
        assertThat(alerts()).anyMatch(alert -> alert.contains("dump of gone failed: "));
    }

    @Test
    @Order(4)
    void anEventThatIsNotUnderstoodIsNotTakenForAll() throws Exception {
        LambdaRuntime.Said said = lambda.invoke("{\"database\": \"shop\"}", QUARTER);
        assertThat(said.path()).isEqualTo("invocation/error");
        assertThat(said.body().path("errorMessage").asText())
                .contains("the event should be {\"databases\": [\"NAME\"]}");
        // a dump is called by the second in which it was made, and the one before may be of this second
        Thread.sleep(1001);
        LambdaRuntime.Said named = lambda.invoke("{\"databases\": [\"shop\"]}", QUARTER);
        assertThat(named.path()).as(named.body().toString()).isEqualTo("invocation/response");
        assertThat(function.isAlive()).isTrue();
        assertThat(Files.readString(folder.resolve("function.out"))).doesNotContain(Setup.BOT_TOKEN, "Person Number");
    }

    @Test
    @Order(5)
    void aLogThatWouldNotOutliveTheFunctionIsRefusedAtItsStart() throws Exception {
        try (LambdaRuntime other = LambdaRuntime.open()) {
            Path config = config("jdbc:sqlite:/tmp/audit.db");
            Process process = function(other, config);
            LambdaRuntime.Said said = other.heard();
            assertThat(said.path()).isEqualTo("init/error");
            assertThat(said.body().path("errorMessage").asText())
                    .contains("audit.url", "a file does not outlive the function: name a PostgreSQL");
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isNotZero();
        }
    }
}
