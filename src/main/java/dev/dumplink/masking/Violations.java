package dev.dumplink.masking;

import java.util.List;
import java.util.function.Function;

/** The policy does not do: everything that is wrong with it, at least one thing, table by table. */
public record Violations(List<Violation> list) implements Compilation {
    public Violations {
        list = List.copyOf(list);
        if (list.isEmpty()) {
            throw new IllegalArgumentException("no violation");
        }
    }

    @Override
    public <R> R fold(Function<Compiled, R> compiled, Function<Violations, R> violations) {
        return violations.apply(this);
    }
}
