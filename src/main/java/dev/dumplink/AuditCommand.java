package dev.dumplink;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Everything an operator at a shell can ask of the request log, and do to it. */
@Command(
        name = "audit",
        description = "Looks into the request log and proves it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class AuditCommand {
    private AuditCommand() {}

    static CommandLine line(Map<String, String> environment) {
        CommandLine audit = new CommandLine(new AuditCommand());
        audit.addSubcommand(new VerifyCommand(environment));
        audit.addSubcommand(new PruneCommand(environment));
        audit.addSubcommand(new WhoseLinkCommand(environment, System.in));
        audit.addSubcommand(new ForgetCommand(environment));
        audit.addSubcommand(new AuditDownloadsCommand(environment));
        return audit;
    }
}
