package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.AuditDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On SQLite. */
class TamperingTest extends Tampering {
    @Override
    AuditDatabase database(Path folder) {
        return AuditDatabase.sqlite(folder.resolve("audit.db"));
    }

    @Override
    List<String> disarming() {
        return List.of(
                "DROP TRIGGER audit_event_no_update",
                "DROP TRIGGER audit_chain_keeps_its_keys",
                "DROP TRIGGER audit_event_no_delete",
                "DROP TRIGGER audit_event_no_replace",
                "DROP TRIGGER audit_actor_no_update",
                "DROP TRIGGER audit_actor_no_replace",
                "DROP TRIGGER audit_anchor_no_delete");
    }

    /** SQLite keeps anything in any column, and gives it back as if it were what the column is for. */
    @Test
    void aValueOfAnotherTypeThatReadsTheSameIsFound() throws Exception {
        AuditDatabase database = AuditDatabase.sqlite(folder.resolve("typed.db"));
        AuditSettings settings = new AuditSettings(database.url(), null, null, null);
        SampleLog.fill(settings, 5);
        database.execute("DROP TRIGGER audit_event_no_update");
        for (String trick : List.of(
                "time_ms = time_ms + 0.5",
                "expires_ms = expires_ms + 0.25",
                "code = CAST(code AS BLOB)",
                "object_key = object_key || char(0)",
                "object_key = object_key || char(0) || 'more'",
                "request_id = CAST(request_id AS BLOB)")) {
            String column = trick.substring(0, trick.indexOf(' '));
            database.execute("CREATE TABLE kept AS SELECT * FROM audit_event WHERE seq = 3");
            database.execute("UPDATE audit_event SET " + trick + " WHERE seq = 3");
            assertThat(ChainVerifier.verify(settings).damage()).as(trick).contains("row 3 was altered");
            database.execute("UPDATE audit_event SET " + column + " = (SELECT " + column + " FROM kept) WHERE seq = 3");
            database.execute("DROP TABLE kept");
        }
        assertThat(ChainVerifier.verify(settings).damage()).isEmpty();
    }
}
