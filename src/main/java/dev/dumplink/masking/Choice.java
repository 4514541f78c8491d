package dev.dumplink.masking;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is suggested for columns that are tied together: one thing, and how far down the list we are. Where a constraint is
 * not proved to hold, the list is walked down from what fits; if nothing on it helps, the walk is given up and goes back.
 */
final class Choice {
    // the option that names masks for what lies inside a value
    private static final Map<String, String> PARTS = Map.of("json", "paths", "composite", "fields");

    private final Guess guess;
    private int at;
    // where a walk began, if there is one
    private Optional<Integer> fitted = Optional.empty();
    private final Set<String> unproved = new TreeSet<>();
    private final Set<String> hopeless = new TreeSet<>();

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
        if (fitted.isPresent() && exhausted()) {
            at = fitted.get();
            fitted = Optional.empty();
            hopeless.addAll(unproved);
            unproved.clear();
        }
    }

    /** Takes what is next best because nobody can tell whether this constraint holds with it. */
    void walk(String constraint) {
        fitted = fitted.or(() -> Optional.of(at));
        unproved.add(constraint);
        next();
    }

    /** Whether no mask is left to try for it. */
    boolean isHopeless(String constraint) {
        return exhausted() || hopeless.contains(constraint);
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
            options.put("within", guess.parts().getOrDefault("within", "10%"));
        }
        return new Rule.Masked(mask(), new MaskOptions(options));
    }

    Optional<String> doubt() {
        if (exhausted()) {
            return Optional.of("no mask fits this type; write rows: none if it is personal");
        }
        return fitted.map(first -> "not " + guess.masks().get(first) + ", with which " + String.join(", ", unproved)
                        + " may not hold")
                .or(guess::doubt);
    }
}
