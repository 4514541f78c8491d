package dev.dumplink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same from a physical standby, which is where a large company dumps. */
@Timeout(60)
class StandbyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    @AutoClose
    private static EmbeddedPostgres primary;

    @AutoClose
    private static Standby standby;

    @BeforeAll
    static void start() throws Exception {
        primary = EmbeddedPostgres.open();
        primary.createDatabase("shop");
        primary.execute(
                "shop",
                "CREATE TABLE kept (id int); INSERT INTO kept SELECT generate_series(1, 100);"
                        + " CREATE UNLOGGED TABLE cache (id int); INSERT INTO cache VALUES (1); CREATE SEQUENCE numbers;"
                        + " CREATE TABLE conflict (id int, filler text);"
                        + " INSERT INTO conflict SELECT g, repeat('x', 1000) FROM generate_series(1, 30000) g");
        standby = Standby.of(primary, folder);
        standby.catchUp(primary);
    }

    private static Table table(Snapshot snapshot, String name) {
        return snapshot.schema().table(new TableName("public", name)).orElseThrow();
    }

    @Test
    void readsWhatThePrimaryHasAndSaysWhatItHasNot() throws Exception {
        try (Source source = Source.open(standby.settings("shop"));
                Snapshot snapshot = source.snapshot(PATIENCE);
                TableReader reader = snapshot.reader()) {
            assertThat(TestServer.text(reader.read(table(snapshot, "kept")))).hasLineCount(100);
            assertThat(snapshot.whyNoRows(table(snapshot, "cache")))
                    .hasValue("it is unlogged, and a standby does not have its rows");
            assertThat(snapshot.sequences())
                    .containsExactly(new SequenceState(new TableName("public", "numbers"), 1, false));
            assertThat(reader.count(List.of(table(snapshot, "kept"))).counts()).containsValue(100L);
            try (Source origin = Source.open(TestServer.settings(primary, "shop"))) {
                assertThat(source.identity().systemIdentifier())
                        .isEqualTo(origin.identity().systemIdentifier());
                assertThat(source.identity().inRecovery()).isTrue();
                assertThat(source.schema().fingerprint())
                        .isEqualTo(origin.schema().fingerprint());
            }
            EmbeddedPostgres.client("pg_dump");
            try (PgDumpOutput output = PgDump.onPath(System.getenv("PATH"))
                    .schema(standby.settings("shop"), snapshot.id(), source.majorVersion())) {
                assertThat(output.readAllBytes()).startsWith('P', 'G', 'D', 'M', 'P');
            }
        }
    }

    @Test
    void aConflictWithRecoveryIsSaidWithTheMend() throws Exception {
        try (Source source = Source.open(standby.settings("shop"));
                Snapshot snapshot = source.snapshot(PATIENCE);
                TableReader reader = snapshot.reader()) {
            // rows that the snapshot still needs are cleared away on the primary; the standby has to follow at once
            primary.execute("shop", "DELETE FROM conflict");
            primary.execute("shop", "VACUUM conflict");
            assertThatThrownBy(() -> readUntilItFails(snapshot, reader))
                    .isInstanceOf(SourceFailure.class)
                    .hasMessageContaining("conflicted with recovery")
                    .hasMessageContaining("hot_standby_feedback");
        }
    }

    private static void readUntilItFails(Snapshot snapshot, TableReader reader) {
        while (true) {
            snapshot.requireAlive();
            assertThat(TestServer.text(reader.read(table(snapshot, "kept")))).hasLineCount(100);
        }
    }
}
