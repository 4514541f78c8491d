package dev.dumplink.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.AccessLogEntry;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLogLineTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:07Z");
    private static final String KEY = "anonymized/shop/shop_20261122T010003Z.dump";
    private static final String LINK = "r-0123456789ab";
    private static final AccessLogEntry DOWNLOAD = AccessLogEntry.download(KEY, LINK, NOON, "203.0.113.7", 1_503_238);

    /** Two lines of the published description, and what they say. */
    private static final String PUBLISHED =
            "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be DOC-EXAMPLE-BUCKET1"
                    + " [06/Feb/2019:00:00:38 +0000] 192.0.2.3"
                    + " 79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be A1206F460EXAMPLE"
                    + " REST.GET.BUCKETPOLICY - \"GET /DOC-EXAMPLE-BUCKET1?policy HTTP/1.1\" 404 NoSuchBucketPolicy"
                    + " 297 - 38 - \"-\" \"S3Console/0.4\" -";

    @Test
    void everyFieldThatMattersIsRead() {
        assertThat(read(DOWNLOAD.line()))
                .usingRecursiveComparison()
                .ignoringFields("storeId")
                .isEqualTo(new AccessLogLine(
                        "acme-dumps",
                        NOON,
                        "203.0.113.7",
                        "",
                        "REST.GET.OBJECT",
                        KEY,
                        Optional.of(LINK),
                        true,
                        200,
                        "",
                        1_503_238,
                        1_503_238,
                        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"));
        assertThat(read(DOWNLOAD.line()).storeId()).hasSize(16);
    }

    @Test
    void theOldAndShortFormIsReadToo() {
        AccessLogLine line = read(PUBLISHED);
        assertThat(line.status()).isEqualTo(404);
        assertThat(line.error()).isEqualTo("NoSuchBucketPolicy");
        assertThat(line.sent()).isEqualTo(297);
        assertThat(line.size()).isZero();
        assertThat(line.link()).isEmpty();
        assertThat(line.key()).isEmpty();
        assertThat(line.presigned()).isFalse();
        assertThat(line.userAgent()).isEqualTo("S3Console/0.4");
    }

    @Test
    void fieldsThatAreAddedLaterDoNotMatter() {
        assertThat(read(DOWNLOAD.line() + " Yes eu-central-1 something-new 17 -"))
                .isEqualTo(read(DOWNLOAD.line()));
    }

    @Test
    void everyFieldMayBeAHyphen() {
        String line = "- acme-dumps [22/Nov/2026:12:00:07 +0000] - - - - - - - - - - - - - - -";
        AccessLogLine read = read(line);
        assertThat(read.status()).isZero();
        assertThat(read.served()).isFalse();
        assertThat(read.userAgent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "x-dumplink-request=r-0123456789ab r-0123456789ab",
                "x-dumplink-request=r%2D0123456789ab r-0123456789ab",
                "x-dumplink-request=r%252D0123456789ab r-0123456789ab",
                "%78-d%75mplink-request=r-0123456789ab r-0123456789ab",
                "x%252Ddumplink-request=r-0123456789ab r-0123456789ab",
                "x-dumplink-request=r-0123456789ab&x-dumplink-request=r-bbbbbbbbbbbb r-0123456789ab,r-bbbbbbbbbbbb",
                "x-dumplink-request=%zz%4 %zz%4",
                "a&b=&=c&x-dumplink-request=1&x-dumplink-requests=2 1",
            })
    void theLinksIdIsFoundHoweverItIsWritten(String query, String id) {
        assertThat(read(DOWNLOAD.request("GET /a?" + query + " HTTP/1.1").line())
                        .link())
                .contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a HTTP/1.1",
                "GET /a? HTTP/1.1",
                "GET /a?x-dumplink-request= HTTP/1.1",
                "GET /a?x-dumplink-request HTTP/1.1",
                "GET /a?y=x-dumplink-request=r-0123456789ab HTTP/1.1",
                "GET /x-dumplink-request=r-0123456789ab HTTP/1.1",
                "-",
            })
    void aRequestWithoutOneHasNone(String request) {
        assertThat(read(DOWNLOAD.request(request).line()).link()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dumps/a b.dump      | dumps/a%20b.dump",
                "dumps/a b.dump      | dumps/a%2520b.dump",
                "dumps/a b.dump      | dumps/a+b.dump",
                "dumps/a b.dump      | dumps%2Fa%2Bb.dump",
                "dumps/a+b.dump      | dumps/a+b.dump",
                "dumps/a+b.dump      | dumps/a%252Bb.dump",
                "dumps/\"quoted\"    | dumps/%2522quoted%2522",
                "dumps/größe.dump    | dumps/gr%25C3%25B6%25C3%259Fe.dump",
                "dumps/100%.dump     | dumps/100%25.dump",
                "dumps/100%.dump     | dumps/100%2525.dump",
                "dumps/100%.dump     | dumps/100%.dump",
            })
    void aKeyIsRecognisedHoweverOftenItIsEncoded(String key, String logged) {
        assertThat(read(DOWNLOAD.key(logged.strip()).line()).isAbout(key.strip()))
                .isTrue();
        assertThat(read(DOWNLOAD.key(logged.strip()).line()).isAbout("dumps/other"))
                .isFalse();
    }

    /** The store repeats what clients send and does not escape quotation marks. */
    @Test
    void aClientCannotForgeFieldsWithQuotationMarks() {
        AccessLogLine address = read(DOWNLOAD.answered(403, "AccessDenied", 243)
                .request("GET /\"?x-dumplink-request=" + LINK + "&q=\" HTTP/1.1")
                .line());
        assertThat(address.status()).isEqualTo(403);
        assertThat(address.link()).contains(LINK);
        AccessLogLine referrer = read(DOWNLOAD.answered(403, "AccessDenied", 243)
                .referrer("x HTTP/1.1\" 200 - 5 5 1 1 \"-\" \"forged\" HTTP/1.1\" 200 ")
                .line());
        assertThat(referrer.status()).isEqualTo(403);
        assertThat(referrer.sent()).isEqualTo(243);
        AccessLogLine agent = read(DOWNLOAD.answered(403, "AccessDenied", 243)
                .userAgent("x\" - - - \" GET /?x-dumplink-request=r-bbbbbbbbbbbb HTTP/1.1\" 200 - 5 5 1 1")
                .line());
        assertThat(agent.status()).isEqualTo(403);
        assertThat(agent.link()).contains(LINK);
    }

    @Test
    void aCopyIsLoggedWithoutAVersion() {
        AccessLogLine copy =
                read(DOWNLOAD.request("GET /a/b?x-dumplink-request=" + LINK).line());
        assertThat(copy.link()).contains(LINK);
        assertThat(copy.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{\"eventVersion\": \"1.08\"}",
                "#Version: 1.0",
                "a b c d e f g h i j k l m n o p q r s",
                "o b [yesterday] 1.2.3.4 - ID REST.GET.OBJECT k \"GET / HTTP/1.1\" 200 - 1 1 1 1 \"-\" \"-\" -",
                "o b [22/Nov/2026:12:00:07 +0000] 1.2.3.4 - ID REST.GET.OBJECT k \"GET / HTTP/1.1 200 - 1 1 1 1 -",
                "o b [22/Nov/2026:12:00:07 +0000] 1.2.3.4 - ID REST.GET.OBJECT k \"GET / HTTP/1.1\" 2000 - 1 1 1 1 -",
                "o b [22/Nov/2026:12:00:07 +0000] 1.2.3.4 - ID REST.GET.OBJECT k \"GET / HTTP/1.1\" 200 - x 1 1 1 -",
                "o b [22/Nov/2026:12:00:07 +0000] 1.2.3.4 - ID REST.GET.OBJECT k \"GET / HTTP/1.1\" 200 - 1",
                "o b [22/Nov/2026:12:00:07 +0000] 1.2.3.4 - ID REST.GET.OBJECT k \"GET / HTTP/1.1\" 200 - -1 1 1 1 -",
            })
    void whatIsNoLineIsNotRead(String line) {
        assertThat(AccessLogLine.parse(line)).isEmpty();
    }

    @Test
    void aLineCutOrDamagedAnywhereIsReadOrRefusedAndNeverThrows() {
        String line = DOWNLOAD.line();
        Random random = new Random(11);
        for (int i = 0; i < line.length(); i++) {
            AccessLogLine.parse(line.substring(0, i));
            AccessLogLine.parse(line.substring(i));
        }
        for (int i = 0; i < 20_000; i++) {
            StringBuilder damaged = new StringBuilder(line);
            for (int j = random.nextInt(5); j >= 0; j--) {
                damaged.setCharAt(random.nextInt(line.length()), (char) (random.nextInt(96) + 32));
            }
            AccessLogLine.parse(damaged.toString());
        }
    }

    private static AccessLogLine read(String line) {
        return AccessLogLine.parse(line).orElseThrow();
    }
}
