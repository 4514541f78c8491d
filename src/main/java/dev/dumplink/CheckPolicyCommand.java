package dev.dumplink;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.check.PolicyCheck;
import dev.dumplink.check.PolicyReport;
import dev.dumplink.check.PolicySuggestion;
import dev.dumplink.dump.SchemaSearch;
import dev.dumplink.masking.CompiledTable;
import dev.dumplink.masking.MaskTypes;
import dev.dumplink.masking.Policy;
import dev.dumplink.masking.Suggestion;
import dev.dumplink.postgres.PgDump;
import dev.dumplink.postgres.Snapshot;
import dev.dumplink.postgres.Source;
import dev.dumplink.postgres.SourceFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds policies against the live databases they are for, or writes a first one. */
@Command(
        name = "policy",
        description = {
            "Compares policies with the live databases they are for: a line for everything that would keep a dump from being"
                    + " made, with what mends it.",
            "With --suggest, prints a complete policy to begin with."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing is in the way of a dump",
            "1:failed: a database cannot be read",
            "2:something is in the way; usage or configuration wrong"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class CheckPolicyCommand implements Callable<Integer> {
    private static final Duration LOCK_PATIENCE = Duration.ofMinutes(1);

    private static final String SCAN = "leak scan";

    private final Shell shell;

    @Mixin
    private ConfigOption config;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "A database of the configuration; all that have a section dump unless one is named.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--suggest",
            description = "Print a policy that names every column, with a mask for each that looks personal.")
    private boolean suggest;

    @Spec
    private CommandSpec spec;

    CheckPolicyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Settings settings = config.load(shell);
        return suggest ? suggest(settings) : check(settings);
    }

    private int suggest(Settings settings) throws IOException {
        String database = name.or(() -> onlyOne(settings.dumped()))
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--suggest is about one database: name one of " + String.join(", ", settings.dumped())));
        DumpKeys keys = settings.dumpKeys(database);
        try (Source source = Source.open(keys.url())) {
            source.awaitUnlocked(LOCK_PATIENCE, new LockNotice(shell.err(), database));
            Suggestion suggestion = PolicySuggestion.of(
                    source, MaskTypes.all(), unread -> say("guessed by names and types alone, because " + unread));
            shell.out().write(suggestion.toString().getBytes(StandardCharsets.UTF_8));
            shell.out().flush();
            say(suggestion.masked() + " columns masked, " + suggestion.kept() + " kept; look at the "
                    + suggestion.doubtful() + " lines with \"# ?\"" + undecided(suggestion.undecided()));
        }
        if (shell.terminal()) {
            say(howToSave(database, keys));
        }
        return 0;
    }

    private static String undecided(long lines) {
        return lines == 0 ? "" : ", " + lines + " of which no dump is made with until somebody decides";
    }

    private static String howToSave(String database, DumpKeys keys) {
        String again = "'dumplink check policy " + database;
        return "save it with " + again + " --suggest > "
                + (keys.namesPolicy()
                        ? keys.policy() + "'"
                        : "FILE', name FILE in the configuration as databases." + database + ".dump.policy")
                + ", then see with " + again + "' that it fits";
    }

    private static Optional<String> onlyOne(List<String> names) {
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }

    private int check(Settings settings) {
        PolicyCheck check = new PolicyCheck(MaskTypes.all());
        List<Integer> exits = name.map(List::of).orElseGet(settings::dumped).stream()
                .map(each -> check(check, each, settings.dumpKeys(each)))
                .toList();
        return exits.contains(Main.FAILED)
                ? Main.FAILED
                : exits.stream().max(Integer::compare).orElse(0);
    }

    private int check(PolicyCheck check, String database, DumpKeys keys) {
        Path policy = keys.policy();
        Supplier<PgDump> pgDump = keys.pgDump(shell.environment().getOrDefault("PATH", ""));
        try (Source source = Source.open(keys.url())) {
            source.awaitUnlocked(LOCK_PATIENCE, new LockNotice(shell.err(), database));
            PolicyReport fit = check.run(database, source, policy, pgDump);
            PolicyReport report = searched(database, source, fit, policy, pgDump);
            print(database, report);
            return report.problems() == 0 ? 0 : Main.WRONG_USAGE;
        } catch (SourceFailure e) {
            say(database + ": " + e.getMessage());
            return Main.FAILED;
        }
    }

    /** The schema is searched even where something else is in the way, with what the policy masks so far. */
    private PolicyReport searched(
            String database, Source source, PolicyReport fit, Path policy, Supplier<PgDump> pgDump) {
        if (fit.masked().isEmpty()) {
            return fit;
        }
        try {
            return fit.with(SCAN, inSchema(database, source, fit.masked().get(), policy, pgDump.get()));
        } catch (SourceFailure e) {
            if (fit.problems() == 0) {
                throw e;
            }
            return fit.withNote(SCAN, "the schema is not searched before that is mended: " + e.getMessage());
        }
    }

    /** What the leak scan of a night would find in definitions. */
    private List<String> inSchema(
            String database, Source source, List<CompiledTable> masked, Path policy, PgDump pgDump) {
        try (Snapshot snapshot = source.snapshot(LOCK_PATIENCE, new LockNotice(shell.err(), database))) {
            return SchemaSearch.of(
                    pgDump,
                    source,
                    snapshot,
                    new DatabaseName(database),
                    masked,
                    Policy.parse(policy.toString(), Files.readString(policy)).exceptions());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(String database, PolicyReport report) {
        PrintWriter out = spec.commandLine().getOut();
        report.findings().forEach(finding -> {
            out.println(database + ": " + finding);
            finding.script().forEach(statement -> out.println("  " + statement));
        });
        long problems = report.problems();
        String verdict = problems == 0
                ? "nothing is in the way of a dump"
                : problems + (problems == 1 ? " thing is" : " things are") + " in the way of a dump";
        out.println(database + ": " + verdict + " (" + report.subject() + ")");
        out.flush();
    }

    private void say(String sentence) {
        shell.err().println("dumplink: " + sentence);
    }
}
