package dev.dumplink.link;

import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.EmbeddedPostgres;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

final class DownloadsOnPostgresqlIT extends DownloadsTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @AutoClose
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.open();
    }

    @Override
    AuditDatabase database() throws Exception {
        return AuditDatabase.postgresql(postgres, "downloads" + NUMBER.incrementAndGet());
    }
}
