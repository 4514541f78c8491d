package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

/** Our canonical JSON is the JSON Canonicalization Scheme: a library that knows nothing of us finds nothing to change. */
class RowTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");
    private final Random random = new Random(11);

    @Test
    void columnsAreInCanonicalOrder() {
        assertThat(Row.COLUMNS).isSorted();
    }

    @Test
    void anIndependentCanonicalizerAgrees() throws Exception {
        for (int i = 0; i < 2000; i++) {
            byte[] canonical = row(strange(), strange(), strange()).canonical();
            assertThat(new JsonCanonicalizer(canonical).getEncodedUTF8()).isEqualTo(canonical);
        }
    }

    @Test
    void whatIsAbsentIsLeftOutAndEveryColumnChangesTheHash() {
        Row plain = row("reason", "key", "rule");
        assertThat(new String(plain.canonical(), StandardCharsets.UTF_8)).doesNotContain("null", "object_version");
        assertThat(row("reason2", "key", "rule").hash()).isNotEqualTo(plain.hash());
        assertThat(row("reason", "key2", "rule").hash()).isNotEqualTo(plain.hash());
        assertThat(row("reason", "key", "rule2").hash()).isNotEqualTo(plain.hash());
        assertThat(row("reason", "key", "rule").hash()).isEqualTo(plain.hash());
    }

    @Test
    void whatStrangersTypedCannotForgeALineOrGrowWithoutBound() {
        assertThat(Text.clean("a\r\nb\u0000c\u202Ed\u2028e", 100)).isEqualTo("a b c d e");
        assertThat(Text.clean("x".repeat(500), 300)).hasSize(300).endsWith("…");
        assertThat(Text.clean("🐘".repeat(200), 300)).hasSizeLessThanOrEqualTo(300);
        assertThat(Text.clean("lone \uD83D surrogate", 100)).isEqualTo("lone   surrogate");
        assertThat(Text.clean(null, 5)).isEmpty();
    }

    private Row row(String reason, String key, String rule) {
        Request request = new Request(
                new RequestId("r-0123456789ab"),
                Actor.slack("T1", "", "U1"),
                "/dump",
                "C1",
                Optional.of(new IdempotencyKey("k")));
        AuditEvent event = AuditEvent.of(EventCode.LINK_ISSUED, request, rule, reason)
                .about(new AuditEvent.DumpFacts("shop", key, "", "", NOON))
                .handingOut(new AuditEvent.LinkFacts(URI.create("https://example.com/"), NOON));
        Row.Place place = new Row.Place(7, "prev", NOON, "id", "ref", new Writer("host:1", "0.1"));
        return Row.of(event, place, Optional.of("hmac"));
    }

    private String strange() {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(20);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(
                    switch (random.nextInt(5)) {
                        case 0 -> random.nextInt(0x20);
                        case 1 -> "\"\\/<>&\u007f\u0080\u2028".charAt(random.nextInt(9));
                        case 2 -> 0x1F400 + random.nextInt(60);
                        case 3 -> 0xE000 + random.nextInt(0x1000);
                        default -> 'a' + random.nextInt(26);
                    });
        }
        return text.toString();
    }
}
