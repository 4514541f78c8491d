package dev.dumplink.link;

import dev.dumplink.audit.AuditEvent;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditUnavailable;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Receipt;
import dev.dumplink.audit.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** What every act has in common: the row first, and nothing without it. */
final class Ledger {
    private static final String NOT_RECORDED =
            "I could not write this request into the audit log just now, so I have not"
                    + " given out anything. Please try again in a minute.";

    private final AuditLog log;
    private final InstantSource clock;

    Ledger(AuditLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /** Says no, once that is durable. */
    Outcome refuse(Request request, EventCode code, String rule, String sentence, Instant deadline) {
        return recorded(
                AuditEvent.of(code, request, rule, sentence),
                deadline,
                written -> new Outcome.Refused(request.id(), rule, sentence, Optional.empty()),
                Function.identity());
    }

    /** {@code then} is called only when {@code event} is durable; else {@code otherwise} is told why it is not. */
    <R> R recorded(
            AuditEvent event, Instant deadline, Function<Receipt.Written, R> then, Function<Outcome, R> otherwise) {
        return recorded(event.request(), () -> log.record(event, deadline), deadline, then, otherwise);
    }

    /** The same for a row that is written in some other way. */
    <R> R recorded(
            Request request,
            Supplier<CompletableFuture<Receipt>> row,
            Instant deadline,
            Function<Receipt.Written, R> then,
            Function<Outcome, R> otherwise) {
        CompletableFuture<Receipt> receipt = row.get();
        try {
            return settled(request, receipt.get(left(deadline), TimeUnit.MILLISECONDS), then, otherwise);
        } catch (TimeoutException e) {
            return otherwise.apply(tooLate(request, receipt));
        } catch (ExecutionException e) {
            return otherwise.apply(failed(request, e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise.apply(notRecorded(request));
        }
    }

    /**
     * The same, and nobody waits: completed when the row is durable or the deadline has passed, by a thread that has other
     * things to do.
     */
    CompletableFuture<Outcome> promised(
            Request request,
            Supplier<CompletableFuture<Receipt>> row,
            Instant deadline,
            Function<Receipt.Written, Outcome> then) {
        CompletableFuture<Receipt> receipt = row.get();
        return receipt.copy().orTimeout(left(deadline), TimeUnit.MILLISECONDS).handle((inTime, failure) -> {
            if (failure == null) {
                return settled(request, inTime, then, Function.identity());
            }
            Throwable why = failure instanceof CompletionException ? failure.getCause() : failure;
            return why instanceof TimeoutException ? tooLate(request, receipt) : failed(request, why);
        });
    }

    private long left(Instant deadline) {
        return Math.max(0, Duration.between(clock.instant(), deadline).toMillis());
    }

    private static <R> R settled(
            Request request, Receipt receipt, Function<Receipt.Written, R> then, Function<Outcome, R> otherwise) {
        return receipt.fold(
                then, first -> otherwise.apply(again(request, first)), over -> otherwise.apply(tooMany(request, over)));
    }

    /** Should the row turn up after all, what it speaks of has not left the house. */
    private Outcome tooLate(Request request, CompletableFuture<Receipt> receipt) {
        receipt.thenAccept(late -> late.fold(written -> undelivered(request), already -> null, over -> null));
        return notRecorded(request);
    }

    private static Outcome failed(Request request, Throwable why) {
        if (why instanceof AuditUnavailable) {
            return notRecorded(request);
        }
        throw new IllegalStateException("the log failed in a way it does not promise", why);
    }

    /** What became of something handed out on its way to the person; nobody waits for this. */
    void delivered(Request request, boolean arrived) {
        EventCode code = arrived ? EventCode.DELIVERED : EventCode.NOT_DELIVERED;
        log.note(AuditEvent.of(code, withoutKey(request), "", ""));
    }

    private Void undelivered(Request request) {
        delivered(request, false);
        return null;
    }

    private static Outcome notRecorded(Request request) {
        return new Outcome.Refused(request.id(), "audit.unavailable", NOT_RECORDED, Optional.empty());
    }

    private static Outcome again(Request request, Receipt.AlreadyAnswered first) {
        return new Outcome.AlreadyAnswered(request.id(), first.at(), first.sentence());
    }

    private static Outcome tooMany(Request request, Receipt.OverLimit over) {
        return new Outcome.Refused(
                request.id(), over.rule(), over.sentence() + " The next one is possible", Optional.of(over.freeAt()));
    }

    private static Request withoutKey(Request request) {
        return new Request(request.id(), request.actor(), request.command(), request.channel(), Optional.empty());
    }
}
