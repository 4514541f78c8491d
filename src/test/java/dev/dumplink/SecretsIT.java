package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.Answer;
import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.Delivery;
import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.FakeSlack;
import dev.dumplink.demo.Fault;
import dev.dumplink.demo.FaultProxy;
import dev.dumplink.demo.Faults;
import dev.dumplink.demo.Message;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.Person;
import dev.dumplink.demo.Product;
import dev.dumplink.demo.Reply;
import dev.dumplink.demo.SampleDumps;
import dev.dumplink.demo.Setup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whatever happens and however much is logged, no secret turns up where it does not belong. */
final class SecretsIT {
    private static final Logger LOG = LoggerFactory.getLogger("figures");
    private static final String BOT_TOKEN = "xoxb-111122223333-CanaryBotToken";
    private static final String SIGNING_SECRET = "c0ffee7d19b3e8254af6071dc0ffee42";
    private static final String DATABASE_PASSWORD = "canary-database-password";
    private static final String SESSION_TOKEN = "canarySessionToken/IQoJb3JpZ2luX2VjEJr";
    private static final String TYPED = "canarytyped";
    private static final String FIELD = "canary-in-a-field";
    private static final Person ALICE = Person.member("U01ALICE", "alice", "Alice Archer");
    private static final Person GUS = Person.guest("U02GUS", "gus", "Gus Guest");
    private static final Pattern SIGNATURE = Pattern.compile("X-Amz-Signature=(\\w+)");

    @TempDir
    Path folder;

    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<String> errorReplies = new ArrayList<>();
    private List<Path> raw = List.of();
    private EmbeddedS3 s3;
    private FakeSlack slack;

    @BeforeEach
    void open() throws IOException {
        s3 = EmbeddedS3.open();
        SampleDumps.put(s3, "shop", Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS));
        slack = FakeSlack.builder()
                .people(ALICE, GUS)
                .signingSecret(SIGNING_SECRET)
                .botToken(BOT_TOKEN)
                .start();
        secrets.put("bot token", BOT_TOKEN);
        secrets.put("signing secret", SIGNING_SECRET);
        secrets.put("AWS secret", s3.secretKey());
        secrets.put("AWS session token", SESSION_TOKEN);
        secrets.put("head of a signed request", "AWS4-HMAC-SHA256 Credential=");
        secrets.put("typed text", TYPED);
        secrets.put("field of a payload", FIELD);
    }

    @AfterEach
    void close() {
        slack.close();
        s3.close();
    }

    @Test
    void nothingSecretIsInOutputMetricsOrTheSqliteLogWhenAllOfItIsWords() throws Exception {
        raw = List.of(folder.resolve("audit.db"), folder.resolve("audit.db-wal"));
        session(AuditDatabase.sqlite(raw.get(0)).section(), "TEXT", () -> {});
        assertNowhere(List.of(raw.get(0)));
    }

    @Test
    void norWhenTheDatabaseFails() throws Exception {
        secrets.put("database password", DATABASE_PASSWORD);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open();
                FaultProxy way = FaultProxy.to("127.0.0.1", postgres.port())) {
            AuditDatabase database = AuditDatabase.postgresql(postgres, "audit");
            String section = database.sectionThrough(way.port())
                            .replace("?user=postgres", "")
                            .replace("}", "") + ", user: postgres, password: " + DATABASE_PASSWORD + "}";
            session(section, "JSON", () -> {
                way.reset();
                typed("/dump shop");
                way.pass();
                database.execute("ALTER TABLE audit_event ADD CONSTRAINT never CHECK (seq < 0) NOT VALID");
                typed("/dump shop");
                database.execute("ALTER TABLE audit_event DROP CONSTRAINT never");
            });
            List<Path> tables = new ArrayList<>();
            for (String table : List.of("audit_event", "audit_actor", "audit_chain")) {
                Path copy = folder.resolve(table);
                Files.writeString(copy, database.rows("SELECT * FROM " + table).toString());
                tables.add(copy);
            }
            assertNowhere(tables);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    /** Commands, clicks, faults and nonsense, in one life of the bot that logs whatever it can. */
    private void session(String audit, String log, Step databaseFaults) throws Exception {
        Setup setup = Setup.between(slack, s3)
                .section("audit", audit)
                .section("access", "{teams: [T01ACME], limits: {per_user_hour: 1000, per_user_day: 1000}}")
                .environment("BOT_TOKEN", BOT_TOKEN)
                .environment("SIGNING_SECRET", SIGNING_SECRET)
                .environment("AWS_SESSION_TOKEN", SESSION_TOKEN)
                .jvm(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Ddumplink.log.level=DEBUG",
                        "-Ddumplink.log=" + log);
        try (Product product = Product.serving(folder.resolve("bot"), setup)) {
            slack.deliversTo(product.events());
            Message shown = typed("/dump shop").message();
            for (String line : List.of("/dump", "/dump list", "/dump help", "/dump " + TYPED, "/dump shop@" + TYPED)) {
                typed(line);
            }
            noted(slack.as(GUS).types("/dump " + TYPED));
            for (String button : List.of("dump_open", "dump_new")) {
                noted(slack.as(ALICE).clicks(shown, button));
            }
            faults(shown);
            databaseFaults.run();
            nonsense();
            noted(slack.as(ALICE).clicks(shown, "dump_hide"));
            for (String page : List.of("/metrics", "/health/ready", "/health/live", "/" + TYPED)) {
                errorReplies.add(product.manage(page).body());
            }
            Patience.until(Duration.ofSeconds(5), "links", () -> {
                Reply last = typed("/dump shop");
                return last.ok() && last.message().link().isPresent();
            });
            // as they are while it runs: stopping folds the one into the other
            for (Path file : raw) {
                errorReplies.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            errorReplies.add(product.output());
        }
        errorReplies.add(Files.readString(folder.resolve("bot/serve.log")));
    }

    private Reply typed(String line) {
        return noted(slack.as(ALICE).with("enterprise_name", FIELD).types(line));
    }

    /** Remembers what only this request knows, and what was answered where no link belongs. */
    private Reply noted(Reply reply) {
        if (!reply.triggerId().isEmpty()) {
            secrets.put("trigger " + secrets.size(), reply.triggerId());
        }
        reply.responseUrl()
                .map(url -> url.substring(url.lastIndexOf('/') + 1))
                .ifPresent(token -> secrets.put("response URL " + secrets.size(), token));
        Optional.ofNullable(reply.delivery().headers().get("X-Slack-Signature"))
                .ifPresent(signature -> secrets.put("request signature " + secrets.size(), signature));
        Matcher link = SIGNATURE.matcher(reply.body().replace("\\u003d", "="));
        if (link.find()) {
            secrets.put("link " + secrets.size(), link.group(1));
        } else {
            errorReplies.add(reply.body());
        }
        slack.messagesSeenBy(ALICE).stream()
                .flatMap(message -> message.link().stream())
                .map(url -> SIGNATURE.matcher(url.toString()))
                .filter(Matcher::find)
                .forEach(signature -> secrets.put("link " + signature.group(1).substring(0, 8), signature.group(1)));
        return reply;
    }

    private void faults(Message shown) {
        Faults faults = slack.faults();
        for (Fault fault : List.of(
                Fault.status(500),
                Fault.dropped(),
                Fault.garbage("<" + FIELD),
                Fault.notOk(FIELD),
                Fault.rateLimited(1))) {
            faults.on(Faults.RESPONSE_URL, fault);
            faults.on("users.info", fault);
            faults.on("auth.test", fault);
            noted(slack.as(ALICE).clicks(shown, "dump_new"));
            typed("/dump shop");
            noted(slack.as(Person.member("U09NEW" + secrets.size(), "new", "Newcomer"))
                    .types("/dump " + TYPED));
            faults.clear();
        }
    }

    private void nonsense() {
        for (String body : List.of(
                "payload={" + FIELD,
                "payload=[\"" + FIELD + "\"]",
                "command=%zz&text=" + TYPED,
                FIELD,
                "command=/other&text=" + TYPED + "&user_id=U01ALICE&team_id=T01ACME&trigger_id=" + FIELD,
                "payload={\"type\":\"" + FIELD + "\"}",
                "payload={\"type\":\"block_actions\",\"actions\":[{\"action_id\":\"" + FIELD
                        + "\"}],\"response_url\":\"" + FIELD + "\"}",
                "payload={\"type\":\"block_actions\",\"user\":{\"id\":\"U01ALICE\",\"team_id\":\"T01ACME\"},"
                        + "\"trigger_id\":\"" + FIELD + "\",\"response_url\":\"http://" + FIELD + ".example/x\","
                        + "\"actions\":[{\"action_id\":\"dump_new\",\"type\":\"button\",\"value\":\"" + FIELD + "\"}]}",
                "payload={\"type\":\"view_submission\",\"view\":{\"private_metadata\":\"" + FIELD + "\"}}",
                "{\"type\":\"event_callback\",\"event\":{\"type\":\"" + FIELD + "\"}}")) {
            Delivery delivery = slack.signed("application/x-www-form-urlencoded", body);
            errorReplies.add(slack.deliver(delivery).body());
            Answer forged = slack.deliver(delivery.tampered(body + TYPED));
            assertThat(forged.status()).isEqualTo(401);
            errorReplies.add(forged.body());
        }
    }

    private void assertNowhere(List<Path> files) throws IOException {
        List<String> found = new ArrayList<>();
        int bytes = 0;
        for (Path file : files) {
            if (Files.exists(file)) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                bytes += content.length();
                found.addAll(secretsIn(file.getFileName().toString(), content));
            }
        }
        for (String reply : errorReplies) {
            found.addAll(secretsIn("output or reply", reply));
        }
        LOG.info(
                "{} secrets searched for in {} replies and outputs and {} bytes of audit log: {} found",
                secrets.size(),
                errorReplies.size(),
                bytes,
                found.size());
        assertThat(found).isEmpty();
        assertThat(secrets).hasSizeGreaterThan(40);
        assertThat(secrets.keySet().stream().filter(name -> name.startsWith("link ")))
                .hasSizeGreaterThan(3);
    }

    private Stream<String> named(String content) {
        return secrets.entrySet().stream()
                .filter(secret -> content.contains(secret.getValue()))
                .map(Map.Entry::getKey);
    }

    private List<String> secretsIn(String where, String content) {
        return named(content).map(name -> where + ": " + name).toList();
    }
}
