package dev.dumplink.slack;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Something to say as soon as the log has it: whoever makes it known has other things to do, and is not the one who finds
 * the words.
 *
 * @param known completed, in whichever way, when it can be said
 * @param words waits until then; to be called once
 */
record Later<T>(CompletableFuture<?> known, Supplier<T> words) {
    static <A, T> Later<T> of(CompletableFuture<A> fact, Function<A, T> words) {
        return new Later<>(fact, () -> words.apply(fact.join()));
    }

    static <T> Later<T> now(T said) {
        return new Later<>(CompletableFuture.completedFuture(said), () -> said);
    }

    <U> Later<U> then(Function<T, U> next) {
        return new Later<>(known, () -> next.apply(words.get()));
    }
}
