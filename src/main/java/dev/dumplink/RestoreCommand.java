package dev.dumplink;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.audit.AuditLog;
import dev.dumplink.audit.Request;
import dev.dumplink.audit.RequestId;
import dev.dumplink.audit.Scribe;
import dev.dumplink.link.DatabaseSettings;
import dev.dumplink.postgres.PgRestore;
import dev.dumplink.postgres.SourceFailure;
import dev.dumplink.restore.Fetcher;
import dev.dumplink.restore.Outcome;
import dev.dumplink.restore.Plan;
import dev.dumplink.restore.Restore;
import dev.dumplink.restore.RestoreFailed;
import dev.dumplink.restore.RestoreLog;
import dev.dumplink.restore.RestoreSettings;
import dev.dumplink.restore.Wanted;
import dev.dumplink.store.Location;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** From a name, a file or a link out of Slack to a database; never over production. */
@Command(
        name = "restore",
        description = {
            "Loads a dump into a new database, checks it, and puts it in the place of the one that --into names.",
            "What was there is kept under another name: 'restore undo' brings it back, 'restore prune' deletes it."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed; the database is as it was",
            "2:usage or configuration wrong",
            "3:refused: the target could be production, the file is not what it should be, or it was not confirmed"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class RestoreCommand implements Callable<Integer> {
    private static final int MOST_JOBS = 8;

    private final Shell shell;
    private final Typing typing;

    @Mixin
    private IntoOption into;

    @Parameters(
            paramLabel = "SOURCE",
            arity = "0..1",
            description = "A database's name (its latest dump), name@2026-11-22, a file, or a link from Slack.")
    private String source;

    @Option(names = "--dry-run", description = "Show both sides and what speaks against it, print a plan, and stop.")
    private boolean dryRun;

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            description = "What --dry-run printed less than ten minutes ago; stands for typing a confirmation.")
    private String plan;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Connections that load at once (default: one per processor).")
    private Integer jobs;

    @Option(
            names = "--pg-restore",
            paramLabel = "FILE",
            description = "A program to use instead of the first pg_restore on PATH.")
    private Path pgRestore;

    @Spec
    private CommandSpec spec;

    private RestoreCommand(Shell shell, Typing typing) {
        this.shell = shell;
        this.typing = typing;
    }

    static CommandLine line(Shell shell, Typing typing) {
        return new CommandLine(new RestoreCommand(shell, typing))
                .addSubcommand(new RestoreUndoCommand(shell, typing))
                .addSubcommand(new RestorePruneCommand(shell, typing));
    }

    @Override
    public Integer call() {
        Settings settings = into.settings(shell);
        RestoreSettings own = settings.restore();
        Restore.Into target = into.target(own, dryRun, plan());
        Restore.Means means = means(settings);
        Wanted wanted = wanted(settings);
        Request request = Request.byOperator(RequestId.next(shell.random()), shell.user(), "restore");
        try (AuditLog log =
                new AuditLog(into.audit(settings, shell), Wiring.writer(), shell.clock(), shell.random(), code -> {})) {
            RestoreLog rows = new RestoreLog(
                    new Scribe(log, request, shell.clock()), target.address().toString());
            Restore restore = new Restore(wanted, target, means, own, rows, shell.clock());
            return stoppable(restore, target);
        }
    }

    /** The program does not come back here from its end, so that what failed because of it is said at once. */
    private int stoppable(Restore restore, Restore.Into target) {
        try (RestoreStop stop = RestoreStop.of(restore, this::failed)) {
            try {
                return run(restore, target);
            } catch (RestoreFailed e) {
                if (!stop.stopping()) {
                    throw e;
                }
                failed(e.getMessage());
                return Main.FAILED;
            }
        }
    }

    private void failed(String what) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(spec.commandLine().getColorScheme().errorText("dumplink: " + what));
        err.flush();
    }

    private int run(Restore restore, Restore.Into target) {
        Instant start = shell.clock().instant();
        PrintWriter err = spec.commandLine().getErr();
        String name = target.alias().orElse(target.address().database());
        try (RestoreWatch watch = new RestoreWatch(name, restore.progress(), err, shell)) {
            watch.begin();
            return restore.run(new Person(typing, watch, err, shell.width()))
                    .fold(
                            restored -> said(
                                    restored,
                                    Duration.between(start, shell.clock().instant()),
                                    watch),
                            planned -> said(planned, watch),
                            refused -> said(refused, watch));
        }
    }

    private int said(Outcome.Restored restored, Duration took, RestoreWatch watch) {
        watch.close();
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(
                Locale.ROOT,
                "database %s is ready: %,d rows in %d s%s",
                restored.name(),
                restored.rows(),
                Math.max(1, took.toSeconds()),
                restored.old()
                        .map(old -> "; the one that was there is " + old + " now (restore undo brings it back)")
                        .orElse("")));
        out.flush();
        restored.notes().forEach(note -> spec.commandLine().getErr().println("note: " + note));
        return 0;
    }

    private int said(Outcome.Planned planned, RestoreWatch watch) {
        watch.close();
        spec.commandLine()
                .getErr()
                .println(
                        planned.asks()
                                ? "nothing was done. To do it within ten minutes: the same with --plan and this word"
                                : "nothing was done. The same without --dry-run does it, and asks nothing");
        PrintWriter out = spec.commandLine().getOut();
        out.println(planned.plan());
        out.flush();
        return 0;
    }

    private int said(Outcome.Refused refused, RestoreWatch watch) {
        watch.close();
        PrintWriter err = spec.commandLine().getErr();
        CommandLine.Help.ColorScheme colours = spec.commandLine().getColorScheme();
        refused.reasons().forEach(reason -> err.println(colours.errorText("dumplink: refused: " + reason)));
        return Main.REFUSED;
    }

    private Optional<Plan> plan() {
        try {
            return Optional.ofNullable(plan).map(Plan::parse);
        } catch (IllegalArgumentException e) {
            throw new SettingsError("--plan: " + e.getMessage());
        }
    }

    private Wanted wanted(Settings settings) {
        if (source == null || source.isBlank()) {
            throw new SettingsError(
                    "SOURCE is missing: a database's name, name@2026-11-22, a file, or a link from Slack");
        }
        List<DatabaseName> names =
                settings.databaseNames().stream().map(DatabaseName::new).toList();
        try {
            return Wanted.parse(source, names);
        } catch (IllegalArgumentException e) {
            throw new SettingsError(e.getMessage());
        }
    }

    private Restore.Means means(Settings settings) {
        if (jobs != null && (jobs < 1 || jobs > MOST_JOBS)) {
            throw new SettingsError("--jobs must be 1 to " + MOST_JOBS);
        }
        int processors = Math.min(MOST_JOBS, Runtime.getRuntime().availableProcessors());
        Fetcher fetcher = new Fetcher(
                Home.of(shell.environment()).cache(),
                settings.hasStorage() ? Optional.of(settings.storage()) : Optional.empty(),
                locations(settings),
                shell.clock());
        return new Restore.Means(fetcher, program(), IntoOption.production(settings), jobs == null ? processors : jobs);
    }

    private static Map<DatabaseName, Location> locations(Settings settings) {
        return settings.databaseNames().isEmpty()
                ? Map.of()
                : settings.databases().stream()
                        .collect(Collectors.toMap(DatabaseSettings::name, DatabaseSettings::location));
    }

    private PgRestore program() {
        try {
            return pgRestore == null
                    ? PgRestore.onPath(shell.environment().getOrDefault("PATH", ""))
                    : PgRestore.at(pgRestore);
        } catch (SourceFailure e) {
            throw new SettingsError(e.getMessage());
        }
    }
}
