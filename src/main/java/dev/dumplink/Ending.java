package dev.dumplink;

import dev.dumplink.dump.Outcome;
import java.time.Instant;
import java.util.function.Function;

/** How one database's night ended. */
sealed interface Ending {
    <R> R fold(Function<Made, R> made, Function<Refused, R> refused, Function<Failed, R> failed);

    /** There is a dump. */
    record Made(Outcome.Made dump, Instant start, Instant end) implements Ending {
        @Override
        public <R> R fold(Function<Made, R> made, Function<Refused, R> refused, Function<Failed, R> failed) {
            return made.apply(this);
        }
    }

    /** A guard said no. */
    record Refused(String database, Outcome.Refused why) implements Ending {
        @Override
        public <R> R fold(Function<Made, R> made, Function<Refused, R> refused, Function<Failed, R> failed) {
            return refused.apply(this);
        }
    }

    /** @param why in one line */
    record Failed(String database, String why) implements Ending {
        @Override
        public <R> R fold(Function<Made, R> made, Function<Refused, R> refused, Function<Failed, R> failed) {
            return failed.apply(this);
        }
    }
}
