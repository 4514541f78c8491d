package dev.dumplink.restore;

import dev.dumplink.audit.EventCode;
import dev.dumplink.postgres.SourceSettings;
import dev.dumplink.postgres.TargetFacts;
import dev.dumplink.postgres.TargetServer;
import dev.dumplink.restore.Finding.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What earlier restores put aside, or left unfinished, next to a database: brought back, or deleted. Only what carries
 * dumplink's own mark for that database, and still the name that a restore gave it, is ever touched.
 */
public final class PutAside {
    /** How long it stays at least: the mistake may show only tomorrow. */
    public static final Duration KEPT = Duration.ofHours(24);

    private final Optional<String> alias;
    private final SourceSettings address;
    private final List<Never> never;
    private final boolean endSessions;
    private final RestoreLog log;
    private final InstantSource clock;

    /** @param production addresses that are dumped every night */
    public PutAside(
            Restore.Into into,
            RestoreSettings settings,
            List<SourceSettings> production,
            RestoreLog log,
            InstantSource clock) {
        this.alias = into.alias();
        this.address = into.address();
        this.endSessions = into.endSessions();
        this.never = Never.all(settings.never(), production);
        this.log = log;
        this.clock = clock;
    }

    /** A database that was put aside or left. */
    private record Kept(TargetFacts.Database database, Mark mark) {}

    /** What came of it. */
    public sealed interface Result {
        <R> R fold(Function<Done, R> done, Function<Refused, R> refused);
    }

    /** @param databases what they are called now, or were; none where there was nothing to do */
    public record Done(List<String> databases) implements Result {
        public Done {
            databases = List.copyOf(databases);
        }

        @Override
        public <R> R fold(Function<Done, R> done, Function<Refused, R> refused) {
            return done.apply(this);
        }
    }

    /** @param reasons a sentence each, with the mend */
    public record Refused(List<String> reasons) implements Result {
        public Refused {
            reasons = List.copyOf(reasons);
        }

        @Override
        public <R> R fold(Function<Done, R> done, Function<Refused, R> refused) {
            return refused.apply(this);
        }
    }

    /**
     * Brings back what was put aside last; what is there now is put aside in its turn, so that doing it twice changes nothing.
     *
     * @throws RestoreFailed if it could not be done; then nothing has changed
     */
    public Result undo(Operator operator) {
        return looking((server, target) -> {
            Optional<Kept> last = kept(target)
                    .filter(each -> each.mark().kind() == Mark.Kind.OLD)
                    .max(Comparator.comparing(each -> each.mark().at()));
            if (last.isEmpty()) {
                return refuse(List.of("nothing is put aside for database " + target.name()));
            }
            List<String> against = against(target, Kind.ROLE, Kind.PUBLISHED);
            if (!against.isEmpty()) {
                return refuse(against);
            }
            Operator.Answer answer =
                    target.loopback() ? Operator.Answer.YES : operator.confirm(Confirmations.words("undo", target));
            if (answer != Operator.Answer.YES) {
                return refuse(unconfirmed(answer, "on another machine it is only undone by somebody at a terminal"));
            }
            return back(server, target, last.get());
        });
    }

    private Result back(TargetServer server, Target target, Kept last) {
        Instant now = clock.instant();
        List<TargetServer.Renaming> renamings = new ArrayList<>();
        String aside = Names.old(target, now);
        target.existing()
                .ifPresent(database -> renamings.add(new TargetServer.Renaming(
                        database, aside, Mark.aside(target, database, now).text())));
        renamings.add(new TargetServer.Renaming(last.database(), target.name(), former(last.mark(), now)));
        log.about(EventCode.RESTORE_UNDONE, Optional.empty(), last.database().name() + " comes back", now);
        server.rename(renamings, endSessions && target.disposable());
        return new Done(target.existing().isPresent() ? List.of(target.name(), aside) : List.of(target.name()));
    }

    /** What stood there before it was put aside: its owner's own words, or that it was made by us. */
    private static String former(Mark mark, Instant now) {
        return mark.dump().isEmpty()
                ? mark.before()
                : mark.as(Mark.Kind.TARGET, now).text();
    }

    /**
     * Deletes what was put aside or left more than {@link #KEPT} ago.
     *
     * @param all also what is younger
     * @param operator is asked in any case: this cannot be undone
     * @throws RestoreFailed if it could not be done
     */
    public Result prune(boolean all, Operator operator) {
        return looking((server, target) -> {
            Instant before = clock.instant().minus(KEPT);
            List<Kept> going = kept(target)
                    .filter(each -> all || each.mark().at().isBefore(before))
                    .filter(each -> each.database().sessions().isEmpty()
                            && each.database().ours())
                    .toList();
            if (going.isEmpty()) {
                return new Done(List.of());
            }
            List<String> against = against(target, Kind.ROLE, Kind.PUBLISHED, Kind.SESSIONS, Kind.OWNER);
            if (!against.isEmpty()) {
                return refuse(against);
            }
            List<String> names =
                    going.stream().map(each -> each.database().name()).toList();
            Operator.Answer answer = operator.confirm(String.join(" ", "delete", String.join(" ", names)));
            if (answer != Operator.Answer.YES) {
                return refuse(unconfirmed(answer, "say --yes to have " + String.join(", ", names) + " deleted"));
            }
            log.about(EventCode.OLD_DELETED, Optional.empty(), String.join(", ", names), clock.instant());
            going.forEach(each -> server.drop(each.database()));
            return new Done(names);
        });
    }

    /** What carries our mark for this database, and the name that we gave it, and is not in its place. */
    private static Stream<Kept> kept(Target target) {
        return target.facts().databases().stream()
                .filter(database -> !database.name().equals(target.name()))
                .flatMap(database -> database.comment().flatMap(Mark::parse).stream()
                        .filter(mark ->
                                mark.kind() != Mark.Kind.TARGET && mark.name().equals(target.name()))
                        .filter(mark -> Names.isOurs(database.name(), mark))
                        .map(mark -> new Kept(database, mark)));
    }

    /** What is fatal, but for what matters only to whoever loads. */
    private List<String> against(Target target, Kind... apart) {
        return new RestoreGuard(never, endSessions)
                .before(target).stream()
                        .filter(finding -> finding.weight() == Finding.Weight.FATAL)
                        .filter(finding -> !List.of(apart).contains(finding.kind()))
                        .map(Finding::toString)
                        .toList();
    }

    private static List<String> unconfirmed(Operator.Answer answer, String alone) {
        return List.of(
                answer == Operator.Answer.NOBODY
                        ? "there is no terminal to ask at; " + alone
                        : "not confirmed, so nothing was done");
    }

    private Result refuse(List<String> reasons) {
        log.after(
                EventCode.RESTORE_REFUSED,
                Optional.empty(),
                "restore.aside",
                String.join(" | ", reasons),
                clock.instant());
        return new Refused(reasons);
    }

    /** Something done with a server and what was seen there. */
    private interface Act {
        Result on(TargetServer server, Target target);
    }

    private Result looking(Act act) {
        log.requireWritable();
        try (TargetServer server = TargetServer.open(address)) {
            return act.on(server, Target.look(alias, address, server));
        } catch (RuntimeException e) {
            RestoreFailed failed = Failures.of(e);
            log.after(EventCode.NOT_RESTORED, Optional.empty(), "", failed.getMessage(), clock.instant());
            throw failed;
        }
    }
}
