package dev.dumplink;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/** The command line run once in this very process, and what it printed. */
record ShellRun(int exit, String out, String err) {

    static ShellRun of(Map<String, String> environment, String... arguments) {
        return reading("", environment, arguments);
    }

    /** @param in what stands on standard input */
    static ShellRun reading(String in, Map<String, String> environment, String... arguments) {
        return run(in, environment, false, arguments);
    }

    /** The same before somebody's eyes. */
    static ShellRun onTerminal(Map<String, String> environment, String... arguments) {
        return run("", environment, true, arguments);
    }

    private static ShellRun run(String in, Map<String, String> environment, boolean terminal, String... arguments) {
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
        return new ShellRun(Main.run(shell, arguments), out.toString(StandardCharsets.UTF_8), err.toString());
    }
}
