package dev.dumplink;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Finds out before it hurts what would keep a command from doing its work. */
@Command(
        name = "check",
        description = "Tries what dumps need and says what is wrong and how to mend it. Changes nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "WHAT")
final class CheckCommand {
    private CheckCommand() {}

    static CommandLine line(Shell shell) {
        return new CommandLine(new CheckCommand()).addSubcommand(new CheckPolicyCommand(shell));
    }
}
