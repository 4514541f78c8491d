package dev.dumplink.audit;

import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.EmbeddedPostgres;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

final class AuditReaderOnPostgresqlIT extends AuditReaderContract {
    @AutoClose
    private static EmbeddedPostgres postgres;

    private static int databases;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.open();
    }

    @Override
    AuditDatabase newDatabase() throws Exception {
        return AuditDatabase.postgresql(postgres, "audit" + databases++);
    }

    @Override
    AuditSettings elsewhere() {
        return new AuditSettings(postgres.jdbcUrl("elsewhere"), null, null, null);
    }
}
