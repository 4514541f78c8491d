package dev.dumplink.link;

import dev.dumplink.audit.AuditEvent;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.AuditQuery;
import dev.dumplink.audit.AuditReader;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Request;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Shows the log to administrators. In this order: who ─ which rows ─ read them in memory ─ one durable row that says so ─ and
 * only then are they in the result. Whether somebody is an administrator is decided anew for every page.
 */
public final class AuditDesk {
    /** On one page. */
    public static final int PAGE = 10;

    /** Slack lets a button carry 2000 characters, the spot included. */
    static final int LONGEST_QUERY = 1900;

    /** The rule of a refusal that only says that there was no answer in time. */
    static final String UNREADABLE = "audit.unreadable";

    private static final String NOT_READ =
            "The audit log did not answer in time, so there is nothing to show. A shorter time, such as `since:1d`, is"
                    + " found faster; or try again in a minute.";

    private static final String TOO_LONG = "That search is too long. Please ask for less at once.";

    private final AccessRules rules;
    private final Ledger ledger;
    private final AuditReader reader;
    private final Lookups lookups;

    public AuditDesk(
            AccessSettings access,
            Directory directory,
            AuditLog log,
            AuditReader reader,
            Lookups lookups,
            InstantSource clock) {
        this.rules = new AccessRules(access, directory);
        this.ledger = new Ledger(log, clock);
        this.reader = reader;
        this.lookups = lookups;
    }

    /**
     * A page of the rows that {@code words} mean.
     *
     * @param deadline when the person must have an answer
     */
    public Reading page(Request request, String words, Spot spot, Instant deadline) {
        return asked(request, words, deadline, (ruling, query) -> show(request, ruling, query, spot, deadline));
    }

    /** The same rows to take away; what was typed for a limit counts. */
    public Reading export(Request request, String words, Instant deadline) {
        return asked(
                request,
                words,
                deadline,
                (ruling, query) -> ledger.recorded(
                        AuditEvent.of(EventCode.AUDIT_EXPORTED, request, ruling.rule(), recordable(query)),
                        deadline,
                        written -> new CsvFile(request.id(), query, reader),
                        Reading.Told::new));
    }

    /** Records that the person, if an administrator, is given something that shows no row, such as a form. */
    public Outcome note(Request request, String what, Instant deadline) {
        AccessRules.Ruling ruling = rules.ruleAdmin(request.actor());
        return ruling.allowed()
                ? ledger.recorded(
                        AuditEvent.of(EventCode.ANSWERED, request, what, ""),
                        deadline,
                        written -> new Outcome.Noted(request.id(), true),
                        Function.identity())
                : denied(request, ruling, deadline);
    }

    /** What became of an export on its way to the person. */
    public void delivered(Request request, boolean arrived) {
        ledger.delivered(request, arrived);
    }

    private Reading asked(
            Request request, String words, Instant deadline, BiFunction<AccessRules.Ruling, AuditQuery, Reading> then) {
        AccessRules.Ruling ruling = rules.ruleAdmin(request.actor());
        if (!ruling.allowed()) {
            return new Reading.Told(denied(request, ruling, deadline));
        }
        return AuditQuery.parse(words)
                .fold(
                        query -> query.toString().length() <= LONGEST_QUERY
                                ? then.apply(ruling, query)
                                : told(request, "audit.too_long", TOO_LONG, deadline),
                        problem -> notUnderstood(request, problem, deadline));
    }

    private Outcome denied(Request request, AccessRules.Ruling ruling, Instant deadline) {
        return ledger.refuse(request, EventCode.DENIED, ruling.rule(), ruling.sentence(), deadline);
    }

    /** The row does not repeat what was typed: it might name a person, and could never be forgotten. */
    private Reading notUnderstood(Request request, AuditQuery.NotUnderstood problem, Instant deadline) {
        return ledger.recorded(
                AuditEvent.of(EventCode.ANSWERED, request, "audit.not_understood", ""),
                deadline,
                written -> new Reading.NotUnderstood(request.id(), problem),
                Reading.Told::new);
    }

    private Reading told(Request request, String rule, String sentence, Instant deadline) {
        return new Reading.Told(ledger.refuse(request, EventCode.ANSWERED, rule, sentence, deadline));
    }

    private Reading show(Request request, AccessRules.Ruling ruling, AuditQuery query, Spot spot, Instant deadline) {
        return lookups.soon(() -> reader.page(query, spot.cursor(), spot.room(query, PAGE)))
                .map(page -> ledger.<Reading>recorded(
                        AuditEvent.of(EventCode.AUDIT_READ, request, ruling.rule(), seen(query, page)),
                        deadline,
                        written -> new Reading.Shown(request.id(), query, spot, page),
                        Reading.Told::new))
                .orElseGet(() -> told(request, UNREADABLE, NOT_READ, deadline));
    }

    private static String seen(AuditQuery query, AuditReader.Page page) {
        int last = page.entries().size() - 1;
        String rows = last < 0
                ? "no rows"
                : "rows " + page.entries().get(last).seq() + " to "
                        + page.entries().get(0).seq();
        return (rows + " " + recordable(query)).strip();
    }

    /** A query as a row may keep it for ever: without the persons it names. */
    static String recordable(AuditQuery query) {
        return query.toString().replaceAll("(^| )(-?user):\\S+", "$1$2:…");
    }
}
