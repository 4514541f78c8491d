package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditStoreTest {
    @TempDir
    Path folder;

    /** Two threads that fail on one pool: what the first of them has begun anew, the second must not throw away. */
    @Test
    void onlyThePoolThatFailedIsReplaced() throws Exception {
        AuditSettings settings = new AuditSettings("jdbc:sqlite:" + folder.resolve("audit.db"), null, null, null);
        try (AuditStore store = new AuditStore(settings, new SecureRandom())) {
            Jdbi failing = store.open();
            Exception byWriter;
            Exception byReader;
            try (WriterConnection one = store.writer();
                    WriterConnection two = store.writer();
                    WriterConnection three = store.writer()) {
                assertThat(List.of(one, two, three)).doesNotHaveDuplicates();
                byWriter = catchException(store::writer);
                byReader = catchException(() -> failing.useHandle(handle -> {}));
            }
            assertThat(byWriter).isInstanceOf(SQLTransientConnectionException.class);
            assertThat(byReader).hasCauseInstanceOf(SQLTransientConnectionException.class);

            store.heal(byWriter);
            Jdbi fresh = store.open();
            assertThat(fresh).isNotSameAs(failing);
            store.heal(byReader);
            assertThat(store.open()).isSameAs(fresh);
        }
    }
}
