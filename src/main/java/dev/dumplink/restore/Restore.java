package dev.dumplink.restore;

import dev.dumplink.audit.EventCode;
import dev.dumplink.postgres.PgRestore;
import dev.dumplink.postgres.SourceSettings;
import dev.dumplink.postgres.TargetServer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Brings a dump to a database: fetched and checked first, loaded into a new database, counted, and put into its place in one
 * step. Whatever was there is kept under another name. Broken off at any point, the database is the old one or the new one,
 * and complete.
 */
public final class Restore {
    private final Wanted wanted;
    private final Into into;
    private final Means means;
    private final RestoreSettings settings;
    private final RestoreLog log;
    private final InstantSource clock;
    private final RestoreProgress progress = new RestoreProgress();

    /**
     * Where it is to go.
     *
     * @param alias its name in the configuration
     * @param endSessions whether whoever is connected to what dumplink made is disconnected
     * @param dryRun whether it ends before anything is done
     * @param plan of an earlier dry run, which stands for a confirmation
     */
    public record Into(
            Optional<String> alias, SourceSettings address, boolean endSessions, boolean dryRun, Optional<Plan> plan) {}

    /**
     * What it is done with.
     *
     * @param production servers that are dumped, of which the configuration tells; never loaded into
     * @param jobs connections that load at once
     */
    public record Means(Fetcher fetcher, PgRestore pgRestore, List<SourceSettings> production, int jobs) {}

    public Restore(
            Wanted wanted, Into into, Means means, RestoreSettings settings, RestoreLog log, InstantSource clock) {
        this.wanted = wanted;
        this.into = into;
        this.means = means;
        this.settings = settings;
        this.log = log;
        this.clock = clock;
    }

    public RestoreProgress progress() {
        return progress;
    }

    /**
     * The machine, or somebody at the terminal, wants it to end. To be called from another thread; what runs fails soon after,
     * once its pg_restore was ended.
     *
     * @param finished whether it came to its end, waited for
     * @return what is left, in words, if it did not
     */
    public Optional<String> stop(BooleanSupplier finished) {
        progress.stop();
        if (progress.phase().touches() && finished.getAsBoolean()) {
            return Optional.empty();
        }
        String left = progress.phase().touches()
                ? "interrupted. database " + into.address().database()
                        + " is the old one or the new one, and complete; restore prune deletes what is left beside it"
                : "interrupted, and nothing was done";
        log.after(EventCode.NOT_RESTORED, Optional.empty(), "", left, clock.instant());
        return Optional.of(left);
    }

    /**
     * Does it.
     *
     * @throws RestoreFailed if it could not be done; the message says what is left
     */
    public Outcome run(Operator operator) {
        try (TargetServer server = TargetServer.open(into.address())) {
            Target target = look(server);
            // after the look, because the log opens meanwhile
            log.requireWritable();
            RestoreGuard guard = guard();
            // what can be known without a gigabyte on the way is known before it
            Clearance early = Clearance.of(isNear() ? List.of() : guard.before(target));
            if (early instanceof Clearance.Denied denied) {
                return refuse(denied, Optional.empty());
            }
            means.pgRestore().requireFor(target.facts().major());
            return inspect()
                    .fold(
                            dump -> guarded(operator, server, guard, dump),
                            refused -> refuse(
                                    "file." + refused.why().name(), List.of(refused.sentence()), Optional.empty()));
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    /** A file's own source is the better reason, and costs no waiting. */
    private boolean isNear() {
        return wanted.fold(stored -> false, file -> true, link -> false);
    }

    private RestoreFailed failed(RuntimeException cause) {
        RestoreFailed failed = Failures.of(cause);
        log.after(EventCode.NOT_RESTORED, Optional.empty(), "", failed.getMessage(), clock.instant());
        return failed;
    }

    private Target look(TargetServer server) {
        return Target.look(into.alias(), into.address(), server);
    }

    private RestoreGuard guard() {
        return new RestoreGuard(Never.all(settings.never(), means.production()), into.endSessions());
    }

    private Inspection inspect() {
        progress.begin(RestoreProgress.Phase.FETCHING, 0);
        Fetched fetched = means.fetcher().fetch(wanted, progress::at);
        progress.begin(RestoreProgress.Phase.CHECKING, 0);
        return new Inspector(means.pgRestore().major(), progress::at)
                .inspect(fetched, settings.keys(), settings.staleAfter(), clock.instant());
    }

    private Outcome guarded(Operator operator, TargetServer server, RestoreGuard guard, Inspection.Sound dump) {
        progress.begin(RestoreProgress.Phase.LOOKING, 0);
        // anew: fetching may have taken an hour
        Target target = look(server);
        List<Finding> findings = findings(server, guard, target, dump);
        operator.show(dump, target, findings);
        Clearance clearance = Clearance.of(findings);
        if (clearance instanceof Clearance.Denied denied) {
            return refuse(denied, Optional.of(dump));
        }
        if (into.dryRun()) {
            return plan(target, dump, findings, clearance);
        }
        return clearance.fold(
                granted -> load(server, target, dump),
                asked -> confirmed(operator, target, dump, findings).orElseGet(() -> load(server, target, dump)),
                denied -> refuse(denied, Optional.of(dump)));
    }

    /** Tables are looked into only where nothing else forbids it. */
    private static List<Finding> findings(
            TargetServer server, RestoreGuard guard, Target target, Inspection.Sound dump) {
        List<Finding> findings = new ArrayList<>(guard.of(target, dump));
        if (!(Clearance.of(findings) instanceof Clearance.Denied)) {
            findings.addAll(RestoreGuard.newer(target, Comparison.of(target, dump, server)));
        }
        return findings;
    }

    private Outcome plan(Target target, Inspection.Sound dump, List<Finding> findings, Clearance clearance) {
        Plan plan = Plan.of(target, dump, findings, clock.instant());
        log.about(EventCode.RESTORE_PLANNED, Optional.of(dump), plan.toString(), clock.instant());
        return new Outcome.Planned(plan, clearance instanceof Clearance.Asked);
    }

    /** The refusal, if nobody said that they mean it. */
    private Optional<Outcome> confirmed(
            Operator operator, Target target, Inspection.Sound dump, List<Finding> findings) {
        if (into.plan().isPresent()) {
            boolean covered = into.plan().get().covers(target, dump, findings, clock.instant());
            return covered
                    ? Optional.empty()
                    : Optional.of(refuse(
                            "restore.plan",
                            List.of("the plan is older than " + Plan.LIFE.toMinutes()
                                    + " minutes, or of something else; make another with --dry-run"),
                            Optional.of(dump)));
        }
        return switch (operator.confirm(Confirmations.words("restore", target))) {
            case YES -> Optional.empty();
            case NO ->
                Optional.of(refuse(
                        "restore.unconfirmed", List.of("not confirmed, so nothing was done"), Optional.of(dump)));
            case NOBODY ->
                Optional.of(refuse(
                        "restore.unconfirmed",
                        List.of("there is no terminal to ask at: make a plan with --dry-run and say it with --plan"),
                        Optional.of(dump)));
        };
    }

    private Outcome load(TargetServer server, Target target, Inspection.Sound dump) {
        Instant now = clock.instant();
        progress.begin(RestoreProgress.Phase.LOADING, 0);
        log.about(EventCode.RESTORING, Optional.of(dump), "", now);
        Swap swap = new Swap(server, target, into.endSessions(), now);
        try (NewDatabase fresh = NewDatabase.make(server, target, dump, now)) {
            fresh.load(means.pgRestore(), means.jobs(), progress);
            fresh.requireCounted(progress);
            fresh.inherit();
            progress.begin(RestoreProgress.Phase.SWAPPING, 0);
            Optional<String> old = swap.run(fresh);
            log.after(
                    EventCode.RESTORED,
                    Optional.of(dump),
                    "",
                    old.map(name -> "the old one is " + name).orElse(""),
                    clock.instant());
            fresh.done();
            return new Outcome.Restored(target.name(), old, fresh.rows(), fresh.notes());
        }
    }

    private Outcome refuse(Clearance.Denied denied, Optional<Inspection.Sound> dump) {
        return refuse(
                "restore." + denied.findings().get(0).kind().name(),
                denied.findings().stream().map(Finding::toString).toList(),
                dump);
    }

    private Outcome refuse(String rule, List<String> reasons, Optional<Inspection.Sound> dump) {
        String word = rule.toLowerCase(Locale.ROOT);
        log.after(EventCode.RESTORE_REFUSED, dump, word, String.join(" | ", reasons), clock.instant());
        return new Outcome.Refused(word, reasons);
    }
}
