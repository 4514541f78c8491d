package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.audit.Actor;
import dev.dumplink.audit.AuditEvent;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Receipt;
import dev.dumplink.audit.Request;
import dev.dumplink.audit.RequestId;
import dev.dumplink.audit.SampleLog;
import dev.dumplink.audit.TestKeys;
import dev.dumplink.demo.AuditDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgetCommandTest {
    private static final String ALICE = "U01ALICE7";

    @TempDir
    Path folder;

    private final Random random = new Random(5);
    private Prompt shell;

    /** Many people, so that pages of the database were split and copied again and again. */
    @BeforeEach
    void writeALog() throws Exception {
        String anchor = "{key: '%s', file: '%s'}".formatted(TestKeys.text(1), folder.resolve("anchors.jsonl"));
        shell = new Prompt(folder, AuditDatabase.sqlite(folder.resolve("audit.db")), "365d", anchor);
        try (AuditLog log = SampleLog.open(shell.settings(), InstantSource.system())) {
            for (int i = 0; i < 20; i++) {
                int round = i;
                List<CompletableFuture<Receipt>> receipts = IntStream.range(0, 100)
                        .mapToObj(number -> ask(log, "U02" + (random.nextInt(900_000) + 100_000)))
                        .toList();
                receipts.forEach(CompletableFuture::join);
                if (round % 5 == 0) {
                    ask(log, ALICE).join();
                }
            }
        }
    }

    private CompletableFuture<Receipt> ask(AuditLog log, String user) {
        Request request =
                new Request(RequestId.next(random), Actor.slack("T01ACME", "", user), "/dump", "C1", Optional.empty());
        return log.record(
                AuditEvent.of(EventCode.DENIED, request, "members", "Dumps are for certain people here."),
                Instant.now().plusSeconds(20));
    }

    private long traces(String id) throws IOException {
        long count = 0;
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                count += bytes.split(id, -1).length - 1;
            }
        }
        return count;
    }

    @Test
    void nothingLeadsBackToThePersonAndTheChainIsWhole() throws Exception {
        assertThat(traces(ALICE)).isPositive();
        String reference = reference(ALICE);
        assertThat(shell.run("audit", "forget", ALICE, "--yes")).isZero();
        assertThat(shell.out())
                .isEqualToNormalizingNewlines(ALICE + " of T01ACME\nforgotten; the rows call them " + reference + "\n");
        assertThat(traces(ALICE)).isZero();
        assertThat(shell.database().count("actor_ref = '" + reference + "'")).isEqualTo(4);
        assertThat(shell.database()
                        .rows("SELECT e.reason_text, a.actor_kind FROM audit_event e JOIN audit_actor a USING"
                                + " (actor_ref) WHERE code = 'AU006I'"))
                .containsExactly(List.of(reference, "operator"));
        assertThat(shell.run("audit", "verify")).isZero();
        assertThat(traces("U02")).as("the others").isPositive();
    }

    @Test
    void whoComesBackIsSomebodyNew() throws Exception {
        String before = reference(ALICE);
        shell.run("audit", "forget", ALICE, "--yes");
        try (AuditLog log = SampleLog.open(shell.settings(), InstantSource.system())) {
            ask(log, ALICE).join();
        }
        assertThat(reference(ALICE)).isNotEqualTo(before);
        assertThat(shell.run("audit", "verify")).isZero();
    }

    @Test
    void itWorksBesideARunningBot() throws Exception {
        try (AuditLog log = SampleLog.open(shell.settings(), InstantSource.system())) {
            ask(log, "U02OTHER").join();
            assertThat(shell.run("audit", "forget", ALICE, "--yes")).isZero();
            ask(log, "U02OTHER").join();
            assertThat(traces(ALICE)).isZero();
        }
        assertThat(shell.run("audit", "verify")).isZero();
    }

    @Test
    void aDeletionThatNoRowSpeaksOfIsDamage() throws Exception {
        shell.database().execute("DELETE FROM audit_actor WHERE actor_user = '" + ALICE + "'");
        assertThat(shell.run("audit", "verify")).isEqualTo(1);
        assertThat(shell.out()).contains("is gone, and no row says that they were forgotten");
    }

    @Test
    void whatWasBrokenOffIsFinishedTheNextTime() throws Exception {
        shell.database().execute("DELETE FROM audit_actor WHERE actor_user = '" + ALICE + "'");
        assertThat(traces(ALICE)).isPositive();
        assertThat(shell.run("audit", "forget", ALICE, "--yes")).isZero();
        assertThat(shell.out()).startsWith("nobody in the log has this id");
        assertThat(traces(ALICE)).isZero();
    }

    @Test
    void nobodyIsForgottenUnasked() throws Exception {
        assertThat(shell.run("audit", "forget", ALICE)).isEqualTo(2);
        assertThat(shell.err()).contains("say --yes");
        assertThat(shell.run("audit", "forget", "U01NOBODY", "--yes")).isEqualTo(1);
        assertThat(shell.out()).contains("nobody in the log has this id");
        assertThat(shell.run("audit", "forget", System.getProperty("user.name"), "--yes"))
                .isEqualTo(3);
        assertThat(reference(ALICE)).hasSize(64);
    }

    private String reference(String user) throws Exception {
        return shell.database()
                .rows("SELECT actor_ref FROM audit_actor WHERE actor_user = '" + user + "'")
                .get(0)
                .get(0);
    }
}
