package dev.dumplink;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Everything an operator at a shell can ask of the request log, and do to it. */
@Command(
        name = "audit",
        description = "Looks into the request log and proves it. Whoever does so is written into it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class AuditCommand {
    private AuditCommand() {}

    static CommandLine line(Shell shell) {
        return new CommandLine(new AuditCommand())
                .addSubcommand(withQualifiers(new AuditListCommand(shell)))
                .addSubcommand(withQualifiers(new AuditExportCommand(shell)))
                .addSubcommand(new VerifyCommand(shell))
                .addSubcommand(new AuditDownloadsCommand(shell))
                .addSubcommand(new WhoseLinkCommand(shell))
                .addSubcommand(new PruneCommand(shell))
                .addSubcommand(new ForgetCommand(shell));
    }

    /** A word such as -outcome:issued begins like an option. */
    private static CommandLine withQualifiers(Object command) {
        return new CommandLine(command).setUnmatchedOptionsArePositionalParams(true);
    }
}
