package dev.dumplink.masking;

import static dev.dumplink.masking.MaskFixture.KEY;
import static dev.dumplink.masking.MaskFixture.column;
import static dev.dumplink.masking.MaskFixture.mask;
import static dev.dumplink.masking.MaskFixture.misfit;
import static dev.dumplink.masking.MaskFixture.numeric;
import static dev.dumplink.masking.MaskFixture.sized;
import static dev.dumplink.masking.MaskFixture.type;
import static dev.dumplink.masking.MaskFixture.unique;
import static dev.dumplink.masking.MaskFixture.varchar;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that a mask makes leads to a real person, host or line. */
class ReservedRangesTest {
    private static void all(UnaryOperator<String> mask, String pattern) {
        assertThat(IntStream.range(0, 3_000).mapToObj(i -> mask.apply("value " + i)))
                .allSatisfy(masked -> assertThat(masked).matches(pattern));
    }

    @Test
    void mailGoesToHostsOfRfc2606() {
        all(mask("email", type("text")), "[a-z]{1,14}\\.[0-9a-z]{14}@example\\.(com|net|org)");
        all(mask("email", varchar(40)), "[0-9a-z]{20}@x\\.test");
        all(mask("email", varchar(12)), "[0-9a-z]{5}@x\\.test");
        all(
                mask("email", column(type("text")), "{locale: ja}", KEY),
                "[a-z]{1,14}\\.[0-9a-z]{14}@example\\.(com|net|org)");
        assertThat(misfit("email", column(varchar(7)), "{}")).isEqualTo("needs 8 characters; the column holds 7");
    }

    @Test
    void pagesAreThoseOfExampleCom() {
        all(mask("url", type("text")), "https://example\\.com/[0-9a-z]{20}");
        all(mask("url", varchar(36)), "https://x\\.test/[0-9a-z]{20}");
    }

    @Test
    void userNamesAreAsLongAsThereIsRoomFor() {
        all(mask("username", type("text")), "[a-z]{1,14}_[0-9a-z]{20}");
        all(mask("username", varchar(20)), "[0-9a-z]{20}");
        all(mask("username", varchar(16)), "[a-z]{1,12}\\d{4}");
        all(mask("username", varchar(4)), "[0-9a-z]{4}");
    }

    @ParameterizedTest
    @CsvSource({
        "en, '\\+1 \\d{3} 555 01\\d\\d'",
        "en-GB, '\\+44 (7700 900|1\\d\\d 49[68] 0|20 7946 0)\\d{3}'",
        "de, '\\+49 (30 23125|40 66969|69 90009|89 99998|221 4710)\\d{3}'",
        "fr, '\\+33 (1 9900|2 6191|3 5301|4 6571|5 3649|6 3998)\\d{4}'",
        "sv, '\\+46 (8 465004|31 39006|40 62804|980 3192)\\d{2}'",
        "es, '\\+1 \\d{3} 555 01\\d\\d'",
    })
    void phonesAreOfRangesForFilms(String locale, String pattern) {
        all(mask("phone", type("text"), "{locale: " + locale + "}"), pattern);
    }

    @Test
    void phonesGetShorterWithTheColumn() {
        all(mask("phone", varchar(12)), "\\+1\\d{3}55501\\d\\d");
        all(mask("phone", varchar(11)), "1\\d{3}55501\\d\\d");
        all(mask("phone", type("int8")), "1\\d{3}55501\\d\\d");
        all(mask("phone", unique(varchar(60)), "{}", KEY), "\\+1\\d{3}55501\\d\\d ext\\. \\d{31}");
        assertThat(misfit("phone", column(varchar(10)), "{}")).isEqualTo("needs 11 characters; use digits");
        assertThat(misfit("phone", column(type("int4")), "{}")).contains("use digits");
        assertThat(misfit("phone", column(numeric(12, 2)), "{}")).contains("a number of 11 digits");
    }

    @Test
    void addressesAreRoutedNowhere() {
        UnaryOperator<String> ip = mask("ip", type("inet"));
        assertThat(IntStream.range(0, 3_000).mapToObj(i -> ip.apply("10.1." + i / 250 + "." + i % 250)))
                .allSatisfy(masked -> assertThat(masked).matches("198\\.1[89]\\.\\d{1,3}\\.\\d{1,3}"));
        assertThat(ip.apply("10.1.2.3/24")).matches("198\\.1[89]\\.\\d{1,3}\\.\\d{1,3}/24");
        assertThat(ip.apply("10.1.2.3/8")).endsWith("/15");
        assertThat(ip.apply("2a02:8108::1")).matches("3fff:0[0-9a-f]{3}(:[0-9a-f]{4}){6}");
        assertThat(ip.apply("2a02:8108::1/64")).matches("3fff:0[0-9a-f]{3}(:[0-9a-f]{4}){6}/64");
        UnaryOperator<String> cidr = mask("ip", type("cidr"));
        assertThat(cidr.apply("10.1.2.0/24")).matches("198\\.1[89]\\.\\d{1,3}\\.0/24");
        assertThat(cidr.apply("10.0.0.0/8")).isEqualTo("198.18.0.0/15");
        assertThat(cidr.apply("2a02::/32")).matches("3fff:0[0-9a-f]{3}(:0000){6}/32");
        all(mask("ip", varchar(15)), "198\\.1[89]\\.\\d{1,3}\\.\\d{1,3}");
        all(mask("ip", unique(type("inet")), "{}", KEY), "3fff:0[0-9a-f]{3}(:[0-9a-f]{4}){6}");
    }

    @Test
    void macAddressesAreLocallyAdministered() {
        all(mask("mac", type("macaddr")), "[0-9a-f][26ae](:[0-9a-f]{2}){5}");
        all(mask("mac", type("macaddr8")), "[0-9a-f][26ae](:[0-9a-f]{2}){7}");
    }

    @Test
    void identifiersAreOfVersionFour() {
        all(
                mask("uuid", sized("bpchar", OptionalInt.of(36))),
                "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void anUnknownLocaleIsAMisfit() {
        assertThat(misfit("first_name", column(type("text")), "{locale: xx}"))
                .isEqualTo("knows no locale 'xx'; it knows en, en-GB, de, fr, es, it, nl, pl, pt, sv, ja");
    }
}
