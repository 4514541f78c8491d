package dev.dumplink.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.audit.ChainVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ChainWatchTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T11:00:00Z"));
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void looksWhenAskedAndNotAgainForHalfAnHour() throws Exception {
        try (ChainWatch watch = new ChainWatch(this::verdict, now::get)) {
            assertThat(watch.last()).isEmpty();
            look(watch);
            assertThat(watch.last().orElseThrow().verdict().orElseThrow().rows())
                    .isEqualTo(1);
            watch.lookAgain(() -> {});
            now.updateAndGet(moment -> moment.plus(ChainWatch.EVERY).plus(Duration.ofSeconds(1)));
            look(watch);
            assertThat(looks).hasValue(2);
        }
    }

    @Test
    void aLogThatCannotBeReadIsNotCalledWhole() throws Exception {
        try (ChainWatch watch = new ChainWatch(
                () -> {
                    throw new IllegalStateException("away");
                },
                now::get)) {
            look(watch);
            assertThat(watch.last().orElseThrow().verdict()).isEmpty();
        }
    }

    private ChainVerifier.Verdict verdict() {
        return new ChainVerifier.Verdict(looks.incrementAndGet(), Optional.empty());
    }

    private static void look(ChainWatch watch) throws InterruptedException {
        CountDownLatch seen = new CountDownLatch(1);
        watch.lookAgain(seen::countDown);
        assertThat(seen.await(5, TimeUnit.SECONDS)).isTrue();
    }
}
