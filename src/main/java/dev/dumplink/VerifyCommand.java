package dev.dumplink;

import dev.dumplink.audit.Anchor;
import dev.dumplink.audit.AnchorSettings;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.AuditUnavailable;
import dev.dumplink.audit.ChainVerifier;
import dev.dumplink.audit.EventCode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether the log is what was written. Reads only, until the result is known; that is a row too. */
@Command(
        name = "verify",
        description = "Proves that no row of the log was changed, taken out, put in or cut off.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the log is sound", "1:it is not, or could not be read", "2:usage or configuration wrong"},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class VerifyCommand implements Callable<Integer> {
    private static final String S3 = "s3";

    private final Shell shell;

    @Mixin
    private ConfigOption config;

    @Option(
            names = "--anchors",
            paramLabel = "FILE|s3",
            description = "Compare with the anchors there, and not with those wherever audit.anchor says.")
    private String anchors;

    @Spec
    private CommandSpec spec;

    VerifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Settings settings = config.load(shell);
        AuditSettings audit = settings.audit();
        try (AnchorTargets targets = AnchorTargets.open(wanted(audit.anchor()), audit.retain(), settings::storage)) {
            RowProgress progress = new RowProgress(err(), shell.terminal(), shell.clock());
            ChainVerifier.Proof proof =
                    ChainVerifier.prove(audit, targets.copies(), shell.clock().instant(), progress);
            progress.done();
            print(proof);
            record(audit, proof);
            return proof.damage().isEmpty() ? 0 : Main.FAILED;
        }
    }

    private AnchorSettings wanted(AnchorSettings all) {
        if (anchors == null) {
            return all;
        }
        if (all.key() == null && all.publicKeys().isEmpty()) {
            throw new SettingsError("audit.anchor.public_keys: anchors can only be checked with a key");
        }
        if (anchors.equals(S3)) {
            if (all.s3() == null) {
                throw new SettingsError("audit.anchor.s3: it is not set, so there are no anchors in a bucket");
            }
            return with(all, null, all.s3());
        }
        if (!Files.isReadable(Path.of(anchors))) {
            throw new SettingsError("--anchors " + anchors + ": there is no such file that I can read");
        }
        return with(all, anchors, null);
    }

    private static AnchorSettings with(AnchorSettings all, String file, String s3) {
        return new AnchorSettings(all.key(), all.publicKeys(), all.everyRows(), file, s3, null);
    }

    private void print(ChainVerifier.Proof proof) {
        PrintWriter out = spec.commandLine().getOut();
        if (proof.damage().isEmpty()) {
            out.println("sound: " + count(proof.rows(), "row") + " to row " + proof.last() + ", "
                    + count(proof.persons(), "person"));
            out.println(proof.newest()
                    .map(newest -> anchored(newest, proof.holders()))
                    .orElse("no anchor"));
        } else {
            proof.damage().forEach(damage -> out.println("DAMAGED: " + damage));
            out.println(count(proof.rows(), "row") + " sound, to row " + proof.last());
        }
        proof.notes().forEach(note -> out.println("note: " + note));
        out.flush();
    }

    /** Only places that were seen to hold it. */
    private static String anchored(Anchor newest, List<String> holders) {
        return newest + " of " + newest.time() + " covers row " + newest.seq()
                + (holders.size() == 1 ? "; it is in " : "; the same in ") + String.join(", ", holders);
    }

    private static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    /** The verdict stands although it cannot be written down: an auditor may have no right to. */
    private void record(AuditSettings audit, ChainVerifier.Proof proof) {
        if (proof.cut()) {
            err().println("this verification is not in the log: its row would take the place of one that is missing;"
                    + " stop serve, and keep the database and the anchors as they are");
            return;
        }
        boolean sound = proof.damage().isEmpty();
        String what = sound
                ? proof.rows() + " rows to row " + proof.last()
                : proof.damage().get(0);
        try (OperatorLog log = new OperatorLog(audit, shell)) {
            log.record(sound ? EventCode.VERIFIED : EventCode.DAMAGED, "audit verify", what);
        } catch (AuditUnavailable e) {
            err().println("this verification is not in the log: " + e.getMessage());
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
