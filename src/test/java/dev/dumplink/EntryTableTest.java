package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.audit.Actor;
import dev.dumplink.audit.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntryTableTest {
    private static final Actor ANN = Actor.slack("T1", "", "U01ANN");

    @Test
    void columnsAreAsWideAsTheirCellsAndTheReasonTakesTheRest() {
        String table = EntryTable.of(List.of(entry(Optional.of(ANN), "denied", "x".repeat(300))), 80);
        assertThat(table.lines())
                .containsExactly(
                        "row  time (UTC)           who     outcome  database  command  reason",
                        "1    2026-11-22 12:00:00  U01ANN  denied   shop      /dump    " + "x".repeat(17) + "…");
        assertThat(table.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void whatWouldMoveTheCursorOrTurnTheTextIsMadeHarmless() {
        String table = EntryTable.of(
                List.of(entry(Optional.of(ANN), "den\u001b[31mied", "a\nb\tc\u202ed\u0007\u009be\u2028f")), 120);
        assertThat(table).doesNotContainPattern("[\\p{C}&&[^\n]]").contains("den?[31mied", "a?b?c?d??e?f");
        assertThat(table.lines()).hasSize(2);
    }

    @Test
    void everyKindOfActorHasAName() {
        assertThat(who(Optional.of(ANN))).isEqualTo("U01ANN");
        assertThat(who(Optional.of(new Actor(Actor.Kind.OPERATOR, "", "", "root"))))
                .isEqualTo("os:root");
        assertThat(who(Optional.of(Actor.system()))).isEqualTo("system");
        assertThat(who(Optional.empty())).isEqualTo("(forgotten)");
    }

    @Test
    void noRowsAreAHeading() {
        assertThat(EntryTable.of(List.of(), 80))
                .isEqualTo("row  time (UTC)  who  outcome  database  command  reason\n");
    }

    private static String who(Optional<Actor> actor) {
        return EntryTable.of(List.of(entry(actor, "denied", "")), 80)
                .lines()
                .toList()
                .get(1)
                .split("  +")[2];
    }

    private static AuditEntry entry(Optional<Actor> actor, String decision, String reason) {
        return new AuditEntry(
                new AuditEntry.Place(1, "id", Instant.parse("2026-11-22T12:00:00.123Z"), "", ""),
                new AuditEntry.What("DL002D", decision, "rule", reason, "/dump"),
                new AuditEntry.Who(Actor.Kind.SLACK, "ref", actor),
                new AuditEntry.Asked("", "r-0123456789ab", "", "host:1", "0"),
                new AuditEntry.Dump("shop", "", "", "", Optional.empty()),
                new AuditEntry.Link(Optional.empty(), ""));
    }
}
