package dev.dumplink.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final Instant NOW = Instant.parse("2026-11-27T04:20:00.9Z");

    @Test
    void sayWhatADatabaseIsAndSinceWhen() {
        assertThat(Names.fresh(Targets.laptop(), NOW)).isEqualTo("shop_restore_20261127T042000Z");
        assertThat(Names.old(Targets.laptop(), NOW)).isEqualTo("shop_old_20261127T042000Z");
    }

    @Test
    void areNeverTakenTwice() {
        Target target = Targets.laptop(
                Targets.database("shop_old_20261127T042000Z", ""), Targets.database("shop_old_20261127T042000Z_2", ""));
        assertThat(Names.old(target, NOW)).isEqualTo("shop_old_20261127T042000Z_3");
    }

    @Test
    void fitIntoWhatPostgresqlKeepsOfThem() {
        for (String name : new String[] {"a".repeat(63), "ä".repeat(31), "\uD83D\uDE00".repeat(15)}) {
            Target target = Targets.target("postgres://dev@127.0.0.1/" + name, Targets.facts(Targets.MODEST), 0);
            assertThat(Names.fresh(target, NOW))
                    .endsWith("_restore_20261127T042000Z")
                    .matches(text -> text.getBytes(StandardCharsets.UTF_8).length <= 63)
                    .doesNotContain("?");
        }
    }
}
