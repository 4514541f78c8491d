package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.FakeSlack;
import dev.dumplink.demo.Message;
import dev.dumplink.demo.Patience;
import dev.dumplink.demo.Person;
import dev.dumplink.demo.SampleDumps;
import dev.dumplink.demo.Setup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock ten minutes off would make links that are born dead, or that live ten minutes more than was promised. */
class ClocksThatDisagreeTest {
    private static final Person ANN = Person.member("U0ANN", "ann", "Ann");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {-600, 600})
    void noLinkIsPromisedAndReadinessSaysWhy(long seconds) throws Exception {
        InstantSource off = () -> Instant.now().plusSeconds(seconds);
        try (FakeSlack slack = FakeSlack.builder()
                        .people(ANN)
                        .clock(off)
                        .signingSecret(Setup.SIGNING_SECRET)
                        .botToken(Setup.BOT_TOKEN)
                        .start();
                EmbeddedS3 s3 = EmbeddedS3.open()) {
            SampleDumps.put(s3, "shop", Instant.now().minusSeconds(7200));
            try (Stage stage = new Stage(slack, s3, directory, Map.of(), off)) {
                Patience.until(Duration.ofSeconds(20), "the reason", () -> stage.manage("/health/ready")
                        .body()
                        .contains("clock: the store's differs by"));
                assertThat(stage.manage("/health/ready").statusCode()).isEqualTo(503);
                Message answer = slack.as(ANN).types("/dump shop").message();
                assertThat(answer.link()).isEmpty();
                assertThat(answer.visibleText()).contains("clock and the store's differ", "set the clock");
                assertThat(stage.rowsOf("U0ANN").get(0))
                        .containsEntry("code", "DL001E")
                        .containsEntry("decision_rule", "clock.skew");
            }
        }
    }
}
