package dev.dumplink.audit;

import java.time.Instant;
import java.util.function.Function;

/** What the log did with an event; the row it speaks of is durable when the receipt exists. */
public sealed interface Receipt {

    /** One result per case; a new case stops every reader from compiling. */
    <R> R fold(
            Function<Written, R> written,
            Function<AlreadyAnswered, R> alreadyAnswered,
            Function<OverLimit, R> overLimit);

    /** The event is in the log. Only now may what it speaks of happen. */
    record Written(long seq, Instant time) implements Receipt {
        @Override
        public <R> R fold(Function<Written, R> w, Function<AlreadyAnswered, R> a, Function<OverLimit, R> o) {
            return w.apply(this);
        }
    }

    /** The same delivery was answered before; that it came again is in the log, the event is not. */
    record AlreadyAnswered(RequestId first, Instant at) implements Receipt {
        /** Why there is no second answer: what the row says, and the person is told. */
        public String sentence() {
            return "This request was already answered (request `" + first + "`).";
        }

        @Override
        public <R> R fold(Function<Written, R> w, Function<AlreadyAnswered, R> a, Function<OverLimit, R> o) {
            return a.apply(this);
        }
    }

    /**
     * One link more would break a limit; the refusal is in the log, the event is not.
     *
     * @param most how many the limit allows
     * @param freeAt when the next one is allowed
     */
    record OverLimit(String rule, int most, Instant freeAt) implements Receipt {
        /** Why not: what the row says, and the person is told. */
        public String sentence() {
            String window = rule.endsWith("hour") ? "an hour" : "a day";
            return "You have had " + (most == 1 ? "1 link" : most + " links") + " within " + window
                    + ", which is the limit.";
        }

        @Override
        public <R> R fold(Function<Written, R> w, Function<AlreadyAnswered, R> a, Function<OverLimit, R> o) {
            return o.apply(this);
        }
    }
}
