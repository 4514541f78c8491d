package dev.dumplink.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.audit.Actor;
import dev.dumplink.audit.AuditEntry;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as people read them, whatever somebody wrote into them. */
class AuditBlocksTest {
    @ParameterizedTest
    @ValueSource(strings = {"<!channel>", "<@U01BOSS>", "<https://evil.example|Download>", "`<!here>`", "&<>"})
    void nothingInARowIsMarkup(String text) {
        String shown = AuditBlocks.row(entry(text)).toString();
        assertThat(shown.replaceAll("<!date\\^[^>]*>", "")).doesNotContain("<", ">");
        assertThat(shown).contains("verbatim=true");
    }

    @Test
    void onlyAnIdOfSlacksBecomesAMention() {
        assertThat(AuditBlocks.row(entry("U01BOSS")).toString()).contains("<@U01BOSS>");
        assertThat(AuditBlocks.row(entry("U01BOSS> <!channel")).toString()).doesNotContain("<@", "<!channel");
    }

    private static AuditEntry entry(String text) {
        return new AuditEntry(
                new AuditEntry.Place(1, "e", Instant.EPOCH, "", ""),
                new AuditEntry.What(text, text, text, text, text),
                new AuditEntry.Who(Actor.Kind.SLACK, "r", Optional.of(Actor.slack("T1", "", text))),
                new AuditEntry.Asked("", text, "", "", ""),
                new AuditEntry.Dump(text, "", "", "", Optional.empty()),
                new AuditEntry.Link(Optional.empty(), ""));
    }
}
