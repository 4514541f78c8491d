package dev.dumplink.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/** A local Slack with three people and a bot, on a clock that stands still until it is told to pass. */
final class Stage implements AutoCloseable, InstantSource {
    static final Person ANN = Person.member("U01ANN", "ann", "Ann Arbor");
    static final Person BEN = Person.member("U02BEN", "ben", "Ben Okafor");
    static final Person OTT = Person.outsider("U05OTT", "ott", "Ottilie Brandt", "T09ELSE");
    static final Duration ACK_LIMIT = Duration.ofMillis(300);

    final TinyBot bot;
    final FakeSlack slack;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T11:00:00Z"));

    Stage() throws IOException {
        bot = new TinyBot(this);
        slack = FakeSlack.builder()
                .people(ANN, BEN, OTT)
                .channel(Channel.open("C01GEN", "general", ""))
                .channel(Channel.open("C02OPS", "ops", "").closed())
                .channel(Channel.open("C03ELSE", "elsewhere", "").withoutTheBot())
                .signingSecret(TinyBot.SECRET)
                .botToken(TinyBot.TOKEN)
                .clock(this)
                .random(RandomGenerator.of("L64X128MixRandom"))
                .ackLimit(ACK_LIMIT)
                .start();
        slack.deliversTo(bot.url());
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @Override
    public void close() {
        slack.close();
        bot.close();
    }
}
