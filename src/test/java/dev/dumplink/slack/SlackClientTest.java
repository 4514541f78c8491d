package dev.dumplink.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.demo.FakeSlack;
import dev.dumplink.demo.Fault;
import dev.dumplink.demo.Faults;
import dev.dumplink.demo.Setup;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a Slack that asks for quiet, or never ends, can do to us. */
class SlackClientTest {
    @AutoClose
    private final FakeSlack slack =
            FakeSlack.builder().botToken(Setup.BOT_TOKEN).start();

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);

    @AutoClose
    private final SlackClient client = new SlackClient(
            new SlackSettings(
                    Setup.BOT_TOKEN, Setup.SIGNING_SECRET, null, null, slack.apiUrl(), Set.of(slack.responseHost())),
            nanos::get);

    @ParameterizedTest
    @CsvSource({"30, 30", "1, 1", "86400, 60", "99999999999999999999, 1", "soon, 1", "-5, 1", "'', 1"})
    void aMethodIsLeftAloneForAsLongAsSlackWantsButNotForEver(String retryAfter, int seconds) throws Exception {
        slack.faults().once("auth.test", (exchange, end) -> {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
            return Fault.status(429).spoils(exchange, end);
        });
        assertThatThrownBy(() -> call("auth.test")).isInstanceOf(IOException.class);
        pass(Duration.ofSeconds(seconds).minusMillis(1));
        assertThatThrownBy(() -> call("auth.test"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no calls of it for now");
        assertThat(slack.requests("auth.test")).hasSize(1);
        call("users.info");
        pass(Duration.ofMillis(1));
        assertThat(client.works()).isTrue();
    }

    @Test
    void anAnswerWithoutEndIsGivenUp() {
        slack.faults().on("auth.test", Fault.endless());
        slack.faults().on(Faults.RESPONSE_URL, Fault.endless());
        long start = System.nanoTime();
        assertThatThrownBy(() -> call("auth.test"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("larger than 1048576 bytes");
        assertThat(client.works()).isFalse();
        assertThat(client.post(slack.apiUrl().resolve("/response/any").toString(), Map.of()))
                .isEqualTo(SlackClient.Taken.NO);
        // not because its time was up
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    private void call(String method) throws IOException {
        client.call(method, Map.of());
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
