package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stream is given from memory is what it would read. */
final class NewestTest {
    private static final int ROWS = 12;

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();
    private final List<Newest.Committed> committed = new ArrayList<>();
    private List<AuditEntry> inDatabase;
    private Instant now;

    @BeforeEach
    void write() throws Exception {
        AuditSettings settings = new AuditSettings("jdbc:sqlite:" + folder.resolve("audit.db"), null, null, null);
        try (AuditLog log = new AuditLog(
                settings, new Writer("here", "1"), InstantSource.system(), random, code -> {}, committed::addAll)) {
            for (int i = 0; i < ROWS; i++) {
                log.record(event(i), Instant.now().plusSeconds(10)).get(10, TimeUnit.SECONDS);
            }
        }
        try (AuditStore store = new AuditStore(settings, random)) {
            inDatabase = store.jdbi()
                    .withHandle(handle -> new StreamPosition("test", new StreamPosition.Owner("me", Dialect.SQLITE))
                            .rows(handle, 0, 2 * ROWS));
        }
        now = committed.get(0).time();
    }

    private AuditEvent event(int number) {
        Request request = new Request(
                RequestId.next(random),
                Actor.slack("T1", "E1", "U" + number % 3),
                "/dump",
                number % 2 == 0 ? "C1" : "",
                Optional.of(IdempotencyKey.of("trigger", Integer.toString(number))));
        AuditEvent event = AuditEvent.of(EventCode.LINK_ISSUED, request, "members", number % 2 == 0 ? "\"é\"\n" : "");
        return number % 4 == 0
                ? event
                : event.about(new AuditEvent.DumpFacts("shop", "a/shop.dump", "", "ab", Instant.ofEpochMilli(number)))
                        .handingOut(new AuditEvent.LinkFacts(URI.create("https://a/b?c=" + number), Instant.now()));
    }

    @Test
    void everyColumnIsAsTheDatabaseHasIt() {
        Newest newest = new Newest();
        newest.add(committed);
        assertThat(newest.after(0, 2 * ROWS, now)).isEqualTo(inDatabase);
    }

    @Test
    void rowsComeInPiecesAndWhatHasLeftIsLetGo() {
        Newest newest = new Newest();
        newest.add(committed.subList(0, 5));
        newest.add(committed.subList(5, ROWS));
        assertThat(newest.after(2, 4, now)).isEqualTo(inDatabase.subList(2, 6));
        assertThat(newest.after(6, 100, now)).isEqualTo(inDatabase.subList(6, ROWS));
        assertThat(newest.after(ROWS, 100, now)).isEmpty();
        assertThat(newest.after(2, 100, now)).isEmpty();
    }

    /** Another program's rows, or one whose commit was not known to have worked. */
    @Test
    void aGapIsNeverSkipped() {
        Newest newest = new Newest();
        newest.add(committed.subList(0, 3));
        newest.add(committed.subList(4, ROWS));
        assertThat(newest.after(0, 100, now)).isEmpty();
        assertThat(newest.after(3, 100, now)).isEmpty();
        assertThat(newest.after(4, 100, now)).isEqualTo(inDatabase.subList(4, ROWS));
    }

    @Test
    void afterAMomentTheDatabaseIsAsked() {
        Newest newest = new Newest();
        newest.add(committed);
        assertThat(newest.after(0, 100, now.plusSeconds(60))).isEmpty();
    }
}
