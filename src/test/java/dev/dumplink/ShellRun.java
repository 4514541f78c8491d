package dev.dumplink;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The command line run once in this very process, and what it printed. */
record ShellRun(int exit, String out, String err) {

    static ShellRun of(Map<String, String> environment, String... arguments) {
        return reading("", environment, arguments);
    }

    /** @param in what stands on standard input */
    static ShellRun reading(String in, Map<String, String> environment, String... arguments) {
        return run(in, environment, false, new Typing(Optional.empty()), arguments);
    }

    /** Somebody answers every question the same. */
    static ShellRun typing(String answer, Map<String, String> environment, String... arguments) {
        return run("", environment, false, new Typing(Optional.of(question -> answer)), arguments);
    }

    /** The same before somebody's eyes. */
    static ShellRun onTerminal(Map<String, String> environment, String... arguments) {
        return run("", environment, true, new Typing(Optional.empty()), arguments);
    }

    private static ShellRun run(
            String in, Map<String, String> environment, boolean terminal, Typing typing, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        Shell shell = new Shell(
                environment,
                System.getProperty("user.name"),
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                out,
                new PrintWriter(err, true),
                terminal,
                InstantSource.system(),
                new SecureRandom());
        return new ShellRun(Main.run(shell, typing, arguments), out.toString(StandardCharsets.UTF_8), err.toString());
    }
}
