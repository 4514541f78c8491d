package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CellTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "exactly ten",
                "something that is longer",
                "\u6771\u4eac\u90fd\u5343\u4ee3\u7530\u533a",
                "\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00",
                "Zo\u0065\u0308 und Ju\u0308rgen"
            })
    void aPaddedCellIsAsWideAsItsPlace(String text) {
        assertThat(Cell.places(Cell.padded(text, 10))).isEqualTo(10);
        assertThat(Cell.places(Cell.cut(text, 10))).isLessThanOrEqualTo(10);
    }

    @Test
    void whatIsCutEndsWithAnEllipsis() {
        assertThat(Cell.cut("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Cell.cut("abcdefg", 6)).isEqualTo("abcde\u2026");
        assertThat(Cell.cut("\u6771\u4eac\u90fd", 5)).isEqualTo("\u6771\u4eac\u2026");
        assertThat(Cell.cut("\u6771\u4eac\u90fd", 4)).isEqualTo("\u6771\u2026");
    }

    @Test
    void whatATerminalWouldObeyIsADot() {
        assertThat(Cell.cut("a\u001b[2Jb\nc\td\u202ee\u0000", 40)).isEqualTo("a\u00b7[2Jb\u00b7c\u00b7d\u00b7e\u00b7");
    }
}
