package dev.dumplink.audit;

import dev.dumplink.demo.AuditDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class AuditStreamTest extends AuditStreamContract {
    @TempDir
    Path folder;

    @Override
    AuditDatabase database() {
        return AuditDatabase.sqlite(folder.resolve("audit.db"));
    }
}
