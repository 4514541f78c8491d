package dev.dumplink.restore;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What came of a restore; one that failed throws {@link RestoreFailed} instead. */
public sealed interface Outcome {
    <R> R fold(Function<Restored, R> restored, Function<Planned, R> planned, Function<Refused, R> refused);

    /**
     * The dump is in its place.
     *
     * @param name the database
     * @param old what the database that was there is called now
     * @param rows in all
     * @param notes what could not be taken over from the old one
     */
    record Restored(String name, Optional<String> old, long rows, List<String> notes) implements Outcome {
        public Restored {
            notes = List.copyOf(notes);
        }

        @Override
        public <R> R fold(Function<Restored, R> restored, Function<Planned, R> planned, Function<Refused, R> refused) {
            return restored.apply(this);
        }
    }

    /** Nothing was done, and this is how to have it done. */
    record Planned(Plan plan, boolean asks) implements Outcome {
        @Override
        public <R> R fold(Function<Restored, R> restored, Function<Planned, R> planned, Function<Refused, R> refused) {
            return planned.apply(this);
        }
    }

    /**
     * Nothing was done, and why.
     *
     * @param rule a word for the log, e.g. {@code restore.source}
     * @param reasons a sentence each, with the mend
     */
    record Refused(String rule, List<String> reasons) implements Outcome {
        public Refused {
            reasons = List.copyOf(reasons);
        }

        @Override
        public <R> R fold(Function<Restored, R> restored, Function<Planned, R> planned, Function<Refused, R> refused) {
            return refused.apply(this);
        }
    }
}
