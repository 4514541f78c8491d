package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.Client;
import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.FakeSlack;
import dev.dumplink.demo.FaultProxy;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.Person;
import dev.dumplink.demo.Reply;
import dev.dumplink.demo.Setup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What administrators are told while the log cannot be read, on PostgreSQL. */
class LogAwayIT {
    private static final Person BOSS = Person.member("U01BOSS", "bea", "Bea Boss");
    private static final Duration SLACKS_PATIENCE = Duration.ofSeconds(3);

    @TempDir
    private Path directory;

    @Test
    void thereIsAnHonestSentenceInTimeAndAPageAgainSoonAfter() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open();
                FaultProxy way = FaultProxy.to("127.0.0.1", postgres.port());
                EmbeddedS3 s3 = EmbeddedS3.open();
                FakeSlack slack = FakeSlack.builder()
                        .people(BOSS)
                        .signingSecret(Setup.SIGNING_SECRET)
                        .botToken(Setup.BOT_TOKEN)
                        .start()) {
            String audit = AuditDatabase.postgresql(postgres, "audit").sectionThrough(way.port());
            String access = "{teams: [T01ACME], admins: {users: [U01BOSS]}}";
            try (Stage stage = new Stage(slack, s3, directory, Map.of("audit", audit, "access", access))) {
                Client boss = slack.as(BOSS);
                // nothing waits for the start's own row
                Patience.until(Duration.ofSeconds(10), "the start's row", () -> text(boss.types("/dump audit"))
                        .contains("SY001I"));
                assertThat(stage.manage("/health/ready").statusCode()).isEqualTo(200);
                way.blackhole();
                for (int i = 0; i < 3; i++) {
                    Reply reply = boss.types("/dump audit");
                    assertThat(reply.took()).isLessThan(SLACKS_PATIENCE);
                    assertThat(text(reply))
                            .contains("could not write this request")
                            .doesNotContain("SY001I");
                }
                boss.opensHome();
                Patience.until(Duration.ofSeconds(10), "a Home tab that says so", () -> boss.home()
                        .filter(home -> home.toString().contains("could not write this request"))
                        .isPresent());

                way.pass();
                Patience.until(Duration.ofSeconds(15), "a page again", () -> text(boss.types("/dump audit"))
                        .contains("SY001I"));
            }
        }
    }

    private static String text(Reply reply) {
        return reply.messages().get(0).visibleText();
    }
}
