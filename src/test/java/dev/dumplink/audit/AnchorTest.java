package dev.dumplink.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class AnchorTest {
    private static final String CHAIN = "0b9f6c39-5a0f-4f4c-9f0e-0d5f2c1c7a11";
    private static final AnchorKey KEY = TestKeys.key(1);

    private final Anchor anchor = Anchor.sign(
            new Anchor.Statement(
                    CHAIN,
                    7,
                    Chain.genesis("previous"),
                    new Anchor.Mark(20, Chain.genesis("pruned")),
                    new Anchor.Mark(1234, Chain.genesis("end")),
                    Instant.parse("2026-11-22T12:00:00.123Z")),
            KEY);

    @Test
    void aLineSaysAllAndIsReadBackAsItWas() {
        Anchor read = Anchor.parse(anchor.line()).orElseThrow();
        assertThat(read.line()).isEqualTo(anchor.line()).doesNotContain("\n");
        assertThat(read.statement()).isEqualTo(anchor.statement());
        assertThat(read.statement().count()).isEqualTo(1214);
        assertThat(read.isSignedBy(KEY.own())).isTrue();
    }

    @Test
    void whatIsSignedIsCanonicalJson() throws Exception {
        String line = anchor.line();
        String unsigned = line.substring(0, line.indexOf(",\"signature\"")) + "}";
        assertThat(new JsonCanonicalizer(unsigned).getEncodedString()).isEqualTo(unsigned);
    }

    /** Every single character: changed, it is no anchor any more or its signature does not fit. */
    @Test
    void noCharacterCanBeChanged() {
        String line = anchor.line();
        for (int i = 0; i < line.length(); i++) {
            for (char other : new char[] {'0', 'a', 'B', (char) (line.charAt(i) ^ 1)}) {
                String changed = line.substring(0, i) + other + line.substring(i + 1);
                if (!changed.equals(line)) {
                    assertThat(Anchor.parse(changed)
                                    .filter(read -> read.key().equals(KEY.id()))
                                    .filter(read -> read.isSignedBy(KEY.own())))
                            .as(changed)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void anythingElseIsNoAnchor() {
        String line = anchor.line();
        for (String other : List.of(
                "",
                "{}",
                "null",
                line + "\n",
                " " + line,
                line.substring(0, line.length() - 1),
                line.replace("\"number\":7", "\"number\":07"),
                line.replace("12:00:00.123Z", "12:00:00.1230Z"),
                line.replace("\"count\":1214", "\"count\":1213"),
                line.replace("\"count\":1214", "\"count\":999999999999999999999999"),
                line.replace("\"format\":1", "\"format\":2"),
                line.replace("{\"chain\"", "{\"chain\":\"x\",\"chain\""),
                new String(new byte[] {0x1f, (byte) 0x8b, 8, 0}, StandardCharsets.ISO_8859_1))) {
            assertThat(Anchor.parse(other)).as(other).isEmpty();
        }
    }
}
