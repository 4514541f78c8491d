package dev.dumplink.dump;

import dev.dumplink.archive.DumpId;
import dev.dumplink.archive.Manifest;
import dev.dumplink.masking.Violation;
import dev.dumplink.masking.Violations;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What came of a night; a night that failed throws {@link DumpFailed} instead. */
public sealed interface Outcome {
    <R> R fold(Function<Made, R> made, Function<Refused, R> refused);

    /**
     * There is a dump.
     *
     * @param key its archive's, or its file
     * @param retired older dumps that were deleted for it
     * @param partitions the table that each partition in the dump is one of, by names
     * @param notes what went wrong afterwards and takes nothing from it; none as a rule
     */
    record Made(
            DumpId id,
            String key,
            Manifest manifest,
            Map<String, String> partitions,
            List<DumpId> retired,
            List<String> notes)
            implements Outcome {
        public Made {
            partitions = Map.copyOf(partitions);
            retired = List.copyOf(retired);
            notes = List.copyOf(notes);
        }

        @Override
        public <R> R fold(Function<Made, R> made, Function<Refused, R> refused) {
            return made.apply(this);
        }
    }

    /**
     * There is none, and nothing was published.
     *
     * @param what in one line, e.g. {@code the policy does not fit the schema}
     * @param details one line each, with the mend; no values of rows
     */
    record Refused(Why why, String what, List<String> details) implements Outcome {
        public Refused {
            details = List.copyOf(details);
        }

        @Override
        public <R> R fold(Function<Made, R> made, Function<Refused, R> refused) {
            return refused.apply(this);
        }

        /** That a policy does not fit, and everything in which it does not. */
        public static Refused misfit(Violations violations) {
            return new Refused(
                    Why.POLICY,
                    "the policy does not fit the schema",
                    violations.list().stream().map(Violation::toString).toList());
        }

        /** The whole in one line. */
        public String sentence() {
            return details.isEmpty() ? what : what + ": " + String.join(" | ", details);
        }
    }

    /** Why there is no dump although nothing failed. */
    enum Why {
        /** Somebody else is making one. */
        BUSY,
        /** What was written down does not do for this database. */
        POLICY,
        /** The role that reads may do too much or too little. */
        ROLE,
        /** The schema holds what nobody has decided about. */
        SCHEMA,
        /** Real values were found in the finished archive. */
        LEAK,
        /** It would not be finished before it is ended from outside. */
        TIME
    }
}
