package dev.dumplink.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.audit.ChainVerifier.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ChainWatchTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T11:00:00Z"));
    private final List<String> looks = new ArrayList<>();
    private Duration took = Duration.ZERO;
    private List<String> damage = List.of();

    /** Takes a while by the clock of the test. */
    private final ChainWatch.Look verifier = new ChainWatch.Look() {
        @Override
        public Proof all() {
            now.updateAndGet(moment -> moment.plus(took));
            return proof("all");
        }

        @Override
        public Proof since(Proof before) {
            return proof("since " + before.rows());
        }
    };

    private Proof proof(String look) {
        looks.add(look);
        return new Proof(looks.size(), looks.size(), "", 1, Optional.empty(), List.of(), false, damage, List.of());
    }

    @Test
    void aShortLogIsReadWhollyEachTimeButNotAtOnceAgain() throws Exception {
        try (ChainWatch watch = new ChainWatch(verifier, now::get)) {
            assertThat(watch.last()).isEmpty();
            took = Duration.ofMillis(200);
            look(watch);
            watch.lookAgain(() -> {});
            pass(ChainWatch.REST);
            look(watch);
            assertThat(looks).containsExactly("all", "all");
            assertThat(watch.last().orElseThrow().proof().orElseThrow().rows()).isEqualTo(2);
        }
    }

    @Test
    void ofALongLogWhatWasAddedIsLookedAtEachTimeAndAllOfItNowAndThen() throws Exception {
        try (ChainWatch watch = new ChainWatch(verifier, now::get)) {
            took = Duration.ofSeconds(16);
            look(watch);
            pass(ChainWatch.REST);
            look(watch);
            pass(ChainWatch.REST);
            look(watch);
            pass(Duration.ofSeconds(16 * 20));
            look(watch);
            assertThat(looks).containsExactly("all", "since 1", "since 2", "all");
            took = Duration.ofHours(1);
            pass(Duration.ofHours(1));
            look(watch);
            pass(ChainWatch.LONGEST);
            look(watch);
            assertThat(looks).endsWith("all", "all");
        }
    }

    @Test
    void damageIsSeen() throws Exception {
        try (ChainWatch watch = new ChainWatch(verifier, now::get)) {
            look(watch);
            assertThat(watch.last().orElseThrow().damage()).isEmpty();
            damage = List.of("row 7 was altered", "and more");
            pass(ChainWatch.REST);
            look(watch);
            assertThat(watch.last().orElseThrow().damage()).contains("row 7 was altered");
        }
    }

    @Test
    void whoAsksWhileItIsLookingIsCalledToo() throws Exception {
        CountDownLatch goesOn = new CountDownLatch(1);
        ChainWatch.Look slow = new ChainWatch.Look() {
            @Override
            public Proof all() {
                try {
                    assertThat(goesOn.await(5, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return proof("all");
            }

            @Override
            public Proof since(Proof before) {
                return all();
            }
        };
        try (ChainWatch watch = new ChainWatch(slow, now::get)) {
            CountDownLatch called = new CountDownLatch(2);
            watch.lookAgain(called::countDown);
            watch.lookAgain(called::countDown);
            goesOn.countDown();
            assertThat(called.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(looks).hasSize(1);
        }
    }

    @Test
    void aLogThatCannotBeReadIsNotCalledWhole() throws Exception {
        ChainWatch.Look away = new ChainWatch.Look() {
            @Override
            public Proof all() {
                throw new IllegalStateException("away");
            }

            @Override
            public Proof since(Proof before) {
                throw new IllegalStateException("away");
            }
        };
        try (ChainWatch watch = new ChainWatch(away, now::get)) {
            look(watch);
            assertThat(watch.last().orElseThrow().proof()).isEmpty();
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(moment -> moment.plus(time));
    }

    private static void look(ChainWatch watch) throws InterruptedException {
        CountDownLatch seen = new CountDownLatch(1);
        watch.lookAgain(seen::countDown);
        assertThat(seen.await(5, TimeUnit.SECONDS)).isTrue();
    }
}
