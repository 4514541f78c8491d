package dev.dumplink;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. Exit codes: 0 done, 1 failed, 2 usage or configuration wrong, 3 refused by a guard. */
@Command(
        name = "dumplink",
        description = "The latest anonymized database dump, as a three-minute link.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;
    static final int REFUSED = 3;

    private Main() {}

    public static void main(String[] args) {
        if (!List.of(args).contains("serve")) {
            // standard output is for what was asked for; logging begins after this line
            System.getProperties().putIfAbsent("dumplink.log", "TEXT");
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(run(Shell.real(System.getenv()), args));
    }

    static int run(Shell shell, String... args) {
        return run(shell, new Typing(), args);
    }

    /** @param typing at whose other end a person sits, or nobody */
    static int run(Shell shell, Typing typing, String... args) {
        return new CommandLine(new Main())
                .addSubcommand(new ServeCommand(shell))
                .addSubcommand(new DumpCommand(shell))
                .addSubcommand(RestoreCommand.line(shell, typing))
                .addSubcommand(AuditCommand.line(shell))
                .addSubcommand(CheckCommand.line(shell))
                .setOut(new PrintWriter(new OutputStreamWriter(shell.out(), StandardCharsets.UTF_8), true))
                .setErr(shell.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new HowTo())
                .setExecutionExceptionHandler(new OneLine())
                .execute(args);
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
                return WRONG_USAGE;
            }
            if (line.getSubcommands().isEmpty()) {
                line.getErr().println("See " + line.getCommandSpec().qualifiedName() + " --help");
            } else {
                line.usage(line.getErr());
            }
            return WRONG_USAGE;
        }
    }

    /** A failure is one line; what it says is for the operator, not for a developer of this program. */
    private static final class OneLine implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
            line.getErr().println(line.getColorScheme().errorText("dumplink: " + e.getMessage()));
            if (e instanceof Refusal) {
                return REFUSED;
            }
            return e instanceof SettingsError ? WRONG_USAGE : FAILED;
        }
    }
}
