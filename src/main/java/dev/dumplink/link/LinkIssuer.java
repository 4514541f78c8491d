package dev.dumplink.link;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.Sha256;
import dev.dumplink.archive.StoredDump;
import dev.dumplink.audit.AuditEvent;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditUnavailable;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Receipt;
import dev.dumplink.audit.Request;
import dev.dumplink.store.DumpStore;
import dev.dumplink.store.SignedUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers requests for dumps. A link is made in this order and no other: who ─ which dump ─ sign in memory ─ one durable
 * row, with idempotency key and rate limit in the same transaction ─ and only then is the link in the result. No row, no
 * link; an unknown COMMIT is no row.
 */
public final class LinkIssuer {
    /** Beyond this the signature's time and the store's disagree too much to promise when a link ends. */
    static final Duration LARGEST_SKEW = Duration.ofSeconds(60);

    /** Slack refuses a whole message for one button whose address is longer. */
    static final int LONGEST_URL = 3000;

    private static final String NOT_RECORDED =
            "I could not write this request into the audit log just now, so I have not"
                    + " given out anything. Please try again in a minute.";

    private static final String CREDENTIALS_END =
            "My own credentials end too soon for a link to last. They are being renewed; please try again in a minute.";

    private static final String LINK_TOO_LONG =
            "The link would be longer than Slack allows in a button, so I have not given it out. Whoever runs me should"
                    + " sign with credentials that have a shorter session token, or give the dumps shorter names in the"
                    + " bucket.";

    private final AccessRules rules;
    private final AccessSettings access;
    private final LinkSettings settings;
    private final Choices choices;
    private final Catalog catalog;
    private final DumpStore store;
    private final AuditLog log;
    private final InstantSource clock;

    public LinkIssuer(
            AccessSettings access,
            LinkSettings settings,
            Directory directory,
            Catalog catalog,
            DumpStore store,
            AuditLog log,
            InstantSource clock) {
        this.rules = new AccessRules(access, directory);
        this.access = access;
        this.settings = settings;
        this.choices = new Choices(catalog);
        this.catalog = catalog;
        this.store = store;
        this.log = log;
        this.clock = clock;
    }

    /**
     * A link to the dump wished for.
     *
     * @param deadline when the person must have an answer
     */
    public Outcome link(Request request, Wish wish, Instant deadline) {
        return admitted(request, deadline, ruling -> choices.choose(wish)
                .fold(
                        chosen -> issue(request, chosen, ruling, deadline),
                        several -> list(request, several, true, deadline),
                        none -> refuse(request, none.code(), none.rule(), none.sentence(), deadline)));
    }

    /** What there is: of every database, or of the one that {@code name} means. */
    public Outcome list(Request request, String name, Instant deadline) {
        return admitted(request, deadline, ruling -> choices.databases(name)
                .fold(
                        several -> list(request, several, false, deadline),
                        none -> refuse(request, none.code(), none.rule(), none.sentence(), deadline)));
    }

    /** Records, for a person who may ask, something that hands out nothing: help, a question back, a click. */
    public Outcome note(Request request, EventCode code, String what, Instant deadline) {
        return admitted(
                request,
                deadline,
                ruling -> recorded(
                        request,
                        () -> log.record(AuditEvent.of(code, request, what, ""), deadline),
                        deadline,
                        written -> new Outcome.Noted(request.id(), ruling.admin())));
    }

    /** What became of an issued link on its way to the person; nobody waits for this. */
    public void delivered(Request request, boolean arrived) {
        EventCode code = arrived ? EventCode.DELIVERED : EventCode.NOT_DELIVERED;
        log.note(AuditEvent.of(code, withoutKey(request), "", ""));
    }

    /** The names there are to ask for. */
    public List<DatabaseName> names() {
        return catalog.names();
    }

    /** Whether {@code typed} means one of them, or several. */
    public boolean knows(String typed) {
        return choices.knows(typed);
    }

    private Outcome admitted(Request request, Instant deadline, Function<AccessRules.Ruling, Outcome> then) {
        AccessRules.Ruling ruling = rules.rule(request.actor());
        return ruling.allowed()
                ? then.apply(ruling)
                : refuse(request, EventCode.DENIED, ruling.rule(), ruling.sentence(), deadline);
    }

    private Outcome issue(Request request, Choices.Chosen chosen, AccessRules.Ruling ruling, Instant deadline) {
        if (catalog.skew().abs().compareTo(LARGEST_SKEW) > 0) {
            return fail(
                    request,
                    "clock.skew",
                    "My clock and the store's differ by " + catalog.skew().abs().toSeconds()
                            + " seconds, so I cannot promise when a link ends. Whoever runs me must set the clock.",
                    deadline);
        }
        Optional<SignedUrl> signed = store.presign(chosen.dump(), request.id().value(), settings.expiresIn());
        if (signed.isEmpty()) {
            return fail(request, "credentials.ending", CREDENTIALS_END, deadline);
        }
        Link link = new Link(signed.get().url(), signed.get().expires());
        return link.url().toString().length() > LONGEST_URL
                ? fail(request, "link.too_long", LINK_TOO_LONG, deadline)
                : handOut(request, chosen, ruling, link, deadline);
    }

    private Outcome handOut(
            Request request, Choices.Chosen chosen, AccessRules.Ruling ruling, Link link, Instant deadline) {
        AuditEvent event = AuditEvent.of(EventCode.LINK_ISSUED, request, ruling.rule(), "")
                .about(facts(chosen.dump()))
                .handingOut(new AuditEvent.LinkFacts(link.url(), link.expires()));
        return recorded(
                request,
                () -> log.recordWithin(access.limits(), event, deadline),
                deadline,
                written -> new Outcome.Issued(request.id(), link, chosen.dump(), chosen.freshness(clock.instant())));
    }

    private Outcome list(Request request, Choices.Several several, boolean choose, Instant deadline) {
        Map<DatabaseName, Optional<Catalog.Stock>> stocks = new TreeMap<>();
        several.databases().forEach(name -> stocks.put(name, catalog.stock(name)));
        return recorded(
                request,
                () -> log.record(AuditEvent.of(EventCode.ANSWERED, request, choose ? "choose" : "list", ""), deadline),
                deadline,
                written -> new Outcome.Listed(request.id(), stocks, choose, several.day()));
    }

    private Outcome fail(Request request, String rule, String sentence, Instant deadline) {
        return refuse(request, EventCode.LINK_FAILED, rule, sentence, deadline);
    }

    private Outcome refuse(Request request, EventCode code, String rule, String sentence, Instant deadline) {
        return recorded(
                request,
                () -> log.record(AuditEvent.of(code, request, rule, sentence), deadline),
                deadline,
                written -> new Outcome.Refused(request.id(), rule, sentence, Optional.empty()));
    }

    private static AuditEvent.DumpFacts facts(StoredDump dump) {
        return new AuditEvent.DumpFacts(
                dump.database().value(),
                dump.key(),
                dump.version().orElse(""),
                dump.sha256().map(Sha256::hex).orElse(""),
                dump.madeAt());
    }

    /** The row first; {@code then} is called only when it is durable. */
    private Outcome recorded(
            Request request,
            Supplier<CompletableFuture<Receipt>> row,
            Instant deadline,
            Function<Receipt.Written, Outcome> then) {
        CompletableFuture<Receipt> receipt = row.get();
        try {
            long left = Duration.between(clock.instant(), deadline).toMillis();
            return receipt.get(Math.max(0, left), TimeUnit.MILLISECONDS)
                    .fold(then, first -> again(request, first), over -> tooMany(request, over));
        } catch (TimeoutException e) {
            // should the row turn up after all, its link has not left the house
            receipt.thenAccept(late -> late.fold(written -> undelivered(request), already -> null, over -> null));
            return notRecorded(request);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuditUnavailable) {
                return notRecorded(request);
            }
            throw new IllegalStateException("the log failed in a way it does not promise", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return notRecorded(request);
        }
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
