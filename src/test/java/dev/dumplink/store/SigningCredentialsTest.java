package dev.dumplink.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.demo.FaultProxy;
import dev.dumplink.demo.Patience;
import dev.dumplink.link.Catalog;
import dev.dumplink.link.DatabaseSettings;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Where the credentials that sign links come from, and when. */
class SigningCredentialsTest {
    private final AtomicInteger chains = new AtomicInteger();
    private final AtomicInteger renewals = new AtomicInteger();

    @Test
    void theyAreRenewedWhileTheStoreHangs() throws Exception {
        List<DatabaseSettings> databases = IntStream.range(0, 8)
                .mapToObj(i -> new Location(new DatabaseName("db" + i), "db" + i + "/", true))
                .map(location -> new DatabaseSettings(location, null))
                .toList();
        try (FaultProxy hung = FaultProxy.to("127.0.0.1", 9)) {
            hung.blackhole();
            URI address = URI.create("http://127.0.0.1:" + hung.port());
            StoreSettings settings = new StoreSettings("b", "r", address, true, Duration.ofSeconds(1), null);
            try (DumpStore store = new DumpStore(settings, InstantSource.system(), this::chain);
                    Catalog catalog = new Catalog(databases, store, settings, InstantSource.system())) {
                catalog.start();
                Patience.until(Duration.ofSeconds(8), "the third renewal", () -> renewals.get() >= 3);
            }
        }
    }

    @Test
    void everyChainThatWasOpenedIsClosed() {
        List<ClosingChain> opened = new ArrayList<>();
        StoreSettings settings = new StoreSettings("b", "r", null, false, null, null);
        DumpStore store = new DumpStore(settings, InstantSource.system(), () -> {
            ClosingChain chain = new ClosingChain();
            opened.add(chain);
            return chain;
        });
        store.renewCredentials();
        store.close();
        assertThat(opened).hasSize(2).allMatch(chain -> chain.closed);
    }

    private static final class ClosingChain implements AwsCredentialsProvider, SdkAutoCloseable {
        private boolean closed;

        @Override
        public AwsCredentials resolveCredentials() {
            return AwsBasicCredentials.create("a", "b");
        }

        @Override
        public void close() {
            closed = true;
            new Exception("closed").printStackTrace();
        }
    }

    /** The first chain is the reader's, the second the signer's. */
    private AwsCredentialsProvider chain() {
        AtomicInteger asked = chains.incrementAndGet() == 2 ? renewals : new AtomicInteger();
        return () -> {
            asked.incrementAndGet();
            return AwsBasicCredentials.create("a", "b");
        };
    }
}
