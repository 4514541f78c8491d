package dev.dumplink.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.postgres.TargetFacts;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkTest {
    private static final Instant AT = Instant.parse("2026-11-27T04:20:00Z");

    @Test
    void isReadAsItWasWritten() {
        Mark mark = new Mark(
                Mark.Kind.OLD,
                "staging",
                "id-1",
                "odd name = \"x\"\n",
                AT,
                "shop of 2026-11-22",
                "was here\nsince 2019");
        assertThat(Mark.parse(mark.text())).contains(mark);
        assertThat(mark.text()).startsWith("dumplink:restore-old env=staging id=id-1 for=odd+name");
    }

    @Test
    void mayBeWrittenByHand() {
        assertThat(Mark.parse("dumplink:restore-target env=local"))
                .contains(new Mark(Mark.Kind.TARGET, "local", "", "", Instant.EPOCH, "", ""));
    }

    @Test
    void keepsWhatStoodThereWhenItsKindChanges() {
        Mark mark = new Mark(Mark.Kind.TARGET, "local", "1", "shop", Instant.EPOCH, "d", "before");
        assertThat(mark.as(Mark.Kind.OLD, AT))
                .isEqualTo(new Mark(Mark.Kind.OLD, "local", "1", "shop", AT, "d", "before"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "the shop",
                "dumplink",
                "dumplink:restore-target",
                "dumplink:restore-else env=local",
                "see dumplink:restore-target env=local",
                "DUMPLINK:restore-target env=local"
            })
    void nothingElseIsOne(String comment) {
        assertThat(Mark.parse(comment)).isEmpty();
    }

    @Test
    void whatIsDamagedInItCountsAsUnknown() {
        assertThat(Mark.parse("dumplink:restore-old env=local id=%zz for=shop at=yesterday"))
                .contains(new Mark(Mark.Kind.OLD, "local", "", "shop", Instant.EPOCH, "", ""));
    }

    @Test
    void whatIsPutAsideIsTheTargetsWhateverItWasMadeFor() {
        Mark made = new Mark(Mark.Kind.TARGET, "staging", "1", "shop_dev", Instant.EPOCH, "shop of 2026", "ours");
        TargetFacts.Database database = Targets.database("shop", made.text());
        assertThat(Mark.aside(Targets.staging(database), database, AT))
                .isEqualTo(new Mark(Mark.Kind.OLD, "staging", "1", "shop", AT, "shop of 2026", "ours"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"the team's own\nsince 2019", "dumplink:restore-target env=staging id=7", ""})
    void whatAPersonWroteIsKeptWordForWordBesideIt(String comment) {
        TargetFacts.Database database = Targets.database("shop", comment);
        Mark mark = Mark.aside(Targets.staging(database), database, AT);
        assertThat(Mark.parse(mark.text())).contains(mark);
        assertThat(mark.before()).isEqualTo(comment);
        assertThat(mark.dump()).isEmpty();
        assertThat(mark.name()).isEqualTo("shop");
        assertThat(mark.environment()).isEqualTo("staging");
    }
}
