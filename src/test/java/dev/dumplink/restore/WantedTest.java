package dev.dumplink.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.restore.Wanted.LocalFile;
import dev.dumplink.restore.Wanted.PastedLink;
import dev.dumplink.restore.Wanted.Period;
import dev.dumplink.restore.Wanted.Stored;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WantedTest {
    private static final DatabaseName SHOP = new DatabaseName("shop");
    private static final List<DatabaseName> CONFIGURED = List.of(SHOP, new DatabaseName("blog"));
    private static final String LINK = "https://acme-dumps.s3.eu-central-1.amazonaws.com/anonymized/shop/"
            + "shop_20261122T010003Z.dump?X-Amz-Expires=180&x-dumplink-request=r-0123456789ab&X-Amz-Signature=5ec4e7";

    @TempDir
    private Path folder;

    private static Wanted parse(String source) {
        return Wanted.parse(source, CONFIGURED);
    }

    @Test
    void aNameMeansItsLatestDump() {
        assertThat(parse("shop")).isEqualTo(new Stored(SHOP, Optional.empty()));
        assertThat(parse(" 'shop' ")).hasToString("shop");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22, 2026-11-22T00:00:00Z, 2026-11-23T00:00:00Z",
        "2026-11-22T01:00:03Z, 2026-11-22T01:00:03Z, 2026-11-22T01:00:04Z",
        "20261122T010003Z, 2026-11-22T01:00:03Z, 2026-11-22T01:00:04Z",
        "2026-11-22T01:00Z, 2026-11-22T01:00:00Z, 2026-11-22T01:01:00Z",
        "2026-11-22T02:00:03+01:00, 2026-11-22T01:00:03Z, 2026-11-22T01:00:04Z"
    })
    void aNameAndATimeMeanTheNewestDumpOfThatTime(String when, Instant from, Instant until) {
        assertThat(parse("shop@" + when)).isEqualTo(new Stored(SHOP, Optional.of(new Period(from, until, when))));
        assertThat(parse("shop@" + when)).hasToString("shop@" + when);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-13-01", "2026-02-30", "yesterday", "", "2026-11-22T01:00:03", "22.11.2026"})
    void aTimeThatIsNoneIsToldTheRightForm(String when) {
        assertThatThrownBy(() -> parse("shop@" + when))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + when + "' is no day or time: write shop@2026-11-22 or, in UTC,"
                        + " shop@2026-11-22T01:00:03Z");
    }

    @Test
    void aFileIsAFileUnlessADatabaseIsCalledThat() throws Exception {
        Path file = Files.createFile(folder.resolve("some.dump"));
        assertThat(parse(file.toString())).isEqualTo(new LocalFile(file));
        assertThatThrownBy(() -> parse(folder.resolve("other.dump").toString()))
                .hasMessageStartingWith("there is no file " + folder)
                .hasMessageContaining("give a database (blog, shop), blog@2026-11-22, a file such as ./shop.dump");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "shpo ~ no database is called 'shpo' here; did you mean shop?",
                "blogs@2026-11-22 ~ no database is called 'blogs' here; did you mean blog?",
                "warehouse ~ no database is called 'warehouse' here, and there is no such file; give a database (blog, shop)",
                "postgres://boss:hunter2@db/shop ~ the address of a database is no source, it goes behind --into",
                "jdbc:postgresql://db/shop?password=hunter2 ~ the address of a database is no source, it goes behind --into",
                "s3://acme-dumps/shop.dump ~ no dump comes from an address like that: give a database",
                "file:///tmp/shop.dump ~ no dump comes from an address like that"
            })
    void whatIsUnknownIsToldTheNearestRightForm(String source, String sentence) {
        assertThatThrownBy(() -> parse(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(sentence)
                .message()
                .doesNotContain("hunter2", "\n");
    }

    @Test
    void withoutAnyConfigurationAFileOrALinkIsAskedFor() {
        assertThatThrownBy(() -> Wanted.parse("shop", List.of()))
                .hasMessage(
                        "no database is called 'shop' here, and there is no such file; give a file such as ./shop.dump,"
                                + " or a link from Slack in quotes (no database is configured here)");
        assertThatThrownBy(() -> parse(" \" ")).hasMessageStartingWith("SOURCE is empty");
    }

    @Test
    void aLinkIsUnderstoodHoweverItWasPasted() {
        PastedLink link = new PastedLink(URI.create(LINK));
        for (String pasted : List.of(
                LINK,
                "  " + LINK + "\n",
                "<" + LINK + ">",
                "<" + LINK + "|Download shop>",
                "'" + LINK + "'",
                "\u200b\"" + LINK.replace("&", "&amp;") + "\"",
                "<" + LINK.replace("&", "&amp;amp;") + "|x>",
                LINK.substring(0, 80) + "\n  " + LINK.substring(80),
                LINK + "#top")) {
            assertThat(parse(pasted)).as(pasted.substring(0, 10)).isEqualTo(link);
        }
        assertThat(link.toString())
                .isEqualTo("https://acme-dumps.s3.eu-central-1.amazonaws.com/anonymized/shop/shop_20261122T010003Z.dump"
                        + "?***");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "http://acme.example.com/a.dump?X-Amz-Signature=5ec4e7 ~ links over plain http are only followed to this machine",
                "http://localhost.example.com/a?X-Amz-Signature=5ec4e7 ~ links over plain http are only followed to this machine",
                "http://127.0.0.1.example.com/a?X-Amz-Signature=5ec4e7 ~ links over plain http are only followed to this machine",
                "https://boss:hunter2@acme.example.com/a?X-Amz-Signature=5ec4e7 ~ this is no link to a dump",
                "https:///a?X-Amz-Signature=5ec4e7 ~ this is no link to a dump",
                "https://acme.example.com/a{}?X-Amz-Signature=5ec4e7 ~ this link is damaged",
                "https://acme.example.com/shop.dump ~ this link has no signature; in a shell a link must stand in quotes"
            })
    void aLinkThatIsNoneIsRefusedWithoutRepeatingIt(String source, String sentence) {
        assertThatThrownBy(() -> parse(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(sentence)
                .hasNoCause()
                .message()
                .doesNotContain("5ec4e7", "hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000"})
    void plainHttpIsFollowedToThisMachineItself(String address) {
        assertThat(parse(address + "/bucket/shop.dump?X-Amz-Signature=5ec4e7")).isInstanceOf(PastedLink.class);
    }
}
