package dev.dumplink.audit;

import dev.dumplink.demo.AuditDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** On SQLite. */
class RetentionTest extends Retention {
    @Override
    AuditDatabase database(Path folder) throws Exception {
        return AuditDatabase.sqlite(Files.createDirectories(folder).resolve("audit.db"));
    }

    @Override
    List<String> disarming() {
        return List.of("DROP TRIGGER audit_event_no_update");
    }
}
