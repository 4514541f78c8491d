package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.audit.AnchorFile;
import dev.dumplink.audit.AnchorPlaces;
import dev.dumplink.audit.Anchoring;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.SampleLog;
import dev.dumplink.audit.TestKeys;
import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.demo.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    @TempDir
    Path folder;

    private Path anchors() {
        return folder.resolve("anchors.jsonl");
    }

    private Prompt shell(String anchor) throws Exception {
        Prompt shell = new Prompt(folder, AuditDatabase.sqlite(folder.resolve("audit.db")), "365d", anchor);
        SampleLog.fill(shell.settings(), 30);
        return shell;
    }

    private Prompt anchored() throws Exception {
        Prompt shell = shell("{key: '%s', file: '%s'}".formatted(TestKeys.text(1), anchors()));
        InstantSource clock = InstantSource.system();
        try (AuditLog log = SampleLog.open(shell.settings(), clock);
                Anchoring anchoring = new Anchoring(
                        shell.settings(),
                        new AnchorPlaces(List.of(new AnchorFile(anchors())), List.of()),
                        log,
                        clock,
                        new SecureRandom())) {
            anchoring.start();
            Patience.until(Duration.ofSeconds(10), "an anchor", () -> anchoring
                    .newest()
                    .isPresent());
        }
        return shell;
    }

    @Test
    void aSoundLogIsZeroAndTheVerificationIsARow() throws Exception {
        Prompt shell = anchored();
        assertThat(shell.run("audit", "verify")).isZero();
        assertThat(shell.out())
                .startsWith("sound: 31 rows to row 31, ")
                .contains("anchor 1 of ", " covers row 30; the same in the database, file " + anchors())
                .contains("note: row 31 is not anchored yet");
        assertThat(shell.err()).isEmpty();
        assertThat(shell.database()
                        .rows("SELECT e.code, e.command, e.reason_text, a.actor_kind, a.actor_user FROM audit_event e"
                                + " JOIN audit_actor a USING (actor_ref) WHERE code LIKE 'AU%'"))
                .containsExactly(List.of(
                        "AU003I", "audit verify", "31 rows to row 31", "operator", System.getProperty("user.name")));
    }

    @Test
    void aDamagedLogIsOneAndNamesTheRow() throws Exception {
        Prompt shell = anchored();
        shell.database().execute("DROP TRIGGER audit_event_no_update");
        shell.database().execute("UPDATE audit_event SET object_key = 'other' WHERE seq = 17");
        assertThat(shell.run("audit", "verify")).isEqualTo(1);
        assertThat(shell.out()).startsWith("DAMAGED: row 17 was altered").contains("16 rows sound, to row 16");
        assertThat(shell.database().rows("SELECT reason_text FROM audit_event WHERE code = 'AU003E'"))
                .containsExactly(List.of("row 17 was altered"));
    }

    @Test
    void theAnchorsOfAFileAreComparedIfItIsNamed() throws Exception {
        Prompt shell = anchored();
        Path witnessed = folder.resolve("witnessed.jsonl");
        Files.copy(anchors(), witnessed);
        assertThat(shell.run("audit", "verify", "--anchors", witnessed.toString()))
                .isZero();
        assertThat(shell.out()).contains("the same in the database, file " + witnessed);
        Files.writeString(witnessed, Files.readString(witnessed).replace("\"seq\":30", "\"seq\":29"));
        assertThat(shell.run("audit", "verify", "--anchors", witnessed.toString()))
                .isEqualTo(1);
        assertThat(shell.out()).contains("DAMAGED: line 1 of the anchors in file " + witnessed + " is no anchor");
    }

    @Test
    void onlyPlacesThatHoldTheAnchorAreVouchedFor() throws Exception {
        Prompt shell = anchored();
        Files.delete(anchors());
        assertThat(shell.run("audit", "verify")).isZero();
        assertThat(shell.out())
                .contains("anchor 1 of ", " covers row 30; it is in the database")
                .contains("note: file " + anchors() + " lacks anchor 1 of ", "which may still be on its way")
                .doesNotContain("the same in");
    }

    /** The tail, the record of it and the database's anchors are cut off; looking must not fill the hole. */
    @Test
    void aLogThatWasCutIsFoundAtTheSameRowEachTime() throws Exception {
        Prompt shell = anchored();
        for (String trigger : List.of("audit_event_no_delete", "audit_anchor_no_delete")) {
            shell.database().execute("DROP TRIGGER " + trigger);
        }
        shell.database().execute("DELETE FROM audit_anchor");
        shell.database().execute("DELETE FROM audit_event WHERE seq > 20");
        shell.database()
                .execute("UPDATE audit_chain SET seq = 20, hash = (SELECT hash FROM audit_event WHERE seq = 20)");
        for (int time = 0; time < 3; time++) {
            assertThat(shell.run("audit", "verify")).isEqualTo(1);
            assertThat(shell.out())
                    .startsWith("DAMAGED: row 21 is missing: the log ends before it, and anchor 1 of ")
                    .contains("; of what follows row 0 nothing is proved", "0 rows sound, to row 0");
            assertThat(shell.err()).contains("this verification is not in the log");
            assertThat(shell.database().count("1 = 1")).isEqualTo(20);
        }
    }

    @Test
    void whatCannotBeComparedIsAMistakeOfTheConfiguration() throws Exception {
        Prompt shell = shell("{public_keys: ['%s']}".formatted(TestKeys.publicText(1)));
        assertThat(shell.run("audit", "verify", "--anchors", "nowhere.jsonl")).isEqualTo(2);
        assertThat(shell.err()).contains("--anchors nowhere.jsonl: there is no such file");
        assertThat(shell.run("audit", "verify", "--anchors", "s3")).isEqualTo(2);
        assertThat(shell.err()).contains("audit.anchor.s3");
        Prompt keyless = shell("{}");
        assertThat(keyless.run("audit", "verify", "--anchors", anchors().toString()))
                .isEqualTo(2);
        assertThat(keyless.err()).contains("audit.anchor.public_keys");
    }

    @Test
    void withoutAKeyItSaysWhatIsNotProved() throws Exception {
        Prompt shell = shell("{}");
        assertThat(shell.run("audit", "verify")).isZero();
        assertThat(shell.out()).contains("no anchor", "note: nothing is signed: rows cut off at the end");
    }

    @Test
    void aKeyThatIsNoneIsRefusedWithoutAWordOfIt() throws Exception {
        Prompt shell = shell("{}");
        Files.writeString(folder.resolve("dumplink.yml"), "audit: {anchor: {key: 'c2VjcmV0LWtleQ=='}}\n");
        assertThat(shell.run("audit", "verify")).isEqualTo(2);
        assertThat(shell.err())
                .contains("dumplink.yml:1:18: audit.anchor.key is no Ed25519 private key")
                .doesNotContain("c2VjcmV0", "Exception");
    }

    @Test
    void thereMustBeALog() throws Exception {
        Prompt shell = new Prompt(folder, AuditDatabase.sqlite(folder.resolve("none.db")), "365d", "{}");
        assertThat(shell.run("audit", "verify")).isEqualTo(1);
        assertThat(shell.err())
                .isEqualToIgnoringNewLines("dumplink: there is no audit log at " + folder.resolve("none.db"));
        assertThat(folder.resolve("none.db")).doesNotExist();
        Files.createFile(folder.resolve("none.db"));
        assertThat(shell.run("audit", "verify")).isEqualTo(1);
        assertThat(shell.err()).contains("this is no audit log, or one of an older dumplink");
    }

    @Test
    void theCommandItselfWantsASubcommand() throws Exception {
        assertThat(shell("{}").run("audit")).isEqualTo(2);
    }
}
