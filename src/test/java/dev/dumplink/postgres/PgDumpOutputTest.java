package dev.dumplink.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is said when pg_dump ends badly. */
final class PgDumpOutputTest {
    private static final SourceSettings SOURCE = SourceSettings.parse("postgres://reader:hush@127.0.0.1/shop");

    private static void read(String script) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", script).start();
        try (PgDumpOutput output = PgDumpOutput.of(process, SOURCE)) {
            output.readAllBytes();
        }
    }

    @Test
    void itsWordsAreSaidWithoutThePassword() {
        assertThatThrownBy(() -> read("echo 'pg_dump: error: no entry for hush' >&2; exit 1"))
                .isInstanceOf(SourceFailure.class)
                .hasMessageStartingWith("pg_dump failed with status 1: no entry for ")
                .hasMessageNotContaining("hush");
    }

    @Test
    void whereItSaysNothingThatIsSaid() {
        assertThatThrownBy(() -> read("exit 3"))
                .hasMessage(
                        "pg_dump failed with status 3 and said nothing; see whether 'pg_dump --schema-only' works by"
                                + " hand");
    }

    @Test
    void aSnapshotThatIsGoneMeansAConnectionThatIsLost() {
        assertThatThrownBy(() ->
                        read("echo 'pg_dump: error: query failed: ERROR:  invalid snapshot identifier' >&2; exit 1"))
                .hasMessageStartingWith(
                        "the connection that held the snapshot was lost before pg_dump could read it: ");
    }
}
