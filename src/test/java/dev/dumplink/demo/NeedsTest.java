package dev.dumplink.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

final class NeedsTest {
    @Test
    void findsAProgramOnThePath() {
        assertThat(Needs.program("sh").run("-c", "echo found")).isEqualTo("found\n");
    }

    @Test
    void skipsAndSaysWhatIsMissing() {
        assertThat(Needs.missing("a tool only this test wants", false))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("a tool only this test wants");
    }

    @Test
    void failsWhereNothingMayBeSkipped() {
        assertThatThrownBy(() -> Needs.missing("a tool only this test wants", true))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("a tool only this test wants");
    }

    @Test
    void whatTheMachineCannotDoIsSkippedAndWhatRootCanDoIsNot() {
        for (boolean skipNothing : new boolean[] {true, false}) {
            assertThat(Needs.refused("chattr: Operation not permitted", false, skipNothing))
                    .isInstanceOf(TestAbortedException.class)
                    .hasMessageContaining("not possible on this machine: chattr");
            assertThat(Needs.refused("chattr: Operation not supported", true, skipNothing))
                    .isInstanceOf(TestAbortedException.class);
        }
        assertThat(Needs.refused("mount: no", true, false)).isInstanceOf(TestAbortedException.class);
        assertThatThrownBy(() -> Needs.refused("mount: no", true, true)).isInstanceOf(AssertionFailedError.class);
    }

    @Test
    void handsBackAPathThatIsThere(@TempDir Path directory) {
        assertThat(Needs.path(directory, "made by the test")).isEqualTo(directory);
    }
}
