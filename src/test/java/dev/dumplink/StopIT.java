package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.Answer;
import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.Product;
import dev.dumplink.demo.Site;
import dev.dumplink.demo.Wire;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever waits for the log while the bot is asked to stop is answered, however long the log takes. */
final class StopIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void askedToStopTheBotAnswersWhoWaitsForTheLog() throws Exception {
        AuditDatabase database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        ExecutorService beside = Executors.newFixedThreadPool(2);
        try (Site site = Site.open();
                Product product = Product.serving(folder.resolve("bot"), site.setup(database.section()));
                Wire wire = Wire.to(product.port(), PATIENCE);
                Connection other = database.connect();
                Statement statement = other.createStatement()) {
            // the person is known, and the connection has been used
            assertThat(Site.link(wire.post(site.asks(1)).body())).isPresent();
            statement.execute("BEGIN EXCLUSIVE");
            Future<Answer> answer = beside.submit(() -> wire.post(site.asks(1)));
            Thread.sleep(200);
            Future<Integer> exit = beside.submit(product::stop);
            // longer than the bot goes on listening
            Thread.sleep(1500);
            statement.execute("ROLLBACK");
            assertThat(answer.get().status()).isEqualTo(200);
            assertThat(answer.get().body()).containsAnyOf("could not write this request", "X-Amz-Signature");
            assertThat(exit.get()).isZero();
        } finally {
            beside.shutdownNow();
        }
    }
}
