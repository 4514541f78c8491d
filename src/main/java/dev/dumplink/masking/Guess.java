package dev.dumplink.masking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is suggested for a column, and what next where that does not fit.
 *
 * @param masks by preference; {@code keep} is one
 * @param doubt why somebody should look at it
 * @param parts masks of what lies inside, by path or field
 */
record Guess(List<String> masks, Optional<String> doubt, Map<String, String> parts) {
    static final String KEEP = "keep";
    // what can stand for anything: first what keeps the look, then what keeps rows apart, then nothing at all
    private static final List<String> LADDER =
            List.of("text", "redact", "hash", "letters", "digits", "key", "uuid", "pick", "null");

    Guess {
        masks = List.copyOf(masks);
        parts = Map.copyOf(parts);
    }

    static Guess keep() {
        return new Guess(List.of(KEEP), Optional.empty(), Map.of());
    }

    static Guess keep(String doubt) {
        return new Guess(List.of(KEEP), Optional.of(doubt), Map.of());
    }

    /** One of these masks, or failing them any. */
    static Guess mask(List<String> first) {
        List<String> masks = new ArrayList<>(first);
        LADDER.stream().filter(each -> !masks.contains(each)).forEach(masks::add);
        return new Guess(masks, Optional.empty(), Map.of());
    }

    static Guess mask(String... first) {
        return mask(List.of(first));
    }

    Guess doubtful(String why) {
        return new Guess(masks, Optional.of(why), parts);
    }

    /** {@code number} within so much. */
    Guess within(String amount) {
        return with(Map.of("within", amount));
    }

    Guess with(Map<String, String> inside) {
        return new Guess(masks, doubt, inside);
    }
}
