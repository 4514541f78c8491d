package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.audit.Actor;
import dev.dumplink.audit.AuditEvent;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Request;
import dev.dumplink.audit.RequestId;
import dev.dumplink.audit.SampleLog;
import dev.dumplink.demo.AuditDatabase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhoseLinkCommandTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final RequestId REQUEST = new RequestId("r-0123456789ab");
    private static final String URL = "https://acme-dumps.s3.eu-central-1.amazonaws.com/anonymized/shop/shop_1.dump"
            + "?x-dumplink-request=" + REQUEST + "&X-Amz-Expires=180&X-Amz-Signature=5ec4e7";

    @TempDir
    Path folder;

    private Prompt shell;

    @BeforeEach
    void writeALog() throws Exception {
        shell = new Prompt(folder, AuditDatabase.sqlite(folder.resolve("audit.db")), "365d", "{}");
        SampleLog.fill(shell.settings(), 20);
        Request request = new Request(REQUEST, Actor.slack("T01ACME", "", "U01ALICE"), "/dump", "C1", Optional.empty());
        try (AuditLog log = SampleLog.open(shell.settings(), () -> NOON)) {
            log.record(
                            AuditEvent.of(EventCode.LINK_ISSUED, request, "members", "")
                                    .about(new AuditEvent.DumpFacts(
                                            "shop", "anonymized/shop/shop_1.dump", "", "", NOON.minusSeconds(3600)))
                                    .handingOut(new AuditEvent.LinkFacts(URI.create(URL), NOON.plusSeconds(180))),
                            NOON.plusSeconds(60))
                    .join();
        }
    }

    private int whose(String... pasted) {
        return shell.run(Stream.concat(Stream.of("audit", "whose-link"), Stream.of(pasted))
                .toArray(String[]::new));
    }

    @Test
    void aLinkTellsToWhomItWasGiven() {
        assertThat(whose(URL)).isZero();
        assertThat(shell.out())
                .isEqualToNormalizingNewlines(
                        """
                        given    2026-11-22T12:00:00Z as r-0123456789ab
                        to       U01ALICE of T01ACME
                        dump     shop of 2026-11-22T11:00:00Z
                        object   anonymized/shop/shop_1.dump
                        until    2026-11-22T12:03:00Z
                        """);
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void itIsUnderstoodAsPeoplePasteIt() {
        for (String pasted : List.of(
                "<" + URL + ">",
                "<" + URL + "|Download>",
                "<" + URL.replace("&", "&amp;") + ">",
                URL.replace("&", "&amp;amp;"),
                "\"" + URL + "\"",
                "  " + URL + "\n",
                URL + ".",
                "(" + URL + ")",
                URL + "#top",
                URL.substring(0, 90) + "\r\n   " + URL.substring(90),
                URL.substring(0, 40) + "\u200b" + URL.substring(40))) {
            assertThat(whose(pasted)).as(pasted).isZero();
        }
        assertThat(whose(URL.substring(0, 90), URL.substring(90))).isZero();
    }

    @Test
    void aLinkWithoutARequestInItIsFoundToo() {
        assertThat(whose(SampleLog.url(3).toString())).isZero();
        assertThat(shell.out()).contains("dump     shop of ");
    }

    @Test
    void standardInputKeepsItOutOfTheShellsHistory() throws Exception {
        assertThat(shell.runWith("<" + URL + ">\n", "audit", "whose-link", "-")).isZero();
    }

    @Test
    void aChangedLinkIsNotAnswered() {
        assertThat(whose(URL.replace("Expires=180", "Expires=181"))).isEqualTo(1);
        assertThat(shell.out())
                .contains("unknown: no such link was ever given. It names r-0123456789ab")
                .doesNotContain("U01ALICE");
    }

    @Test
    void anUnknownLinkSaysSo() {
        assertThat(whose("https://example.com/?X-Amz-Signature=5ec4e7")).isEqualTo(1);
        assertThat(shell.out()).startsWith("unknown: no link in this log is this one.");
        assertThat(whose("ftp://example.com/5ec4e7")).isEqualTo(2);
        assertThat(shell.err()).contains("this is no link").doesNotContain("5ec4e7");
    }

    @Test
    void everyQuestionIsARowAndTheLinkIsNowhere() throws Exception {
        whose(URL);
        String printed = shell.out() + shell.err();
        whose(URL.replace("=180", "=181"));
        printed += shell.out() + shell.err();
        whose("https://example.com/?X-Amz-Signature=5ec4e7");
        printed += shell.out() + shell.err();
        assertThat(printed).doesNotContain("5ec4e7", "https://", "X-Amz");
        assertThat(shell.run("audit", "whose-lnk", URL)).isEqualTo(2);
        assertThat(whose("--nonsense", URL)).isEqualTo(2);
        assertThat(shell.out() + shell.err()).doesNotContain("5ec4e7", "X-Amz");
        assertThat(shell.database().rows("SELECT reason_text FROM audit_event WHERE code = 'AU005I' ORDER BY seq"))
                .containsExactly(
                        List.of("the link of r-0123456789ab"),
                        List.of("an altered link of r-0123456789ab"),
                        List.of("an unknown link"));
        for (String file : List.of("audit.db", "audit.db-wal")) {
            if (Files.exists(folder.resolve(file))) {
                assertThat(new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.ISO_8859_1))
                        .doesNotContain("5ec4e7", "X-Amz");
            }
        }
    }

    @Test
    void aPersonWhoWasForgottenStaysForgotten() throws Exception {
        shell.database().execute("DELETE FROM audit_actor WHERE actor_user = 'U01ALICE'");
        assertThat(whose(URL)).isZero();
        assertThat(shell.out())
                .contains("to       a person who was forgotten, ")
                .doesNotContain("ALICE");
    }
}
