package dev.dumplink.store;

import java.time.Instant;
import java.util.function.Function;

/** Whether it is our turn to make a dump. */
public sealed interface Turn {
    <R> R fold(Function<Mine, R> mine, Function<Taken, R> taken);

    /** It is, until it is closed or its time is over. */
    non-sealed interface Mine extends Turn, AutoCloseable {
        /**
         * Holds it for the same time again, from now.
         *
         * @throws StoreUnavailable if it has been lost, or nobody can tell
         */
        void renew();

        /** Lets others. Fails silently: the turn then ends by itself. */
        @Override
        void close();

        @Override
        default <R> R fold(Function<Mine, R> mine, Function<Taken, R> taken) {
            return mine.apply(this);
        }
    }

    /**
     * Somebody else's.
     *
     * @param owner as they call themselves
     * @param until when it ends, unless they renew it
     */
    record Taken(String owner, Instant until) implements Turn {
        @Override
        public <R> R fold(Function<Mine, R> mine, Function<Taken, R> taken) {
            return taken.apply(this);
        }
    }
}
