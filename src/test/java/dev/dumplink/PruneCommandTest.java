package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.audit.SampleLog;
import dev.dumplink.audit.TestKeys;
import dev.dumplink.demo.AuditDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruneCommandTest {
    @TempDir
    Path folder;

    /** A log of sixty days, of which thirty are kept. */
    private Prompt shell(String anchor) throws Exception {
        Prompt shell = new Prompt(folder, AuditDatabase.sqlite(folder.resolve("audit.db")), "30d", anchor);
        Instant start = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(60));
        new SampleLog(shell.settings(), start, Duration.ofDays(1)).add(60);
        return shell;
    }

    private Prompt anchored() throws Exception {
        return shell("{key: '%s', file: '%s'}".formatted(TestKeys.text(1), folder.resolve("anchors.jsonl")));
    }

    @Test
    void rowsPastTheirTimeGoAndVerifyStaysGreen() throws Exception {
        Prompt shell = anchored();
        assertThat(shell.run("audit", "prune", "--yes")).isZero();
        assertThat(shell.out())
                .startsWith("rows 1 to 31, of ")
                .contains(" will go (31); 29 stay")
                .contains("31 rows are gone, and 31 persons whom no row mentions any more; anchor 1 says so");
        assertThat(shell.err())
                .isEqualTo("note: audit.retain is 30 days: logs of who had access to data are commonly kept for at"
                        + " least 180\n");
        assertThat(shell.database().count("1 = 1")).isEqualTo(31);
        assertThat(shell.database()
                        .rows("SELECT e.code, e.reason_text, a.actor_kind FROM audit_event e JOIN audit_actor a USING"
                                + " (actor_ref) WHERE code LIKE 'AU00%' ORDER BY seq"))
                .containsExactly(
                        List.of("AU007I", "rows 1 to 31, older than 30 days", "operator"),
                        List.of("AU004I", "rows 1 to 31, older than 30 days", "operator"));
        assertThat(shell.run("audit", "verify")).isZero();
        assertThat(shell.out()).startsWith("sound: 31 rows to row 62");
        assertThat(shell.run("audit", "prune", "--yes")).isZero();
        assertThat(shell.out()).startsWith("nothing is older than 30 days");
    }

    @Test
    void aDryRunOnlySaysWhatWouldGo() throws Exception {
        Prompt shell = anchored();
        assertThat(shell.run("audit", "prune", "--dry-run")).isZero();
        assertThat(shell.out()).contains(" would go (31); 29 stay");
        assertThat(shell.database().count("1 = 1")).isEqualTo(60);
        assertThat(folder.resolve("anchors.jsonl")).doesNotExist();
    }

    @Test
    void withoutTheKeyItRefuses() throws Exception {
        Prompt shell = shell("{public_keys: ['%s']}".formatted(TestKeys.publicText(1)));
        assertThat(shell.run("audit", "prune", "--yes")).isEqualTo(2);
        assertThat(shell.err()).contains("audit.anchor.key is not set, and pruning leaves a signed checkpoint");
        assertThat(shell.database().count("1 = 1")).isEqualTo(60);
    }

    @Test
    void aDamagedLogIsNotPruned() throws Exception {
        Prompt shell = anchored();
        shell.database().execute("DROP TRIGGER audit_event_no_update");
        shell.database().execute("UPDATE audit_event SET object_key = 'x' WHERE seq = 50");
        assertThat(shell.run("audit", "prune", "--yes")).isEqualTo(3);
        assertThat(shell.err())
                .contains("the log is damaged, and what may be evidence is not deleted: row 50 was altered");
        assertThat(shell.database().count("1 = 1")).isEqualTo(60);
    }

    @Test
    void aPlaceThatDoesNotKeepTheCheckpointStopsItBeforeAnyRowGoes() throws Exception {
        Prompt shell = anchored();
        Files.createDirectory(folder.resolve("anchors.jsonl"));
        assertThat(shell.run("audit", "prune", "--yes")).isEqualTo(1);
        assertThat(shell.err()).contains("anchors.jsonl cannot be");
        assertThat(shell.database().count("seq <= 60")).isEqualTo(60);
        assertThat(shell.database().count("code = 'AU004I'")).isZero();
    }

    @Test
    void thatRowsWentIsSaidOnlyWhenTheyHaveGone() throws Exception {
        Path nowhere = folder.resolve("missing/anchors.jsonl");
        Prompt shell = shell("{key: '%s', file: '%s'}".formatted(TestKeys.text(1), nowhere));
        assertThat(shell.run("audit", "prune", "--yes")).isEqualTo(1);
        assertThat(shell.database().count("seq <= 60")).isEqualTo(60);
        assertThat(shell.database().count("code = 'AU007I'")).isEqualTo(1);
        assertThat(shell.database().count("code = 'AU004I'")).isZero();
    }

    @Test
    void aStreamThatHoldsRowsBackIsNamedAndOneThatIsSwitchedOffHoldsNone() throws Exception {
        Prompt shell = anchored();
        shell.database().execute("INSERT INTO audit_stream (name, seq, owner, until_ms) VALUES ('webhook', 0, '', 0)");
        shell.database().execute("INSERT INTO audit_stream (name, seq, owner, until_ms) VALUES ('stdout', 7, '', 0)");
        assertThat(shell.run("audit", "prune", "--yes")).isZero();
        assertThat(shell.out()).startsWith("rows 1 to 7, of ");
        assertThat(shell.err()).startsWith("the stream stdout holds rows back: it has sent row 7 last");
        assertThat(shell.run("audit", "prune", "--yes")).isEqualTo(1);
        assertThat(shell.out()).startsWith("nothing can go");
        assertThat(shell.err()).startsWith("the stream stdout holds rows back");
    }

    @Test
    void whereThereIsNoTerminalItMustBeConfirmedInAdvance() throws Exception {
        Prompt shell = anchored();
        assertThat(shell.run("audit", "prune")).isEqualTo(2);
        assertThat(shell.err()).contains("say --yes");
        assertThat(shell.database().count("1 = 1")).isEqualTo(60);
    }

    @Test
    void atATerminalTheWordsMustBeTyped() {
        assertThatCode(() -> new Confirmation(Optional.of(question -> "prune 31")).require("prune 31"))
                .doesNotThrowAnyException();
        for (String typed : new String[] {"prune 3", "yes", "", null}) {
            assertThatThrownBy(() -> new Confirmation(Optional.of(question -> typed)).require("prune 31"))
                    .isInstanceOf(Refusal.class)
                    .hasMessage("not confirmed, so nothing was done");
        }
    }
}
