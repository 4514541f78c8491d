package dev.dumplink.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.audit.Actor;
import dev.dumplink.audit.IdempotencyKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PressesTest {
    private static final Actor ANN = Actor.slack("T01ACME", "", "U03ANN");
    private static final Actor BEN = Actor.slack("T01ACME", "", "U05BEN");

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final Presses presses = new Presses(() -> now);
    private int pressed;

    /** As which click of its own this one would count. */
    private String press(Actor actor, String message, String value) {
        IdempotencyKey own = IdempotencyKey.of("trigger", String.valueOf(++pressed));
        IdempotencyKey key = presses.key(actor, message, value, own);
        return key.equals(own) ? "new" : "repeated";
    }

    @Test
    void theSecondPressWithinASecondRepeatsTheFirst() {
        assertThat(press(ANN, "1763.1", "shop")).isEqualTo("new");
        now = now.plusMillis(999);
        assertThat(press(ANN, "1763.1", "shop")).isEqualTo("repeated");
        // counted from the first: whoever keeps clicking does get another
        now = now.plusMillis(1);
        assertThat(press(ANN, "1763.1", "shop")).isEqualTo("new");
        now = now.plus(Duration.ofMinutes(1));
        assertThat(press(ANN, "1763.1", "shop")).isEqualTo("new");
    }

    @Test
    void anotherPersonMessageOrButtonIsNoRepetition() {
        assertThat(press(ANN, "1763.1", "shop")).isEqualTo("new");
        assertThat(press(BEN, "1763.1", "shop")).isEqualTo("new");
        assertThat(press(ANN, "1763.2", "shop")).isEqualTo("new");
        assertThat(press(ANN, "1763.1", "blog")).isEqualTo("new");
        assertThat(press(BEN, "1763.1", "shop")).isEqualTo("repeated");
    }
}
