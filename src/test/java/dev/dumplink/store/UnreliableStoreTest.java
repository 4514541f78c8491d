package dev.dumplink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.DumpId;
import dev.dumplink.archive.Manifest;
import dev.dumplink.archive.ManifestJson;
import dev.dumplink.archive.Sha256;
import dev.dumplink.archive.StoredDump;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What is made of a store that shows one thing and says another. */
class UnreliableStoreTest {
    private static final DatabaseName SHOP = new DatabaseName("shop");
    private static final byte[] ARCHIVE = {1, 2, 3};
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final AtomicInteger pages = new AtomicInteger();
    private volatile Instant now = NOW;
    private UnreliableStore lying;
    private DumpStore store;
    private DumpFinder finder;

    @BeforeEach
    void open() throws Exception {
        lying = new UnreliableStore();
        store = new DumpStore(
                lying.settings(),
                () -> now,
                () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")));
        finder = new DumpFinder(store, () -> now);
    }

    @AfterEach
    void close() {
        store.close();
        lying.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404})
    void anObjectThatMayNotBeReadIsPassedOverUntilItMay(int status) {
        DumpId newest = put(1);
        DumpId second = put(2);
        DumpId third = put(3);
        lying.refuse(newest.manifestKey(""), status);
        lying.refuse(second.archiveKey(""), status);
        assertThat(found()).extracting(StoredDump::madeAt).containsExactly(third.madeAt());
        lying.refuse(newest.manifestKey(""), 200);
        assertThat(found()).extracting(StoredDump::madeAt).containsExactly(newest.madeAt(), third.madeAt());
    }

    @Test
    void whereNothingMayBeReadTheStoreIsNotCalledEmpty() {
        lying.refuse(put(1).manifestKey(""), 403);
        lying.refuse(put(2).manifestKey(""), 403);
        assertThatThrownBy(this::found)
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("manifest.json: the store refused, 403");
    }

    @Test
    void permissionsThatFailForManyAreNoMatterOfSingleObjects() {
        for (int day = 1; day <= 11; day++) {
            lying.refuse(put(day).manifestKey(""), 403);
        }
        put(12);
        assertThatThrownBy(this::found).isInstanceOf(StoreUnavailable.class).hasMessageContaining("403");
    }

    @Test
    void anObjectThatTheStoreFailsToReadIsTheStoresFailure() {
        lying.refuse(put(1).manifestKey(""), 500);
        put(2);
        assertThatThrownBy(this::found).isInstanceOf(StoreUnavailable.class).hasMessageContaining("500");
    }

    @Test
    void aListingThatDoesNotEndIsGivenUpBeforeItFillsTheMemory() {
        lying.lists(() -> {
            int page = pages.incrementAndGet();
            String thousand = IntStream.range(0, 1000)
                    .mapToObj(i -> UnreliableStore.entry("x" + page + "-" + i, 1))
                    .collect(Collectors.joining());
            return page(thousand, "t" + page);
        });
        refuses("list a/: more than 100000 objects; give the dumps a prefix of their own");
    }

    @Test
    void aListingThatGoesInCirclesIsGivenUp() {
        lying.lists(() -> page("", "t" + pages.incrementAndGet() % 3));
        refuses("list a/: the store goes in circles");
        assertThat(pages.get()).isEqualTo(4);
    }

    @Test
    void aListingThatTakesForEverIsGivenUp() {
        lying.lists(() -> {
            now = now.plusSeconds(4);
            return page("", "t" + pages.incrementAndGet());
        });
        refuses("list a/: not at its end after 30 seconds");
        assertThat(pages.get()).isEqualTo(8);
    }

    @Test
    void aPartOfAListingIsNotTakenForTheWhole() {
        lying.lists(() -> "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>");
        refuses("list a/: the store shows a part and no way to the rest");
    }

    @Test
    void whatIsListedTwiceIsThereOnce() {
        String manifest = UnreliableStore.entry(put(1).manifestKey(""), 1);
        String archive = UnreliableStore.entry(put(1).archiveKey(""), ARCHIVE.length);
        lying.lists(() -> "<ListBucketResult>" + (archive + manifest).repeat(2) + "</ListBucketResult>");
        assertThat(found()).hasSize(1);
    }

    private void refuses(String words) {
        assertThatThrownBy(() -> store.list("a/", Optional.empty()))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(words);
    }

    private static String page(String entries, String next) {
        return "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>" + next
                + "</NextContinuationToken>" + entries + "</ListBucketResult>";
    }

    private List<StoredDump> found() {
        return finder.newest(new Location(SHOP, "", true), List.of()).dumps();
    }

    private DumpId put(int daysAgo) {
        DumpId id = new DumpId(SHOP, NOW.minus(Duration.ofDays(daysAgo)));
        lying.put(id.archiveKey(""), ARCHIVE);
        Manifest manifest = new Manifest(SHOP, id.madeAt(), ARCHIVE.length, Sha256.of(ARCHIVE));
        lying.put(id.manifestKey(""), ManifestJson.write(manifest));
        return id;
    }
}
