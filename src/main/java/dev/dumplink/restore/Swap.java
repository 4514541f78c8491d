package dev.dumplink.restore;

import dev.dumplink.postgres.TargetFacts;
import dev.dumplink.postgres.TargetFailure;
import dev.dumplink.postgres.TargetServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a database into another's place: two renamings and what they are called, in one transaction. */
final class Swap {
    /** Programs that are disconnected connect again at once, and a renaming waits five seconds for them to go. */
    private static final int TRIES = 5;

    private final TargetServer server;
    private final Target target;
    private final boolean endSessions;
    private final Instant now;

    Swap(TargetServer server, Target target, boolean endSessions, Instant now) {
        this.server = server;
        this.target = target;
        this.endSessions = endSessions;
        this.now = now;
    }

    /**
     * Does it.
     *
     * @return what the old one is called now
     * @throws RestoreFailed if somebody holds a database, or it is another one than was looked at; nothing has changed then
     */
    Optional<String> run(NewDatabase fresh) {
        Optional<TargetFacts.Database> existing = target.existing();
        TargetFacts.Database loaded = requireSame(server.facts(), fresh);
        List<TargetServer.Renaming> renamings = new ArrayList<>();
        Optional<String> old = existing.map(database -> Names.old(target, now));
        existing.ifPresent(database -> renamings.add(new TargetServer.Renaming(
                database, old.orElseThrow(), Mark.aside(target, database, now).text())));
        renamings.add(new TargetServer.Renaming(
                loaded, target.name(), fresh.mark().as(Mark.Kind.TARGET, now).text()));
        try {
            rename(renamings);
        } catch (TargetFailure e) {
            requireDone(loaded, e);
        }
        return old;
    }

    /** The answer to a commit may have been lost on its way: what counts is what is there. */
    private void requireDone(TargetFacts.Database loaded, TargetFailure why) {
        boolean done;
        try {
            done = server.facts()
                    .database(target.name())
                    .filter(database -> database.oid() == loaded.oid())
                    .isPresent();
        } catch (TargetFailure e) {
            throw new RestoreFailed(
                    Failures.said(why) + ". Everything was loaded and counted, and database " + target.name()
                            + " is the old one or the new one, and complete; look at its comment, or run again",
                    why);
        }
        if (!done) {
            throw new RestoreFailed(
                    Failures.said(why) + ". Everything is loaded and counted, and database " + target.name()
                            + " is as it was; the new one is " + loaded.name()
                            + ". Close what is connected and run again; restore prune deletes it",
                    why);
        }
    }

    private void rename(List<TargetServer.Renaming> renamings) {
        // who has come since to what dumplink did not make has a reason
        boolean end = endSessions && target.disposable();
        for (int left = end ? TRIES : 1; ; left--) {
            try {
                server.rename(renamings, end);
                return;
            } catch (TargetFailure e) {
                if (left <= 1) {
                    throw e;
                }
            }
        }
    }

    /**
     * What was asked about an hour ago must still be what it was.
     *
     * @return the new one, as it is now
     */
    private TargetFacts.Database requireSame(TargetFacts facts, NewDatabase fresh) {
        Optional<TargetFacts.Database> seen = target.existing();
        Optional<TargetFacts.Database> there = facts.database(target.name());
        boolean same = there.map(TargetFacts.Database::oid).equals(seen.map(TargetFacts.Database::oid))
                && there.flatMap(TargetFacts.Database::comment).equals(seen.flatMap(TargetFacts.Database::comment))
                && there.flatMap(TargetFacts.Database::environment)
                        .equals(seen.flatMap(TargetFacts.Database::environment));
        if (!same) {
            throw new RestoreFailed(
                    "database " + target.name() + " is another one than when this began, and was left alone;"
                            + " what was loaded is database " + fresh.name() + ", which restore prune deletes");
        }
        return facts.database(fresh.name())
                .filter(database ->
                        database.comment().equals(Optional.of(fresh.mark().text())))
                .orElseThrow(() -> new RestoreFailed("the new database " + fresh.name()
                        + " is gone, or somebody wrote of it while it was loaded; database " + target.name()
                        + " is as it was: run again"));
    }
}
