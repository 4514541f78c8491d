package dev.dumplink.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpIdTest {
    private static final DatabaseName SHOP = new DatabaseName("shop");
    private static final Instant NIGHT = Instant.parse("2026-11-22T01:00:03Z");

    @Test
    void aDumpIsNamedByDatabaseAndTime() {
        DumpId id = new DumpId(SHOP, NIGHT.plusMillis(700));
        assertThat(id.archiveKey("anonymized/shop/")).isEqualTo("anonymized/shop/shop_20261122T010003Z.dump");
        assertThat(id.manifestKey("anonymized/shop/")).isEqualTo("anonymized/shop/shop_20261122T010003Z.manifest.json");
        assertThat(DumpId.ofManifestKey("anonymized/shop/", SHOP, id.manifestKey("anonymized/shop/")))
                .contains(id);
        assertThat(DumpId.ofArchiveKey("anonymized/shop/", SHOP, id.archiveKey("anonymized/shop/")))
                .contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/shop_eu_20261122T010003Z.manifest.json",
                "a/shop_20261122T010003Z.dump",
                "a/shop_20261322T010003Z.manifest.json",
                "a/shop_20261122T010003.manifest.json",
                "a/shop_20261122T010003+0000.manifest.json",
                "a/shop_20261122T010003Z.manifest.json.part",
                "a/deeper/shop_20261122T010003Z.manifest.json",
                "a/shop_.manifest.json",
                "a/shop.manifest.json",
                "shop_20261122T010003Z.manifest.json"
            })
    void whatIsNotExactlyThatNameIsNoDump(String key) {
        assertThat(DumpId.ofManifestKey("a/", SHOP, key)).isEmpty();
    }

    @Test
    void keysSortByTimeAndAListingCanBeginAtAMoment() {
        Random random = new Random(3);
        TreeMap<String, Instant> byKey = new TreeMap<>();
        for (int i = 0; i < 1000; i++) {
            Instant made = NIGHT.plusSeconds(random.nextInt(400_000_000) - 200_000_000L);
            byKey.put(new DumpId(SHOP, made).manifestKey("a/"), made);
        }
        assertThat(List.copyOf(byKey.values())).isSorted();
        String start = DumpId.keyBefore("a/", SHOP, NIGHT);
        assertThat(byKey.tailMap(start, false).values()).allMatch(made -> !made.isBefore(NIGHT));
        assertThat(byKey.headMap(start).values()).allMatch(made -> made.isBefore(NIGHT));
    }

    @Test
    void aNameNeedsNoQuotingAnywhere() {
        assertThatThrownBy(() -> new DatabaseName("Shop")).hasMessageContaining("'Shop'");
        for (String name : List.of("", "1shop", "sh op", "shop;rm", "shöp", "shop/", "-shop", "a".repeat(41))) {
            assertThatThrownBy(() -> new DatabaseName(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aFileNameHoldsNothingThatAShellOrHeaderReads() {
        assertThat(stored("nightly/we ird\";$(rm -rf ~)\r\n.backup").fileName()).matches("[A-Za-z0-9._-]+");
        assertThat(stored("x/-rf.dump").fileName()).isEqualTo("shop-rf.dump");
        assertThat(stored("x/shop_20261122T010003Z.dump").fileName()).isEqualTo("shop_20261122T010003Z.dump");
    }

    private static StoredDump stored(String key) {
        return new StoredDump(SHOP, key, NIGHT, 1, "e", java.util.Optional.empty(), java.util.Optional.empty());
    }
}
