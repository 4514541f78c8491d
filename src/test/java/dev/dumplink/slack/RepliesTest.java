package dev.dumplink.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.StoredDump;
import dev.dumplink.audit.RequestId;
import dev.dumplink.link.Link;
import dev.dumplink.link.Outcome;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepliesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T11:00:00Z");
    private static final RequestId REQUEST = new RequestId("r-0123456789ab");
    private final Replies replies = new Replies("/dump", InstantSource.fixed(NOW));

    @Test
    void theRestoreCommandFitsTheKindOfFile() {
        assertThat(lines("a/shop_1.dump")).contains("pg_restore --no-owner --no-privileges --jobs=2 --dbname=shop_dev");
        assertThat(lines("a/x.sql")).contains("psql --set=ON_ERROR_STOP=1").contains("--file=~/Downloads/x.sql");
        assertThat(lines("a/X.SQL.GZ")).contains("gunzip --stdout ~/Downloads/X.SQL.GZ | psql");
        assertThat(lines("a/x.tar")).contains("pg_restore").doesNotContain("--jobs");
        assertThat(lines("a/shop_1.dump").lines()).hasSize(2);
    }

    @Test
    void hundredsOfDatabasesStillFitIntoOneMessage() {
        TreeMap<DatabaseName, Optional<dev.dumplink.link.Catalog.Stock>> stocks = new TreeMap<>();
        IntStream.range(0, 300).forEach(i -> stocks.put(new DatabaseName("db" + i), Optional.empty()));
        for (boolean choose : new boolean[] {true, false}) {
            Message message = replies.to(new Outcome.Listed(REQUEST, stocks, choose));
            assertThat(message.blocks()).hasSizeLessThanOrEqualTo(50);
            assertThat(message.text().length()).isLessThanOrEqualTo(4000);
            assertThat(message.json()).contains("There are more");
        }
    }

    @Test
    void sizesAndAgesReadAsAPersonWouldSayThem() {
        assertThat(Mrkdwn.size(0)).isEqualTo("0 bytes");
        assertThat(Mrkdwn.size(999)).isEqualTo("999 bytes");
        assertThat(Mrkdwn.size(1000)).isEqualTo("1.00 kB");
        assertThat(Mrkdwn.size(129_887)).isEqualTo("130 kB");
        assertThat(Mrkdwn.size(1_503_238_553L)).isEqualTo("1.50 GB");
        assertThat(Mrkdwn.size(999_999)).isEqualTo("1.00 MB");
        assertThat(Mrkdwn.size(Long.MAX_VALUE)).endsWith("PB");
        assertThat(Mrkdwn.age(Duration.ofMinutes(90))).isEqualTo("90 minutes");
        assertThat(Mrkdwn.age(Duration.ofHours(47))).isEqualTo("47 hours");
        assertThat(Mrkdwn.age(Duration.ofDays(9))).isEqualTo("9 days");
        assertThat(Mrkdwn.age(Duration.ofSeconds(-5))).isEqualTo("0 seconds");
        assertThat(Mrkdwn.escape("<!channel> & co")).isEqualTo("&lt;!channel&gt; &amp; co");
    }

    @Test
    void nothingThatHoldsALinkShowsItAsText() {
        String url = "https://example.com/?X-Amz-Signature=secret";
        Outcome.Issued issued = issued(url, "a/shop.dump");
        assertThat(issued.toString()).doesNotContain("secret");
        assertThat(replies.to(issued).text()).doesNotContain("secret", "http");
    }

    private static String lines(String key) {
        return RestoreCommand.lines(dump(key));
    }

    private static Outcome.Issued issued(String url, String key) {
        return new Outcome.Issued(REQUEST, new Link(URI.create(url), NOW.plusSeconds(180)), dump(key), true, false);
    }

    private static StoredDump dump(String key) {
        return new StoredDump(
                new DatabaseName("shop"), key, NOW.minusSeconds(7200), 10, "e", Optional.empty(), Optional.empty());
    }
}
