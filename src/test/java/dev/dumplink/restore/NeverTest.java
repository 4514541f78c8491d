package dev.dumplink.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.postgres.SourceSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeverTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, true",
        "10.1.2.3:5432, true",
        "10.1.2.3:5433, false",
        "10.1.2.3/shop, true",
        "10.1.2.3:5432/shop, true",
        "10.1.2.3/blog, false",
        "10.1.2.4, false",
        "10.0.0.0/8, true",
        "10.1.2.0/23, true",
        "10.1.4.0/23, false",
        "0.0.0.0/0, true",
        "10.1.2.3/32, true",
        "fe80::/10, false",
        "id:7312345678901234821, true",
        "id:7312345678901234822, false",
        "127.0.0.1, true",
        "*.acme.com, false"
    })
    void meetsTheAddressTheNetworkTheDatabaseOrTheServerItself(String never, boolean meets) {
        // the server calls itself 127.0.0.1, as behind a tunnel
        assertThat(Never.parse(never).meets(Targets.staging())).isEqualTo(meets);
    }

    @ParameterizedTest
    @CsvSource({
        "db.acme.com, true",
        "DB.Acme.COM, true",
        "*.acme.com, true",
        "*.db.acme.com, false",
        "acme.com, false",
        "10.1.2.9, true"
    })
    void meetsANameHoweverItIsWrittenAndTheAddressItStandsFor(String never, boolean meets) {
        Target target = Targets.target("postgres://dev@db.acme.com/shop", Targets.facts(Targets.MODEST), 0);
        assertThat(Never.parse(never).meets(target)).isEqualTo(meets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "10.0.0.0/40", "id:", "id:abc", "http://x", "x:port", "999.1.1.1/8", "/shop"})
    void whatIsNoPlaceIsRefusedByName(String text) {
        assertThatThrownBy(() -> Never.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("never: ");
    }

    @Test
    void theDatabasesThatAreDumpedAreAmongThem() {
        List<Never> all = Never.all(List.of(), List.of(SourceSettings.parse("postgres://r@10.1.2.3:5432/other")));
        assertThat(all).hasSize(1).allMatch(each -> each.meets(Targets.staging()));
    }
}
