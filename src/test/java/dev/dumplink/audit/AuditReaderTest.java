package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.AuditDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class AuditReaderTest extends AuditReaderContract {
    @TempDir
    Path folder;

    @Override
    AuditDatabase newDatabase() {
        return AuditDatabase.sqlite(folder.resolve("audit.db"));
    }

    @Override
    AuditSettings elsewhere() {
        return new AuditSettings("jdbc:sqlite:" + folder.resolve("elsewhere.db"), null, null, null);
    }

    @AfterEach
    void nothingWasMade() {
        assertThat(folder.resolve("elsewhere.db")).doesNotExist();
    }
}
