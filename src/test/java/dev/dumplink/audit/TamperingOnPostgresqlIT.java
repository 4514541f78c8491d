package dev.dumplink.audit;

import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

/** On PostgreSQL. */
class TamperingOnPostgresqlIT extends Tampering {
    @AutoClose
    private static EmbeddedPostgres postgres;

    private static int databases;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.open();
    }

    @Override
    AuditDatabase database(Path folder) throws Exception {
        databases++;
        return AuditDatabase.postgresql(postgres, "tampered" + databases);
    }

    @Override
    List<String> disarming() {
        return List.of(
                "ALTER TABLE audit_event DISABLE TRIGGER USER",
                "ALTER TABLE audit_actor DISABLE TRIGGER USER",
                "ALTER TABLE audit_chain DISABLE TRIGGER USER",
                "ALTER TABLE audit_anchor DISABLE TRIGGER USER");
    }
}
