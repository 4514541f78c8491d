package dev.dumplink;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Everything an operator at a shell can ask of the audit log. */
@Command(
        name = "audit",
        description = "Reads the audit log.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class AuditCommand {
    private AuditCommand() {}

    static CommandLine with(Map<String, String> environment) {
        return new CommandLine(new AuditCommand()).addSubcommand(new AuditDownloadsCommand(environment));
    }
}
