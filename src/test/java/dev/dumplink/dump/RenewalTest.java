package dev.dumplink.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.dumplink.store.StoreUnavailable;
import dev.dumplink.store.Turn;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class RenewalTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(Renewal.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @BeforeEach
    void listen() {
        said.start();
        logger.addAppender(said);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(said);
    }

    private static StoreUnavailable away() {
        StoreUnavailable away = mock(StoreUnavailable.class);
        when(away.getMessage()).thenReturn("renew shop.lock: no answer");
        return away;
    }

    /** A turn in a store that does not answer, until somebody interrupts it. */
    private static final class Silent implements Turn.Mine {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile Thread thread = Thread.currentThread();

        @Override
        public void renew() {
            thread = Thread.currentThread();
            asked.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw away();
            }
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    @Test
    void anEndThatInterruptsARenewalSaysNothingOfIt() throws Exception {
        Silent turn = new Silent();
        Renewal renewal = Renewal.of(turn, Duration.ofMillis(50));
        turn.asked.await();
        renewal.close();
        turn.interrupted.await();
        turn.closed.await();
        // its thread has told by then what it had to tell
        turn.thread.join();
        assertThat(said.list).isEmpty();
    }

    @Test
    void aRenewalThatFailsOnTheWayIsTold() throws Exception {
        CountDownLatch twice = new CountDownLatch(2);
        Turn.Mine turn = new Turn.Mine() {
            @Override
            public void renew() {
                twice.countDown();
                throw away();
            }

            @Override
            public void close() {}
        };
        try (Renewal renewal = Renewal.of(turn, Duration.ofMillis(50))) {
            twice.await();
            assertThat(renewal).isNotNull();
        }
        assertThat(said.list.get(0).getFormattedMessage())
                .isEqualTo("the turn could not be renewed: renew shop.lock: no answer");
    }
}
