package dev.dumplink.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

final class ProgramTest {
    private final Program shell = Needs.program("sh");

    @Test
    void feedsInputAndReturnsAllThatIsPrinted() {
        byte[] input = "line\n".repeat(100_000).getBytes(UTF_8);
        String output = shell.run(new ByteArrayInputStream(input), "-c", "cat; echo complaint >&2");
        assertThat(output).hasSize(input.length + "complaint\n".length()).endsWith("complaint\n");
    }

    @Test
    void failsWithWhatWasPrintedEvenWhenTheInputWasNotRead() {
        byte[] input = new byte[1_000_000];
        assertThatThrownBy(() -> shell.run(new ByteArrayInputStream(input), "-c", "echo no thanks; exit 3"))
                .hasMessageContaining("ended with 3")
                .hasMessageContaining("no thanks");
    }
}
