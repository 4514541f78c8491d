package dev.dumplink.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.archive.DatabaseName;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {
    private static final List<String> COMMANDS = List.of("list", "audit", "help");
    private static final List<DatabaseName> DATABASES =
            Stream.of("blob", "blog", "shop").map(DatabaseName::new).toList();

    private static String to(String typed) {
        return Suggestion.to(typed, COMMANDS, DATABASES).orElse("nothing");
    }

    /** Without its day the suggestion would give another day's dump. */
    @ParameterizedTest
    @CsvSource({
        "shop @2026-11-26, shop@2026-11-26",
        "shop 2026-11-26, shop@2026-11-26",
        "shop@ 2026-11-26, shop@2026-11-26",
        "sho from 2026-11-26 please, shop@2026-11-26",
        "please shop@2026-11-26, shop@2026-11-26",
        "2026-11-26, @2026-11-26",
        "2026-11-26 @shop, shop@2026-11-26",
        "shop 2026-11-31, shop"
    })
    void aDayStaysWithItsDatabase(String typed, String meant) {
        assertThat(to(typed)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"b blog, blog", "bl shop, shop", "b sh, shop", "get b, b", "shop list, list shop"})
    void aWordThatIsANameWinsOverOneThatMayBeSeveral(String typed, String meant) {
        assertThat(to(typed)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "-h", "-H", "--help", "please -h", "hlep"})
    void everyWayToAskForHelpLeadsThere(String typed) {
        assertThat(to(typed)).isEqualTo("help");
    }

    /** The word "link" is as near to "list" as a slip of the finger would be. */
    @ParameterizedTest
    @ValueSource(strings = {"new link", "latest", "link please", "get the last dump"})
    void whoAsksForALinkIsToldOfTheCommandThatGivesIt(String typed) {
        assertThat(to(typed)).isEmpty();
    }

    @Test
    void whatMeansNothingIsNotGuessedAt() {
        assertThat(to("")).isEqualTo("nothing");
        assertThat(to("warehouse")).isEqualTo("nothing");
        assertThat(to("🐘🐘 ' OR 1=1 --")).isEqualTo("nothing");
    }
}
