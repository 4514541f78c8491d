package dev.dumplink.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final Instant NOW = Instant.parse("2026-11-27T04:20:00.9Z");

    @Test
    void sayWhatADatabaseIsAndSinceWhen() {
        assertThat(Names.fresh("shop", NOW)).isEqualTo("shop_restore_20261127T042000Z");
        assertThat(Names.old("shop", NOW)).isEqualTo("shop_old_20261127T042000Z");
    }

    @Test
    void fitIntoWhatPostgresqlKeepsOfThem() {
        for (String name : new String[] {"a".repeat(63), "ä".repeat(31), "\uD83D\uDE00".repeat(15)}) {
            assertThat(Names.fresh(name, NOW))
                    .endsWith("_restore_20261127T042000Z")
                    .matches(text -> text.getBytes(StandardCharsets.UTF_8).length <= 63)
                    .doesNotContain("?");
        }
    }
}
