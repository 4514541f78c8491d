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
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        Shell shell = new Shell(
                environment,
                System.getProperty("user.name"),
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                out,
                new PrintWriter(err, true),
                false,
                InstantSource.system(),
                new SecureRandom());
        return new ShellRun(Main.run(shell, arguments), out.toString(StandardCharsets.UTF_8), err.toString());
    }
}
