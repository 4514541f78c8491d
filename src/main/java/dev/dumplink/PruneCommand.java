package dev.dumplink;

import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.ChainVerifier;
import dev.dumplink.audit.EventCode;
import dev.dumplink.audit.Pruning;
import dev.dumplink.audit.StreamSettings;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deletes rows past their time. Only of a log that is sound: what is evidence of damage is not swept away. */
@Command(
        name = "prune",
        description = "Deletes the rows that are older than audit.retain, and leaves a signed checkpoint.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done, or there was nothing to do",
            "1:failed, or nothing could go because a stream has not sent it yet",
            "2:usage or configuration wrong; the key that signs is needed",
            "3:refused: the log is damaged, or it was not confirmed"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class PruneCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ConfigOption config;

    @Mixin
    private Confirmation confirmation;

    @Option(names = "--dry-run", description = "Only say what would go.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec;

    PruneCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Settings settings = config.load(shell);
        AuditSettings audit = settings.audit();
        Pruning pruning = pruning(audit, settings.streams());
        Instant now = shell.clock().instant();
        Optional<Pruning.Held> held = pruning.held(now);
        Optional<Pruning.Plan> plan = pruning.plan(now);
        PrintWriter err = spec.commandLine().getErr();
        held.ifPresent(stream -> err.println(sentence(stream)));
        audit.shortness().ifPresent(word -> err.println("note: " + word));
        if (plan.isEmpty()) {
            say(
                    held.isPresent()
                            ? "nothing can go"
                            : "nothing is older than " + audit.retain().toDays() + " days");
            return held.isPresent() ? Main.FAILED : 0;
        }
        say(sentence(plan.get(), dryRun ? "would go" : "will go"));
        if (!dryRun) {
            try (AnchorTargets targets = AnchorTargets.open(audit.anchor(), audit.retain(), settings::storage)) {
                requireSound(audit, targets);
                confirmation.require("prune " + plan.get().rows());
                prune(audit, pruning, plan.get(), targets);
            }
        }
        return 0;
    }

    private static String sentence(Pruning.Held held) {
        return "the stream " + held.stream() + " holds rows back: it has sent row " + held.seq()
                + " last. See why it does not go on, or switch it off under audit";
    }

    private static Pruning pruning(AuditSettings audit, StreamSettings streams) {
        try {
            return new Pruning(audit, streams);
        } catch (IllegalArgumentException e) {
            throw new SettingsError("audit." + e.getMessage());
        }
    }

    private static String sentence(Pruning.Plan plan, String verb) {
        return String.format(
                Locale.ROOT,
                "rows %d to %d, of %s to %s, %s (%,d); %,d stay",
                plan.first(),
                plan.through(),
                plan.from(),
                plan.to(),
                verb,
                plan.rows(),
                plan.left());
    }

    private void requireSound(AuditSettings audit, AnchorTargets targets) {
        RowProgress progress = progress();
        ChainVerifier.Proof proof =
                ChainVerifier.prove(audit, targets.copies(), shell.clock().instant(), progress);
        progress.done();
        if (!proof.damage().isEmpty()) {
            throw new Refusal("the log is damaged, and what may be evidence is not deleted: "
                    + proof.damage().get(0));
        }
    }

    private void prune(AuditSettings audit, Pruning pruning, Pruning.Plan plan, AnchorTargets targets) {
        String which = "rows " + plan.first() + " to " + plan.through() + ", older than "
                + audit.retain().toDays() + " days";
        try (OperatorLog log = new OperatorLog(audit, shell)) {
            log.record(EventCode.PRUNING, "audit prune", which);
            RowProgress progress = progress();
            Pruning.Pruned pruned =
                    pruning.prune(plan, targets.copies(), shell.clock().instant(), progress);
            progress.done();
            say(String.format(
                    Locale.ROOT,
                    "%,d rows are gone, and %,d persons whom no row mentions any more; %s says so",
                    pruned.rows(),
                    pruned.persons(),
                    pruned.checkpoint()));
            log.record(EventCode.PRUNED, "audit prune", which);
        }
    }

    private RowProgress progress() {
        return new RowProgress(spec.commandLine().getErr(), shell.terminal(), shell.clock());
    }

    private void say(String sentence) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(sentence);
        out.flush();
    }
}
