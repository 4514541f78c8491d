package dev.dumplink.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.audit.Limits;
import dev.dumplink.store.Location;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinkSettingsTest {
    @Test
    void aLinkLivesThreeMinutesUnlessLessIsAsked() {
        assertThat(LinkSettings.defaults().expiresIn()).isEqualTo(Duration.ofMinutes(3));
        assertThat(new LinkSettings(Duration.ofSeconds(10)).expiresIn()).hasSeconds(10);
        assertThatThrownBy(() -> new LinkSettings(Duration.ofSeconds(181))).hasMessageStartingWith("expires_in");
        assertThatThrownBy(() -> new LinkSettings(Duration.ofSeconds(9))).hasMessageStartingWith("expires_in");
    }

    @Test
    void everyFullMemberMayAskUnlessSomebodyIsNamed() {
        AccessSettings access = new AccessSettings(Set.of("T01ACME"), null, null, null);
        assertThat(access.members().isEmpty()).isTrue();
        assertThat(access.limits()).isEqualTo(new Limits(10, 50));
        assertThatThrownBy(() -> new AccessSettings(null, null, null, null)).hasMessageStartingWith("teams");
        assertThatThrownBy(() -> new AccessSettings(Set.of("acme"), null, null, null))
                .hasMessageContaining("'acme'");
        assertThatThrownBy(() -> new AccessSettings.People(Set.of("devs"), null))
                .hasMessageStartingWith("user_groups");
        assertThatThrownBy(() -> new AccessSettings.People(null, Set.of("@ann")))
                .hasMessageStartingWith("users");
    }

    @Test
    void aDatabaseIsStaleAfterTwentySixHoursAndNotNamedLikeACommand() {
        DatabaseSettings shop = new DatabaseSettings(new Location(new DatabaseName("shop"), "a/", true), null);
        assertThat(shop.staleAfter()).isEqualTo(Duration.ofHours(26));
        for (String word : DatabaseSettings.RESERVED) {
            assertThatThrownBy(() -> new DatabaseSettings(new Location(new DatabaseName(word), "a/", true), null))
                    .hasMessageContaining(word);
        }
        assertThatThrownBy(() -> new DatabaseSettings(new Location(new DatabaseName("shop"), null, true), null))
                .hasMessageStartingWith("prefix");
    }
}
