package dev.dumplink.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Watches a client's calls, so that whoever waits can be told that the store does not answer and is asked again. */
final class Patience implements ExecutionInterceptor {
    private static final ExecutionAttribute<Call> CALL = new ExecutionAttribute<>("dumplink-call");
    /** A large part over a slow line takes its time. */
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final int FAILS = 500;

    private final InstantSource clock;
    private final Map<Call, Boolean> unanswered = new ConcurrentHashMap<>();

    Patience(InstantSource clock) {
        this.clock = clock;
    }

    /** One that has begun, whatever number of tries it takes. */
    private static final class Call {
        private final Instant since;
        private volatile int tries;
        private volatile int status;

        Call(Instant since) {
            this.since = since;
        }
    }

    /** What is being waited for, in a clause; empty as long as the store answers. */
    Optional<String> waiting() {
        return longest(call -> call.tries > 1)
                .map(call -> (call.status == 0 ? "the store does not answer" : "the store answers " + call.status)
                        + ", trying again (" + seconds(call) + " s)")
                .or(() -> longest(call -> seconds(call) >= LONG.toSeconds())
                        .map(call -> "the store has not answered for " + seconds(call) + " s"));
    }

    private Optional<Call> longest(Predicate<Call> which) {
        return unanswered.keySet().stream().filter(which).min(Comparator.comparing(call -> call.since));
    }

    private long seconds(Call call) {
        return Duration.between(call.since, clock.instant()).toSeconds();
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        Call call = new Call(clock.instant());
        attributes.putAttribute(CALL, call);
        unanswered.put(call, true);
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        Call call = attributes.getAttribute(CALL);
        // one thread at a time has it
        call.tries = call.tries + 1;
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        Call call = attributes.getAttribute(CALL);
        call.status = context.httpResponse().statusCode();
        if (call.status < FAILS) {
            unanswered.remove(call);
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        unanswered.remove(attributes.getAttribute(CALL));
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        Optional.ofNullable(attributes.getAttribute(CALL)).ifPresent(unanswered::remove);
    }
}
