package dev.dumplink;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, and what is said when one goes wrong. */
@Command(
        name = "dumplink",
        description = "The latest anonymized database dump, as a three-minute link.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class RootCommand {
    private RootCommand() {}

    /** @param typing at whose other end a person sits, or nobody */
    static int run(Shell shell, Typing typing, String... args) {
        return line(shell, typing, args)
                .setOut(new PrintWriter(new OutputStreamWriter(shell.out(), StandardCharsets.UTF_8), true))
                .setErr(shell.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new HowTo())
                .setExecutionExceptionHandler(new OneLine())
                .execute(args);
    }

    /** With the one command that is named, because each costs part of the start; with all of them if none is. */
    private static CommandLine line(Shell shell, Typing typing, String... args) {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("serve", () -> new CommandLine(new ServeCommand(shell)));
        commands.put("dump", () -> new CommandLine(new DumpCommand(shell)));
        commands.put("restore", () -> RestoreCommand.line(shell, typing));
        commands.put("audit", () -> AuditCommand.line(shell));
        commands.put("check", () -> CheckCommand.line(shell));
        if (args.length > 0 && commands.containsKey(args[0])) {
            commands.keySet().retainAll(List.of(args[0]));
        }
        CommandLine root = new CommandLine(new RootCommand());
        commands.values().forEach(command -> root.addSubcommand(command.get()));
        return root;
    }

    /** Says of a command that was begun without reading the command line what would be said otherwise. */
    static int failed(Shell shell, Exception failure) {
        CommandLine line = new CommandLine(new RootCommand()).setErr(shell.err());
        return new OneLine().handleExecutionException(failure, line, null);
    }

    /** What is wrong, and where to read what would be right. */
    private static final class HowTo implements IParameterExceptionHandler {
        /** What was mistyped is repeated, but never a link's query: links are passwords. */
        private static final Pattern QUERY = Pattern.compile("(https?://[^\\s'\"?]*)\\?[^\\s'\"]*");

        @Override
        public int handleParseException(ParameterException e, String[] args) {
            CommandLine line = e.getCommandLine();
            String message = QUERY.matcher(e.getMessage()).replaceAll("$1?***");
            line.getErr().println(line.getColorScheme().errorText("dumplink: " + message));
            if (UnmatchedArgumentException.printSuggestions(e, line.getErr())) {
                return Main.WRONG_USAGE;
            }
            if (line.getSubcommands().isEmpty()) {
                line.getErr().println("See " + line.getCommandSpec().qualifiedName() + " --help");
            } else {
                line.usage(line.getErr());
            }
            return Main.WRONG_USAGE;
        }
    }

    /** A failure is one line; what it says is for the operator, not for a developer of this program. */
    private static final class OneLine implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
            line.getErr().println(line.getColorScheme().errorText("dumplink: " + e.getMessage()));
            if (e instanceof Refusal) {
                return Main.REFUSED;
            }
            return e instanceof SettingsError ? Main.WRONG_USAGE : Main.FAILED;
        }
    }
}
