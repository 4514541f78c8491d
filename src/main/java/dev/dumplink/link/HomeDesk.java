package dev.dumplink.link;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.audit.Actor;
import dev.dumplink.audit.AuditEntry;
import dev.dumplink.audit.AuditEvent;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditQuery;
import dev.dumplink.audit.AuditReader;
import dev.dumplink.audit.Cursor;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Request;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What somebody sees who looks in without asking for anything: decided, and recorded first, like an answer. */
public final class HomeDesk {
    private static final int OWN = 10;
    private static final int REFUSALS = 5;
    private static final String ASKING = "code:DL001I,DL001E,DL002D";
    private static final String REFUSED = "outcome:denied,failed";

    private static final String DAMAGED = "code:AU003E";

    private final AccessRules rules;
    private final Catalog catalog;
    private final AuditDesk audit;
    private final Ledger ledger;
    private final AuditReader reader;
    private final Lookups lookups;
    private final ChainWatch chain;
    private final InstantSource clock;

    public HomeDesk(
            AccessSettings access,
            Directory directory,
            Catalog catalog,
            AuditDesk audit,
            AuditLog log,
            AuditReader reader,
            Lookups lookups,
            ChainWatch chain,
            InstantSource clock) {
        this.rules = new AccessRules(access, directory);
        this.catalog = catalog;
        this.audit = audit;
        this.ledger = new Ledger(log, clock);
        this.reader = reader;
        this.lookups = lookups;
        this.chain = chain;
        this.clock = clock;
    }

    /**
     * Somebody looks in.
     *
     * @param words which rows of the log an administrator was looking at
     */
    public Home open(Request request, String words, Instant deadline) {
        return of(request, words, deadline, () -> plain(request, deadline));
    }

    /**
     * The same after something that the person did, which has a row of its own: another one only says that somebody saw
     * the log or may see nothing any more.
     */
    public Home again(Request request, String words, Instant deadline) {
        return of(request, words, deadline, () -> overview(request, Optional.empty()));
    }

    private Home of(Request request, String words, Instant deadline, Supplier<Home> plain) {
        AccessRules.Ruling ruling = rules.rule(request.actor());
        if (!ruling.allowed()) {
            return new Home.Told(ledger.refuse(request, EventCode.DENIED, ruling.rule(), ruling.sentence(), deadline));
        }
        return ruling.admin() ? administered(request, words, deadline) : plain.get();
    }

    /** The same around a page of the log that is in the log as seen already. */
    public Home around(Request request, Reading.Shown page, Instant deadline) {
        return rules.ruleAdmin(request.actor()).allowed()
                ? overview(request, Optional.of(administration(Optional.of(page))))
                : open(request, "", deadline);
    }

    private Home plain(Request request, Instant deadline) {
        return ledger.<Home>recorded(
                AuditEvent.of(EventCode.ANSWERED, request, "home", ""),
                deadline,
                written -> overview(request, Optional.empty()),
                Home.Told::new);
    }

    private Home administered(Request request, String words, Instant deadline) {
        return audit.page(request, words, Spot.top(), deadline)
                .fold(new Reading.Cases<Home>(
                        shown -> overview(request, Optional.of(administration(Optional.of(shown)))),
                        export -> overview(request, Optional.empty()),
                        not -> overview(request, Optional.of(administration(Optional.empty()))),
                        outcome -> outcome instanceof Outcome.Refused refused
                                        && refused.rule().equals(AuditDesk.UNREADABLE)
                                ? overview(request, Optional.of(administration(Optional.empty())))
                                : new Home.Told(outcome)));
    }

    private Home overview(Request request, Optional<Home.Administration> administration) {
        Map<DatabaseName, Optional<Catalog.Stock>> stocks = new TreeMap<>();
        catalog.names().forEach(name -> stocks.put(name, catalog.stock(name)));
        return new Home.Overview(request.id(), stocks, own(request.actor()), administration);
    }

    private Optional<List<AuditEntry>> own(Actor actor) {
        return rows("user:" + actor.user() + " " + ASKING, OWN);
    }

    private Home.Administration administration(Optional<Reading.Shown> page) {
        Instant midnight = clock.instant().truncatedTo(ChronoUnit.DAYS);
        return new Home.Administration(
                lookups.soon(() -> reader.summary(midnight)),
                rows(REFUSED, REFUSALS),
                page,
                chain.last(),
                rows(DAMAGED, 1).flatMap(found -> found.stream().findFirst()));
    }

    private Optional<List<AuditEntry>> rows(String words, int most) {
        return AuditQuery.parse(words)
                .fold(
                        query -> lookups.soon(
                                () -> reader.page(query, Cursor.newest(), most).entries()),
                        not -> Optional.empty());
    }
}
