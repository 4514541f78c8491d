package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditReaderTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void pagesLeadDownAndUpAgain() throws Exception {
        AuditSettings settings = new AuditSettings("jdbc:sqlite:" + folder.resolve("audit.db"), null, null, null);
        Random random = new Random(1);
        try (AuditLog log = new AuditLog(settings, new Writer("t", "0"), () -> NOON, new SecureRandom(), code -> {});
                AuditReader reader = new AuditReader(settings, () -> NOON)) {
            for (int i = 0; i < 25; i++) {
                Request request = new Request(
                        RequestId.next(random), Actor.slack("T1", "", "U" + i % 3), "/dump", "C1", Optional.empty());
                log.record(AuditEvent.of(EventCode.ANSWERED, request, "list", ""), NOON.plusSeconds(9))
                        .get();
            }
            AuditReader.Page top = reader.page(AuditQuery.all(), Cursor.newest(), 10);
            assertThat(top.entries())
                    .extracting(AuditEntry::seq)
                    .startsWith(25L, 24L)
                    .hasSize(10);
            assertThat(top.newer()).isEmpty();
            AuditReader.Page middle = reader.page(AuditQuery.all(), top.older().orElseThrow(), 10);
            AuditReader.Page bottom =
                    reader.page(AuditQuery.all(), middle.older().orElseThrow(), 10);
            assertThat(bottom.entries()).extracting(AuditEntry::seq).containsExactly(5L, 4L, 3L, 2L, 1L);
            assertThat(bottom.older()).isEmpty();
            assertThat(reader.page(AuditQuery.all(), bottom.newer().orElseThrow(), 10)
                            .entries())
                    .isEqualTo(middle.entries());
            assertThat(reader.page(AuditQuery.all(), middle.newer().orElseThrow(), 10)
                            .entries())
                    .isEqualTo(top.entries());

            assertThat(reader.lastOf(Actor.slack("T1", "", "U1"), 2))
                    .extracting(AuditEntry::seq)
                    .containsExactly(23L, 20L);
            assertThat(reader.summary(NOON.minus(Duration.ofDays(1)))).isEqualTo(Map.of("answered", 25L));
            List<AuditEntry> streamed = new ArrayList<>();
            assertThat(reader.stream(AuditQuery.all().limitedTo(7), streamed::add))
                    .isEqualTo(7);
            assertThat(streamed).extracting(AuditEntry::seq).startsWith(19L).endsWith(25L);
        }
    }
}
