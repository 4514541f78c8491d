package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.Answer;
import dev.dumplink.demo.Client;
import dev.dumplink.demo.Delivery;
import dev.dumplink.demo.Message;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.Reply;
import dev.dumplink.demo.Site;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More people than can be answered at once, all waiting for an audit log that somebody else has locked. */
class CrowdTest {
    private static final int CROWD = 190;
    private static final String TOO_MANY = "too many people at once";

    @Test
    void whoComesTooManyIsToldSoWhereTheyCanSeeIt(@TempDir Path directory) throws Exception {
        ExecutorService crowd = Executors.newFixedThreadPool(CROWD);
        try (Site site = Site.open();
                Stage stage = new Stage(
                        site.slack(),
                        site.s3(),
                        directory,
                        Map.of("access", "{teams: [T01ACME], limits: {per_user_hour: 1000, per_user_day: 1000}}"));
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + stage.audit());
                Statement lock = other.createStatement()) {
            Client ann = site.slack().as(site.member(0));
            Message answer = ann.types("/dump shop").messages().get(0);

            lock.execute("BEGIN EXCLUSIVE");
            List<Delivery> asked =
                    IntStream.range(0, CROWD).mapToObj(site::asks).toList();
            List<CompletableFuture<Answer>> answers = asked.stream()
                    .map(each ->
                            CompletableFuture.supplyAsync(() -> site.slack().deliver(each), crowd))
                    .toList();
            Patience.until(Duration.ofSeconds(5), "the bot to be full", () -> answers.stream()
                    .anyMatch(each -> each.isDone() && each.join().body().contains(TOO_MANY)));
            Reply click = ann.clicks(answer, "dump_hide");
            lock.execute("ROLLBACK");

            assertThat(click.outcome()).isEqualTo(Reply.Outcome.OK);
            assertThat(click.body()).isEmpty();
            assertThat(ann.awaits(TOO_MANY).ephemeral()).isTrue();
            assertThat(ann.sees()).extracting(Message::ts).contains(answer.ts());
        } finally {
            crowd.shutdownNow();
        }
    }
}
