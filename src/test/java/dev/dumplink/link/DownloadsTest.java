package dev.dumplink.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.audit.Actor;
import dev.dumplink.audit.AuditEvent;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditQuery;
import dev.dumplink.audit.AuditReader;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.ChainVerifier;
import dev.dumplink.audit.Cursor;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Request;
import dev.dumplink.audit.RequestId;
import dev.dumplink.audit.Writer;
import dev.dumplink.demo.AccessLogEntry;
import dev.dumplink.demo.AuditDatabase;
import dev.dumplink.store.AccessLogs;
import dev.dumplink.store.StoreSettings;
import dev.dumplink.store.StoreUnavailable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration LIFE = Duration.ofMinutes(3);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final String KEY = "anonymized/shop/shop_20261122T010003Z.dump";
    private static final long SIZE = 734_003_200;
    private static final Actor BOSS = new Actor(Actor.Kind.OPERATOR, "", "", "boss");
    private static final String HERE = "203.0.113.7";
    private static final String THERE = "198.51.100.9";

    @TempDir
    Path folder;

    private final Random random = new Random(3);
    private final Map<String, Download> told = new HashMap<>();
    private final List<Stranger> strangers = new ArrayList<>();
    private final List<AccessLogEntry> lines = new ArrayList<>();
    private Instant now = NOON.minus(Duration.ofHours(1));
    private final InstantSource clock = () -> now;
    private Path logs;
    private AuditDatabase database;
    private AuditLog log;
    private AuditReader reader;

    AuditDatabase database() throws Exception {
        return AuditDatabase.sqlite(folder.resolve("audit.db"));
    }

    @BeforeEach
    void open() throws Exception {
        logs = Files.createDirectories(folder.resolve("logs"));
        database = database();
        AuditSettings settings = new AuditSettings(database.url(), null, null, null);
        log = new AuditLog(settings, new Writer("test", "0"), clock, new SecureRandom(), code -> {});
        reader = new AuditReader(settings, clock);
        log.record(
                        AuditEvent.of(EventCode.STARTED, Request.bySystem(RequestId.next(random), "serve"), "", ""),
                        now.plusSeconds(10))
                .get();
        now = NOON;
    }

    @AfterEach
    void close() {
        reader.close();
        log.close();
    }

    @Test
    void aWholeDownloadByOneAddressIsThat() throws Exception {
        String link = issue();
        lines.add(download(link, 20));
        trace();
        assertState(link, DownloadState.DOWNLOADED, "DW001I");
        assertThat(told.get(link).addresses()).containsExactly(HERE);
        assertThat(told.get(link).sent()).isEqualTo(SIZE);
        assertThat(reason(link, "DW001I")).isEqualTo("1 request, 734003200 of 734003200 bytes");
        assertThat(database.rows("SELECT database_name, object_key, command, actor_kind, decision FROM audit_event"
                        + " WHERE code = 'DW001I'"))
                .containsExactly(List.of("shop", KEY, "audit downloads", "slack", "downloaded"));
    }

    @Test
    void twoAddressesAreToldApartFromOne() throws Exception {
        String link = issue();
        lines.add(download(link, 20));
        lines.add(download(link, 40).from(THERE));
        trace();
        assertState(link, DownloadState.SEVERAL, "DW001I", "DW002W");
        assertThat(told.get(link).addresses()).containsExactly(HERE, THERE);
        assertThat(reason(link, "DW002W")).isEqualTo("2 addresses");
    }

    @Test
    void twiceFromOneAddressIsNoSecondAddress() throws Exception {
        String link = issue();
        lines.add(download(link, 20));
        lines.add(download(link, 40));
        trace();
        assertState(link, DownloadState.DOWNLOADED, "DW001I");
        assertThat(told.get(link).requests()).isEqualTo(2);
    }

    @Test
    void whatWasBrokenOffIsNoDownload() throws Exception {
        String link = issue();
        lines.add(download(link, 20).answered(200, "-", SIZE / 3));
        trace();
        assertState(link, DownloadState.PARTLY, "DW001E");
        assertThat(reason(link, "DW001E")).isEqualTo("1 request, 244667733 of 734003200 bytes");
    }

    @Test
    void piecesThatAddUpAreADownload() throws Exception {
        String link = issue();
        lines.add(download(link, 20).answered(206, "-", SIZE / 2));
        lines.add(download(link, 60).answered(206, "-", SIZE - SIZE / 2));
        trace();
        assertState(link, DownloadState.DOWNLOADED, "DW001I");
    }

    @Test
    void aBrokenOffDownloadThatWasResumedTooLateStaysBrokenOff() throws Exception {
        String link = issue();
        lines.add(download(link, 20).answered(206, "-", SIZE / 2));
        lines.add(download(link, 400).answered(403, "AccessDenied", 243));
        trace();
        assertState(link, DownloadState.PARTLY, "DW001E", "DW003D");
    }

    @Test
    void usedAfterItsEndItWasRefused() throws Exception {
        String link = issue();
        lines.add(download(link, 181).answered(403, "AccessDenied", 243));
        lines.add(download(link, 999).answered(403, "AccessDenied", 243).from(THERE));
        trace();
        assertState(link, DownloadState.LATE, "DW003D");
        assertThat(reason(link, "DW003D")).isEqualTo("2 requests");
    }

    @Test
    void otherMethodsAndOtherObjectsThatAreRefusedAreTold() throws Exception {
        String put = issue();
        String edited = issue();
        lines.add(download(put, 20).method("PUT").answered(403, "SignatureDoesNotMatch", 900));
        lines.add(download(put, 21).method("HEAD").answered(403, "SignatureDoesNotMatch", 0));
        lines.add(download(edited, 20).key("anonymized/secret.dump").answered(403, "SignatureDoesNotMatch", 900));
        trace();
        assertState(put, DownloadState.REFUSED, "DW006D");
        assertState(edited, DownloadState.REFUSED, "DW006D");
        assertThat(reason(put, "DW006D")).isEqualTo("2 requests");
    }

    @Test
    void aHeadThatAStoreAnswersTakesNothing() throws Exception {
        String link = issue();
        lines.add(download(link, 20).method("HEAD").answered(200, "-", 0));
        trace();
        assertState(link, DownloadState.NOT_KNOWN);
    }

    @Test
    void aStoreThatGivesMoreThanTheLinkAllowsIsAWarning() throws Exception {
        String otherObject = issue();
        String afterItsEnd = issue();
        String otherMethod = issue();
        lines.add(download(otherObject, 20).key("production/shop.dump"));
        lines.add(download(afterItsEnd, 600));
        lines.add(download(otherMethod, 20).method("DELETE").answered(204, "-", 0));
        trace();
        assertState(otherObject, DownloadState.EXCEEDED, "DW001I", "DW007W");
        assertState(afterItsEnd, DownloadState.EXCEEDED, "DW001I", "DW007W");
        assertState(otherMethod, DownloadState.EXCEEDED, "DW007W");
    }

    @Test
    void slacksCrawlersAreToldApartFromPersons() throws Exception {
        String crawled = issue();
        String both = issue();
        for (String agent : List.of(
                "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
                "Slack-ImgProxy (+https://api.slack.com/robots)",
                "Slackbot 1.0 (+https://api.slack.com/robots)")) {
            lines.add(download(crawled, 5)
                    .from("54.80.1.1")
                    .answered(206, "-", 32_768)
                    .userAgent(agent));
        }
        lines.add(download(both, 4)
                .from("54.80.1.1")
                .answered(200, "-", 32_768)
                .userAgent("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"));
        lines.add(download(both, 30));
        trace();
        assertState(crawled, DownloadState.NOT_KNOWN, "DW008I");
        assertThat(reason(crawled, "DW008I")).isEqualTo("3 requests");
        assertState(both, DownloadState.DOWNLOADED, "DW001I", "DW008I");
    }

    @Test
    void whoeverCallsItselfACrawlerAndTakesTheArchiveIsNone() throws Exception {
        String link = issue();
        lines.add(download(link, 5).userAgent("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"));
        lines.add(download(link, 9).from(THERE).userAgent("Not Slackbot"));
        trace();
        assertState(link, DownloadState.SEVERAL, "DW001I", "DW002W");
    }

    @Test
    void neverUsedIsOnlySaidWhenTheLogsReachFarEnough() throws Exception {
        String link = issue();
        listings(NOON.minusSeconds(60), Duration.ofHours(6));
        trace();
        assertState(link, DownloadState.NOT_KNOWN);
        listings(NOON.plus(Duration.ofHours(6)), Duration.ofMinutes(30));
        trace();
        assertState(link, DownloadState.UNUSED, "DW005I");
        assertThat(reason(link, "DW005I")).startsWith("by logs up to 2026-11-22T18:");
    }

    @Test
    void neverUsedIsNotSaidWhereTheLogsHaveAGap() throws Exception {
        String link = issue();
        listings(NOON.minus(Duration.ofHours(2)), Duration.ofHours(1));
        listings(NOON.plus(Duration.ofHours(2)), Duration.ofHours(6));
        trace();
        assertState(link, DownloadState.NOT_KNOWN);
    }

    @Test
    void anotherBucketsLinesSayNothing() throws Exception {
        String link = issue();
        lines.add(download(link, 20).of("other-bucket"));
        for (int hour = -1; hour < 9; hour++) {
            lines.add(AccessLogEntry.listing(NOON.plus(Duration.ofHours(hour))).of("other-bucket"));
        }
        trace();
        assertState(link, DownloadState.NOT_KNOWN);
    }

    @Test
    void aLineThatArrivesLateCorrectsWhatWasSaid() throws Exception {
        String link = issue();
        listings(NOON.minusSeconds(60), Duration.ofHours(7));
        trace();
        assertState(link, DownloadState.UNUSED, "DW005I");
        lines.add(download(link, 20));
        trace();
        assertState(link, DownloadState.DOWNLOADED, "DW001I", "DW005I");
    }

    @Test
    void theSameLogsReadAgainWriteNothing() throws Exception {
        String link = issue();
        String unused = issue();
        lines.add(download(link, 20));
        lines.add(download(link, 30).from(THERE));
        lines.add(download(link, 300).answered(403, "AccessDenied", 243));
        lines.add(download("r-zzzzzzzzzzzz", 40));
        lines.add(download("r-yyyyyyyyyyyy", 41).answered(403, "SignatureDoesNotMatch", 900));
        listings(NOON, Duration.ofHours(8));
        assertThat(trace().written()).isEqualTo(6);
        long before = database.count("1 = 1");
        for (int i = 0; i < 3; i++) {
            assertThat(trace().written()).isZero();
        }
        assertThat(database.count("1 = 1")).isEqualTo(before);
        assertState(link, DownloadState.SEVERAL, "DW001I", "DW002W", "DW003D");
        assertState(unused, DownloadState.UNUSED, "DW005I");
    }

    @Test
    void logsReadInPiecesSayInTheEndWhatTheySayTogether() throws Exception {
        String link = issue();
        List<AccessLogEntry> all = List.of(
                download(link, 20).answered(206, "-", SIZE / 2),
                download(link, 50),
                download(link, 60).from(THERE));
        for (AccessLogEntry entry : all) {
            lines.add(entry);
            trace();
        }
        assertState(link, DownloadState.SEVERAL, "DW001E", "DW001I", "DW002W");
        lines.remove(2);
        trace();
        assertState(link, DownloadState.SEVERAL, "DW001E", "DW001I", "DW002W");
    }

    @Test
    void aLinkThatNobodyRecordedIsAFinding() throws Exception {
        lines.add(download("r-zzzzzzzzzzzz", 40));
        lines.add(download("r-zzzzzzzzzzzz", 50).from(THERE));
        trace();
        assertThat(strangers).hasSize(1).allSatisfy(stranger -> {
            assertThat(stranger.id().value()).isEqualTo("r-zzzzzzzzzzzz");
            assertThat(stranger.served()).isTrue();
            assertThat(stranger.addresses()).containsExactlyInAnyOrder(HERE, THERE);
        });
        assertThat(reason("r-zzzzzzzzzzzz", "DW004W")).isEqualTo("2 requests served, object " + KEY);
    }

    @Test
    void aLinkWithoutAnIdIsOneToo() throws Exception {
        String request = "GET /" + KEY + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=00 HTTP/1.1";
        lines.add(download("-", 40).request(request));
        lines.add(download("-", 41).request(request));
        lines.add(download("-", 42).request(request.replace("X-Amz-Signature=00", "a=b")));
        lines.add(download("-", 43).request(request).key("elsewhere/x"));
        lines.add(download("no%20id", 44));
        trace();
        assertThat(strangers).hasSize(1).allSatisfy(stranger -> assertThat(stranger.requests())
                .isEqualTo(3));
        assertThat(trace().written()).isZero();
    }

    /** Anybody can send requests to a bucket: that must not become a row each. */
    @Test
    void forgedIdsThatWereRefusedAreOneRowADay() throws Exception {
        for (int i = 0; i < 5000; i++) {
            lines.add(download(RequestId.next(random).value(), i % 86_400).answered(403, "InvalidAccessKeyId", 300));
        }
        lines.add(download("r-yyyyyyyyyyyy", 86_400).answered(403, "SignatureDoesNotMatch", 900));
        Downloads.Summary summary = trace();
        assertThat(summary.written()).isEqualTo(2);
        assertThat(strangers).extracting(Stranger::requests).containsExactly(5000L, 1L);
        assertThat(database.rows("SELECT decision_rule, reason_text FROM audit_event WHERE code = 'DW004W'"))
                .containsExactly(
                        List.of("access-log.refused", "5000 requests refused with ids that nobody was given"),
                        List.of("access-log.refused", "1 request refused with ids that nobody was given"));
    }

    @Test
    void whatIsOlderThanTheAuditLogIsNotJudged() throws Exception {
        lines.add(download("r-zzzzzzzzzzzz", -7200));
        trace();
        assertThat(strangers).isEmpty();
    }

    @Test
    void onlyTheLinksOfTheAskedTimeAreTold() throws Exception {
        String old = issue();
        lines.add(download(old, 20));
        now = NOON.plus(Duration.ofDays(9));
        String young = issue();
        lines.add(download(old, (int) Duration.ofDays(9).toSeconds()).answered(403, "AccessDenied", 243));
        trace();
        assertThat(told).containsOnlyKeys(young);
        assertThat(strangers).isEmpty();
    }

    @Test
    void unreadableLinesAreCountedAndNoMore() throws Exception {
        String link = issue();
        lines.add(download(link, 20));
        Files.writeString(
                logs.resolve("broken"), "nonsense\n" + download(link, 30).line().substring(0, 200) + "\n");
        Downloads.Summary summary = trace();
        assertThat(summary.logs()).isEqualTo(new AccessLogs.Reading(2, 3, 2));
        assertState(link, DownloadState.DOWNLOADED, "DW001I");
    }

    @Test
    void withoutLogsNothingIsRecorded() {
        long before =
                reader.page(AuditQuery.all(), Cursor.newest(), 100).entries().size();
        assertThatThrownBy(() -> trace(folder.resolve("none"))).isInstanceOf(StoreUnavailable.class);
        assertThat(reader.page(AuditQuery.all(), Cursor.newest(), 100).entries())
                .hasSize((int) before);
    }

    @Test
    void noRowHoldsAnAddress() throws Exception {
        String link = issue();
        lines.add(download(link, 20));
        lines.add(download(link, 30).from(THERE));
        lines.add(download("r-zzzzzzzzzzzz", 40));
        trace();
        assertThat(database.rows("SELECT * FROM audit_event").toString()).doesNotContain(HERE, THERE, "Mozilla");
    }

    @Test
    void thousandsOfLinksArePagedAndTheChainStaysSound() throws Exception {
        List<String> links = new ArrayList<>();
        for (int i = 0; i < 1234; i++) {
            links.add(issue());
            lines.add(download(links.get(i), 20));
        }
        assertThat(trace().written()).isEqualTo(1234);
        assertThat(told.values()).allMatch(each -> each.state() == DownloadState.DOWNLOADED);
        assertThat(told.keySet()).containsExactlyInAnyOrderElementsOf(links);
        assertThat(ChainVerifier.verify(new AuditSettings(database.url(), null, null, null))
                        .damage())
                .isEmpty();
    }

    @Test
    void theStateIsReadFromRowsToo() {
        assertThat(DownloadState.of(List.of("DL001I", "DL004I"))).isEqualTo(DownloadState.NOT_KNOWN);
        assertThat(DownloadState.of(List.of("DL001I", "DW005I", "DW001I"))).isEqualTo(DownloadState.DOWNLOADED);
        assertThat(DownloadState.of(List.of("DW003D", "DW005I"))).isEqualTo(DownloadState.LATE);
        assertThat(Stream.of(DownloadState.values()).map(DownloadState::words)).doesNotHaveDuplicates();
    }

    private void assertState(String link, DownloadState state, String... codes) throws Exception {
        assertThat(told.get(link).state()).isEqualTo(state);
        assertThat(told.get(link).findings()).containsExactlyInAnyOrder(codes);
        List<String> rows =
                database
                        .rows("SELECT code FROM audit_event WHERE request_id = '" + link + "' AND code LIKE 'DW%'")
                        .stream()
                        .map(row -> row.get(0))
                        .toList();
        assertThat(rows).containsExactlyInAnyOrder(codes);
    }

    private String reason(String link, String code) throws Exception {
        return database.rows("SELECT reason_text FROM audit_event WHERE request_id = '" + link + "' AND code = '" + code
                        + "'")
                .get(0)
                .get(0);
    }

    private String issue() throws Exception {
        RequestId id = RequestId.next(random);
        Request request = new Request(id, Actor.slack("T1", "", "U1"), "/dump", "C1", Optional.empty());
        log.record(
                        AuditEvent.of(EventCode.LINK_ISSUED, request, "members", "")
                                .about(new AuditEvent.DumpFacts("shop", KEY, "", "", NOON.minus(Duration.ofHours(11))))
                                .handingOut(new AuditEvent.LinkFacts(
                                        URI.create("https://example.com/" + id), now.plus(LIFE))),
                        now.plusSeconds(30))
                .get();
        return id.value();
    }

    private static AccessLogEntry download(String link, int secondsAfterNoon) {
        return AccessLogEntry.download(KEY, link, NOON.plusSeconds(secondsAfterNoon), HERE, SIZE);
    }

    private void listings(Instant from, Duration length) {
        for (Instant time = from; time.isBefore(from.plus(length)); time = time.plusSeconds(600)) {
            lines.add(AccessLogEntry.listing(time));
        }
    }

    private Downloads.Summary trace() throws Exception {
        Files.writeString(
                logs.resolve("2026-11-22-20-00-00-0123456789ABCDEF"),
                lines.stream().map(AccessLogEntry::line).collect(Collectors.joining("\n")));
        return trace(logs);
    }

    private Downloads.Summary trace(Path where) {
        told.clear();
        strangers.clear();
        Instant before = now;
        now = now.isAfter(NOON) ? now : NOON.plus(Duration.ofDays(1));
        Downloads downloads =
                new Downloads(reader, log, new Downloads.Place("acme-dumps", List.of("anonymized/shop/")), clock);
        StoreSettings settings = new StoreSettings("acme-dumps", "eu-central-1", null, false, null, null);
        try (AccessLogs source = AccessLogs.at(where.toString(), settings)) {
            return downloads.trace(source, WEEK, BOSS, new Downloads.Listener() {
                @Override
                public void link(Download download) {
                    told.put(download.issued().requestId(), download);
                }

                @Override
                public void stranger(Stranger stranger) {
                    strangers.add(stranger);
                }
            });
        } finally {
            now = before;
        }
    }
}
