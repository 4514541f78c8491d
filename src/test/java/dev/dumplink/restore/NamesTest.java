package dev.dumplink.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamesTest {
    private static final Instant NOW = Instant.parse("2026-11-27T04:20:00.5Z");

    private static Mark mark(Mark.Kind kind, String name) {
        return new Mark(kind, "local", "1", name, NOW, "", "");
    }

    private static Target called(String name) {
        return Targets.target("postgres://dev@127.0.0.1/" + name, Targets.facts(Targets.MODEST), 0);
    }

    @Test
    void takenNamesGetANumber() {
        Target target = Targets.laptop(
                Targets.database("shop_old_20261127T042000Z", ""), Targets.database("shop_old_20261127T042000Z_2", ""));
        assertThat(Names.old(target, NOW)).isEqualTo("shop_old_20261127T042000Z_3");
        assertThat(Names.fresh(target, NOW)).isEqualTo("shop_restore_20261127T042000Z");
    }

    @Test
    void longOnesAreShortenedByWholeLettersAndKnownAgain() {
        String name = "\u20ac".repeat(21);
        String old = Names.old(called(name), NOW);
        assertThat(old.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
        assertThat(old).matches("\u20ac+_old_20261127T042000Z");
        assertThat(Names.isOurs(old, mark(Mark.Kind.OLD, name))).isTrue();
        assertThat(Names.isOurs(Names.fresh(called(name), NOW), mark(Mark.Kind.LOADING, name)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "shop_old_20261127T042000Z, OLD, true",
        "shop_old_20261127T042000Z_12, OLD, true",
        "shop_restore_20261127T042000Z, LOADING, true",
        "shop_old_20261127T042000Z, LOADING, false",
        "shop_restore_20261127T042000Z, OLD, false",
        "precious, OLD, false",
        "shop, LOADING, false",
        "blog_old_20261127T042000Z, OLD, false",
        "shop_old_20261127T042000Z_keep, OLD, false",
        "shop2_old_20261127T042000Z, OLD, false",
        "shop_old_, OLD, false"
    })
    void whoeverRenamesADatabaseHasTakenItOver(String database, Mark.Kind kind, boolean ours) {
        assertThat(Names.isOurs(database, mark(kind, "shop"))).isEqualTo(ours);
    }
}
