package dev.dumplink;

import dev.dumplink.audit.AuditUnavailable;
import dev.dumplink.audit.Request;
import dev.dumplink.dump.NightSettings;
import dev.dumplink.dump.Outcome;
import dev.dumplink.postgres.SourceFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The nightly job at a shell; {@link Nights} does it. */
@Command(
        name = "dump",
        description = "Makes the anonymized dump of each database that has a section 'dump', or of those named.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every dump was made",
            "1:one failed",
            "2:usage, configuration or a policy wrong",
            "3:refused: the role is not the right one, real values were found, another night is at it"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DumpCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ConfigOption config;

    @Parameters(paramLabel = "DATABASE", arity = "0..*", description = "As it is called in the configuration.")
    private List<String> names = List.of();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Write files there instead of S3 objects; neither S3 nor Slack is needed then.")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--dry-run",
            description = "Make no dump: print five real rows of each table beside what becomes of them, for whoever"
                    + " approves the policy.")
    private boolean dryRun;

    @Option(
            names = "--width",
            paramLabel = "PLACES",
            description =
                    "How wide a line of --dry-run is, so that long values are shown whole; as the terminal is, or 80.")
    private Optional<Integer> width = Optional.empty();

    @Spec
    private CommandSpec spec;

    DumpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Settings settings = config.load(shell);
        Nights nights =
                new Nights(settings, shell, id -> Request.byOperator(id, shell.user(), "dump"), Optional.empty());
        List<NightSettings> chosen = nights.of(names);
        List<Integer> exits = new ArrayList<>();
        if (dryRun) {
            Preview preview = new Preview(shell, settings.audit(), width);
            chosen.forEach(night -> exits.add(show(preview, night)));
        } else {
            nights.run(chosen, folder, ending -> exits.add(ending.fold(this::made, this::refused, this::failed)));
        }
        return exits.contains(Main.FAILED)
                ? Main.FAILED
                : exits.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private int show(Preview preview, NightSettings night) {
        String name = night.database().value();
        try {
            return preview.show(night)
                    .map(wrong -> complain(name + ": " + wrong.what(), wrong))
                    .orElse(0);
        } catch (SourceFailure | AuditUnavailable e) {
            return complain(name + ": nothing can be shown: " + e.getMessage());
        }
    }

    private int made(Ending.Made made) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(NightSummary.of(made.dump(), made.start(), made.end()));
        out.flush();
        return 0;
    }

    private int refused(Ending.Refused refused) {
        return complain(
                refused.database() + ": no dump was made: " + refused.why().what(), refused.why());
    }

    private int failed(Ending.Failed failed) {
        return complain(failed.database() + ": no dump was made: " + failed.why());
    }

    private int complain(String sentence, Outcome.Refused refused) {
        complain(sentence);
        refused.details().forEach(detail -> shell.err().println("  " + detail));
        return refused.why() == Outcome.Why.POLICY ? Main.WRONG_USAGE : Main.REFUSED;
    }

    private int complain(String sentence) {
        shell.err().println(spec.commandLine().getColorScheme().errorText("dumplink: " + sentence));
        return Main.FAILED;
    }
}
