package dev.dumplink.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.util.json.GsonFactory;
import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.StoredDump;
import dev.dumplink.audit.RequestId;
import dev.dumplink.link.Catalog;
import dev.dumplink.link.DatabaseSettings;
import dev.dumplink.link.Link;
import dev.dumplink.link.Outcome;
import dev.dumplink.store.Location;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
        TreeMap<DatabaseName, Optional<Catalog.Stock>> stocks = new TreeMap<>();
        IntStream.range(0, 300).forEach(i -> stocks.put(new DatabaseName("db" + i), Optional.empty()));
        for (boolean choose : new boolean[] {true, false}) {
            Message message = replies.to(new Outcome.Listed(REQUEST, stocks, choose, Optional.empty()));
            assertThat(message.blocks()).hasSize(50);
            assertThat(message.text().length()).isLessThanOrEqualTo(4000);
            assertThat(message.json())
                    .contains("There are more databases", choose ? "`/dump NAME`" : "`/dump list NAME`");
        }
    }

    @Test
    void messagesAreTheJsonThatSlacksOwnLibraryWouldWrite() {
        Gson theirs = GsonFactory.createSnakeCase();
        DatabaseName shop = new DatabaseName("shop");
        TreeMap<DatabaseName, Optional<Catalog.Stock>> stocks = new TreeMap<>();
        stocks.put(
                shop,
                Optional.of(new Catalog.Stock(
                        new DatabaseSettings(new Location(shop, "", true), null), List.of(dump("a/1")), NOW)));
        Message link = replies.to(issued("https://example.com/a%20b?a=1&b=2", "a/shop.dump"));
        for (Message message : List.of(
                link,
                replies.to(new Outcome.Listed(REQUEST, stocks, true, Optional.empty())),
                replies.to(new Outcome.Listed(REQUEST, stocks, false, Optional.empty())),
                replies.help(REQUEST, List.of(), List.of(shop)),
                Message.saying("<&> \u00fc \u2028 \"quoted\" 'single' \\ \t=").replacing())) {
            assertThat(JsonParser.parseString(message.json())).isEqualTo(theirs.toJsonTree(message.wire()));
        }
        assertThat(link.json()).contains("\"type\":\"actions\"", "\"style\":\"primary\"", "?a=1&b=2");
    }

    @Test
    void aListShowsTenOfEachWhereTheyFitAndElseSaysHowToSeeThem() {
        assertThat(shown(10)).isEqualTo("10 rows");
        assertThat(shown(10, 10, 10, 10)).isEqualTo("40 rows");
        assertThat(shown(10, 10, 10, 10, 7)).isEqualTo("47 rows");
        assertThat(shown(10, 1, 2, 0, 1, 1, 1)).isEqualTo("17 rows");
        assertThat(shown(10, 10, 10, 10, 10))
                .isEqualTo("45 rows: Of each database only the newest 9 dumps fit into one message:"
                        + " `/dump list NAME` shows ten of one.");
        assertThat(shown(IntStream.range(0, 47).map(i -> 10).toArray()))
                .startsWith("47 rows: Of each database only the newest dump fits");
    }

    /** How many rows a list has where there are so many dumps of each database, and what it says of the rest. */
    private String shown(int... counts) {
        TreeMap<DatabaseName, Optional<Catalog.Stock>> stocks = new TreeMap<>();
        for (int i = 0; i < counts.length; i++) {
            DatabaseName name = new DatabaseName("db" + i);
            DatabaseSettings settings = new DatabaseSettings(new Location(name, "", true), null);
            List<StoredDump> dumps = IntStream.range(0, counts[i])
                    .mapToObj(day -> dump("a/" + day))
                    .toList();
            stocks.put(name, Optional.of(new Catalog.Stock(settings, dumps, NOW)));
        }
        Message message = replies.to(new Outcome.Listed(REQUEST, stocks, false, Optional.empty()));
        List<LayoutBlock> blocks = message.blocks();
        assertThat(blocks).hasSizeLessThanOrEqualTo(50);
        long rows = blocks.stream().filter(SectionBlock.class::isInstance).count();
        return rows + " rows"
                + blocks.subList(0, blocks.size() - 1).stream()
                        .flatMap(block -> block instanceof ContextBlock note ? note.getElements().stream() : null)
                        .map(words -> ": " + ((MarkdownTextObject) words).getText())
                        .collect(Collectors.joining());
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
    void aLimitSaysFromWhenItEnds() {
        Outcome limit = new Outcome.Refused(REQUEST, "limit", "The next one is possible", Optional.of(NOW));
        assertThat(replies.to(limit).text()).startsWith("The next one is possible from <!date^" + NOW.getEpochSecond());
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
        return new Outcome.Issued(
                REQUEST, new Link(URI.create(url), NOW.plusSeconds(180)), dump(key), Outcome.Freshness.NEWEST);
    }

    private static StoredDump dump(String key) {
        return new StoredDump(
                new DatabaseName("shop"), key, NOW.minusSeconds(7200), 10, "e", Optional.empty(), Optional.empty());
    }
}
