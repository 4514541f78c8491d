package dev.dumplink.masking;

import java.util.function.Function;

/** What comes of a policy and a schema. */
public sealed interface Compilation permits Compiled, Violations {
    <R> R fold(Function<Compiled, R> compiled, Function<Violations, R> violations);
}
