package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.AuditHistory;
import dev.dumplink.demo.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program at a real shell. {@code -Ddumplink.audit.export=1000000} exports a longer log. */
final class AuditExportIT {
    private static final int ROWS = Integer.getInteger("dumplink.audit.export", 50_000);

    @TempDir
    Path folder;

    @Test
    void memoryDoesNotGrowWithTheExportAndNothingElseIsPrinted() throws Exception {
        AuditDatabase database = AuditDatabase.sqlite(folder.resolve("audit.db"));
        AuditHistory.fill(database, ROWS, Instant.now());
        Files.writeString(folder.resolve("dumplink.yml"), "audit: " + database.section() + "\n");

        CommandRun export =
                CommandRun.of(folder, List.of("-Xmx64m"), "audit", "export", "--format", "ocsf", "--output", "rows");
        assertThat(export.exit()).as(export.err()).isZero();
        assertThat(export.out()).isEmpty();
        try (var lines = Files.lines(folder.resolve("rows"))) {
            assertThat(lines.count()).isEqualTo(ROWS + 1);
        }
        CommandRun list = CommandRun.of(folder, List.of(), "audit", "list", "--format", "csv", "limit:3");
        assertThat(list.exit()).isZero();
        assertThat(list.err()).isEmpty();
        assertThat(list.out()).startsWith("time,seq,").hasLineCount(4);
    }
}
