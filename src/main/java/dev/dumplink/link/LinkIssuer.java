package dev.dumplink.link;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.Sha256;
import dev.dumplink.archive.StoredDump;
import dev.dumplink.audit.AuditEvent;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.EventCode;
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
import java.util.function.Function;

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
    private final Ledger ledger;
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
        this.ledger = new Ledger(log, clock);
        this.clock = clock;
    }

    /**
     * A link to the dump wished for.
     *
     * @param deadline when the person must have an answer
     */
    public Outcome link(Request request, Wish wish, Instant deadline) {
        return promise(request, wish, deadline).join();
    }

    /**
     * The same, and nobody waits for the log. The result is completed by a thread that has other things to do: whoever
     * goes on from there does so on a thread of his own.
     */
    public CompletableFuture<Outcome> promise(Request request, Wish wish, Instant deadline) {
        AccessRules.Ruling ruling = rules.rule(request.actor());
        return ruling.allowed()
                ? choices.choose(wish)
                        .fold(
                                chosen -> issue(request, chosen, ruling, deadline),
                                several -> completedFuture(list(request, several, true, deadline)),
                                none -> completedFuture(
                                        refuse(request, none.code(), none.rule(), none.sentence(), deadline)))
                : completedFuture(denied(request, ruling, deadline));
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
                ruling -> ledger.recorded(
                        AuditEvent.of(code, request, what, ""),
                        deadline,
                        written -> new Outcome.Noted(request.id(), ruling.admin()),
                        Function.identity()));
    }

    /** What became of an issued link on its way to the person; nobody waits for this. */
    public void delivered(Request request, boolean arrived) {
        ledger.delivered(request, arrived);
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
        return ruling.allowed() ? then.apply(ruling) : denied(request, ruling, deadline);
    }

    private Outcome denied(Request request, AccessRules.Ruling ruling, Instant deadline) {
        return refuse(request, EventCode.DENIED, ruling.rule(), ruling.sentence(), deadline);
    }

    private CompletableFuture<Outcome> issue(
            Request request, Choices.Chosen chosen, AccessRules.Ruling ruling, Instant deadline) {
        if (catalog.skew().abs().compareTo(LARGEST_SKEW) > 0) {
            return completedFuture(fail(
                    request,
                    "clock.skew",
                    "My clock and the store's differ by " + catalog.skew().abs().toSeconds()
                            + " seconds, so I cannot promise when a link ends. Whoever runs me must set the clock.",
                    deadline));
        }
        Optional<SignedUrl> signed = sign(request, chosen.dump());
        if (signed.isEmpty()) {
            return completedFuture(fail(request, "credentials.ending", CREDENTIALS_END, deadline));
        }
        Link link = new Link(signed.get().url(), signed.get().expires());
        return link.url().toString().length() > LONGEST_URL
                ? completedFuture(fail(request, "link.too_long", LINK_TOO_LONG, deadline))
                : handOut(request, chosen, ruling, link, deadline);
    }

    /** With what proves the archive, where that fits. */
    private Optional<SignedUrl> sign(Request request, StoredDump dump) {
        Optional<SignedUrl> proven = store.presign(dump, request.id().value(), settings.expiresIn());
        return proven.filter(signed -> signed.url().toString().length() > LONGEST_URL)
                .flatMap(tooLong -> store.presign(dump.unproven(), request.id().value(), settings.expiresIn()))
                .or(() -> proven);
    }

    private CompletableFuture<Outcome> handOut(
            Request request, Choices.Chosen chosen, AccessRules.Ruling ruling, Link link, Instant deadline) {
        AuditEvent event = AuditEvent.of(EventCode.LINK_ISSUED, request, ruling.rule(), "")
                .about(facts(chosen.dump()))
                .handingOut(new AuditEvent.LinkFacts(link.url(), link.expires()));
        return ledger.promised(
                request,
                () -> log.recordWithin(access.limits(), event, deadline),
                deadline,
                written -> new Outcome.Issued(request.id(), link, chosen.dump(), chosen.freshness(clock.instant())));
    }

    private Outcome list(Request request, Choices.Several several, boolean choose, Instant deadline) {
        Map<DatabaseName, Optional<Catalog.Stock>> stocks = new TreeMap<>();
        several.databases().forEach(name -> stocks.put(name, catalog.stock(name)));
        return ledger.recorded(
                AuditEvent.of(EventCode.ANSWERED, request, choose ? "choose" : "list", ""),
                deadline,
                written -> new Outcome.Listed(request.id(), stocks, choose, several.day()),
                Function.identity());
    }

    private Outcome fail(Request request, String rule, String sentence, Instant deadline) {
        return refuse(request, EventCode.LINK_FAILED, rule, sentence, deadline);
    }

    private Outcome refuse(Request request, EventCode code, String rule, String sentence, Instant deadline) {
        return ledger.refuse(request, code, rule, sentence, deadline);
    }

    private static AuditEvent.DumpFacts facts(StoredDump dump) {
        return new AuditEvent.DumpFacts(
                dump.database().value(),
                dump.key(),
                dump.version().orElse(""),
                dump.sha256().map(Sha256::hex).orElse(""),
                dump.madeAt());
    }
}
