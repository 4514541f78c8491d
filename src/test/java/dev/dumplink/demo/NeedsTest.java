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
    void handsBackAPathThatIsThere(@TempDir Path directory) {
        assertThat(Needs.path(directory, "made by the test")).isEqualTo(directory);
    }
}
