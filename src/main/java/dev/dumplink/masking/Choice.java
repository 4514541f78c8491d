package dev.dumplink.masking;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is suggested for columns that are tied together: one thing, and how far down the list we are. */
final class Choice {
    // the option that names masks for what lies inside a value
    private static final Map<String, String> PARTS = Map.of("json", "paths", "composite", "fields");

    private final Guess guess;
    private int at;

    Choice(Guess guess) {
        this.guess = guess;
    }

    String mask() {
        return exhausted() ? Guess.KEEP : guess.masks().get(at);
    }

    boolean masks() {
        return !mask().equals(Guess.KEEP);
    }

    boolean exhausted() {
        return at >= guess.masks().size();
    }

    /** Takes what is next best. */
    void next() {
        at++;
    }

    Rule rule() {
        if (!masks()) {
            return new Rule.Keep();
        }
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        if (PARTS.containsKey(mask()) && !guess.parts().isEmpty()) {
            ObjectNode parts = options.putObject(PARTS.get(mask()));
            new TreeMap<>(guess.parts()).forEach(parts::put);
        } else if (mask().equals("number")) {
            options.put("within", "10%");
        }
        return new Rule.Masked(mask(), new MaskOptions(options));
    }

    Optional<String> doubt() {
        return exhausted() ? Optional.of("no mask fits this type; write rows: none if it is personal") : guess.doubt();
    }
}
