package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditStoreTest {
    @TempDir
    Path folder;

    /** Two threads that fail on one pool: what the first of them has begun anew, the second must not throw away. */
    @Test
    void onlyThePoolThatFailedIsReplaced() throws Exception {
        AuditSettings settings = new AuditSettings("jdbc:sqlite:" + folder.resolve("audit.db"), null, null, null);
        try (AuditStore store = new AuditStore(settings, new SecureRandom())) {
            Jdbi failing = store.jdbi();
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
            Jdbi fresh = store.jdbi();
            assertThat(fresh).isNotSameAs(failing);
            store.heal(byReader);
            assertThat(store.jdbi()).isSameAs(fresh);
        }
    }

    /** Only if this one is missing there is anything to do, it is said when a database is opened. */
    @ParameterizedTest
    @EnumSource
    void theNewestMigrationIsTheOneThatIsLookedFor(Dialect dialect) throws Exception {
        String folder = dialect.migrations().substring("classpath:".length());
        try (Stream<Path> files = Files.list(
                Path.of(AuditStore.class.getClassLoader().getResource(folder).toURI()))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .flatMap(name ->
                                    Pattern.compile("^V(\\d+)__").matcher(name).results())
                            .map((MatchResult version) -> Integer.parseInt(version.group(1))))
                    .contains(AuditStore.NEWEST_MIGRATION)
                    .allMatch(version -> version <= AuditStore.NEWEST_MIGRATION);
        }
    }

    /** As in a database that an older version has made. */
    @Test
    void aMigrationThatIsMissingIsMadeUpFor() throws Exception {
        AuditSettings settings = new AuditSettings("jdbc:sqlite:" + folder.resolve("audit.db"), null, null, null);
        try (AuditStore store = new AuditStore(settings, new SecureRandom());
                WriterConnection connection = store.writer()) {
            connection
                    .prepare("DELETE FROM audit_schema_history WHERE version = '" + AuditStore.NEWEST_MIGRATION + "'")
                    .execute();
            connection
                    .prepare("CREATE INDEX audit_event_issued ON audit_event (time_ms)")
                    .execute();
        }
        try (AuditStore store = new AuditStore(settings, new SecureRandom());
                WriterConnection connection = store.writer();
                ResultSet index = connection
                        .prepare("SELECT 1 FROM sqlite_master WHERE name = 'audit_event_issued'")
                        .executeQuery()) {
            assertThat(index.next())
                    .as("an index that the newest migration drops")
                    .isFalse();
        }
    }
}
