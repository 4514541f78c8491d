package dev.dumplink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.DumpId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Whoever waits for a store is told that it is the store. */
@Timeout(90)
class PatienceTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final DumpId NIGHT = new DumpId(new DatabaseName("shop"), NOW);

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);

    private DumpShelf shelf(StoreSettings settings) {
        Patience patience = new Patience(now::get);
        return new BucketShelf(
                ShelfClient.of(
                        settings,
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")),
                        Duration.ofMillis(20),
                        patience),
                settings.bucket(),
                new Location(NIGHT.database(), "", true),
                now::get,
                patience);
    }

    /** What is said meanwhile, after 42 seconds. */
    private String saidDuring(DumpShelf shelf, Runnable call) throws Exception {
        CompletableFuture<Void> running = CompletableFuture.runAsync(call);
        Optional<String> said = Optional.empty();
        while (said.isEmpty() && !running.isDone()) {
            said = shelf.waiting();
            now.set(NOW.plusSeconds(said.isEmpty() ? 0 : 42));
        }
        said = shelf.waiting();
        assertThatThrownBy(running::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(StoreUnavailable.class);
        assertThat(shelf.waiting()).isEmpty();
        return said.orElse("nothing");
    }

    @Test
    void aStoreThatIsGoneIsSaidNotToAnswer() throws Exception {
        StoreSettings settings;
        try (UnreliableStore store = new UnreliableStore()) {
            settings = store.settings();
        }
        try (DumpShelf shelf = shelf(settings)) {
            assertThat(shelf.waiting()).isEmpty();
            assertThat(saidDuring(shelf, () -> shelf.discard(NIGHT)))
                    .isEqualTo("the store does not answer, trying again (42 s)");
        }
    }

    @Test
    void aStoreThatFailsIsSaidToAnswerSo() throws Exception {
        try (UnreliableStore store = new UnreliableStore();
                DumpShelf shelf = shelf(store.settings())) {
            store.put(NIGHT.manifestKey(""), new byte[] {1});
            store.refuse(NIGHT.manifestKey(""), 503);
            assertThat(saidDuring(shelf, () -> shelf.discard(NIGHT)))
                    .isEqualTo("the store answers 503, trying again (42 s)");
            store.refuse(NIGHT.manifestKey(""), 200);
            assertThat(shelf.published()).isEmpty();
            assertThat(shelf.waiting()).isEmpty();
        }
    }
}
