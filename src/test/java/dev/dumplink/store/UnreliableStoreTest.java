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
import java.time.InstantSource;
import java.util.List;
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

    private UnreliableStore lying;
    private DumpStore store;
    private DumpFinder finder;

    @BeforeEach
    void open() throws Exception {
        lying = new UnreliableStore();
        store = new DumpStore(
                lying.settings(),
                InstantSource.fixed(NOW),
                () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")));
        finder = new DumpFinder(store, InstantSource.fixed(NOW));
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
