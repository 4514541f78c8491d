package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.audit.TestKeys;
import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.Client;
import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.FakeSlack;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.Person;
import dev.dumplink.demo.SampleDumps;
import dev.dumplink.demo.Setup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that was cut under a running bot: its tail, the record of it and the database's own anchors. */
class DamageTest {
    private static final Person BOSS = Person.member("U01BOSS", "bea", "Bea Boss");

    @TempDir
    Path folder;

    @Test
    void whatOnlyTheAnchorsOutsideShowStandsOnTheHomeTabInTheMetricsAndAmongTheWarnings() throws Exception {
        AuditDatabase database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        try (FakeSlack slack = FakeSlack.builder()
                        .people(BOSS)
                        .signingSecret(Setup.SIGNING_SECRET)
                        .botToken(Setup.BOT_TOKEN)
                        .start();
                EmbeddedS3 s3 = EmbeddedS3.open()) {
            SampleDumps.put(s3, "shop", Instant.now().minus(Duration.ofHours(3)));
            String audit = "{url: '%s', anchor: {key: '%s', file: '%s'}}"
                    .formatted(database.url(), TestKeys.text(1), folder.resolve("anchors.jsonl"));
            String access = "{teams: [T01ACME], admins: {users: [U01BOSS]}}";
            try (Stage stage = new Stage(slack, s3, folder, Map.of("audit", audit, "access", access))) {
                stage.awaitRow("code = 'AN001I'");
                Client boss = slack.as(BOSS);
                boss.opensHome();
                awaitHome(boss, ":white_check_mark: Whole, ");
                // made anew when the chain had been looked at, with the page that was read already
                assertThat(stage.rows("code = 'AU001I'")).hasSize(1);
                assertThat(stage.manage("/metrics").body()).contains("dumplink_audit_damaged 0.0");
                cut(database);
                Patience.until(Duration.ofSeconds(25), "the damage", () -> {
                    boss.opensHome();
                    return home(boss).contains(":no_entry: *Damaged*: ");
                });
                assertThat(home(boss)).doesNotContain("Whole");
                assertThat(stage.manage("/metrics").body()).contains("dumplink_audit_damaged 1.0");
                Patience.until(Duration.ofSeconds(10), "the warning", () -> stage.manage("/health/ready")
                        .body()
                        .contains("audit log: damaged: "));
            }
        }
    }

    private static void cut(AuditDatabase database) throws Exception {
        for (String sql : List.of(
                "DROP TRIGGER audit_event_no_delete",
                "DROP TRIGGER audit_anchor_no_delete",
                "DELETE FROM audit_anchor",
                "DELETE FROM audit_event WHERE seq > 1",
                "UPDATE audit_chain SET seq = 1, hash = (SELECT hash FROM audit_event)")) {
            database.execute(sql);
        }
    }

    private static String home(Client client) {
        return client.home().map(Object::toString).orElse("");
    }

    private static void awaitHome(Client client, String text) {
        Patience.until(Duration.ofSeconds(15), text, () -> home(client).contains(text));
    }
}
