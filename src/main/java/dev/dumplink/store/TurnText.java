package dev.dumplink.store;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What stands in a lock: whose turn it is, until when, and a word that no other turn has. Three lines of text. */
record TurnText(String owner, Instant until, UUID token) {
    TurnText {
        owner = owner.replaceAll("[\\p{Cntrl}]", " ");
    }

    byte[] bytes() {
        return (owner + "\n" + until + "\n" + token + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Empty if it is anything else. */
    static Optional<TurnText> parse(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        try {
            return lines.length == 4
                    ? Optional.of(new TurnText(lines[0], Instant.parse(lines[1]), UUID.fromString(lines[2])))
                    : Optional.empty();
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
