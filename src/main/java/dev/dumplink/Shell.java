package dev.dumplink;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/**
 * Where a command runs.
 *
 * @param user the account at the operating system, which is who does it
 * @param in standard input
 * @param out standard output, for what the command is asked for and nothing else; tells of a reader who has gone
 * @param err standard error, for everything that is said about it
 * @param terminal whether a person watches what is said
 */
record Shell(
        Map<String, String> environment,
        String user,
        InputStream in,
        OutputStream out,
        PrintWriter err,
        boolean terminal,
        InstantSource clock,
        SecureRandom random) {

    static Shell real(Map<String, String> environment) {
        // the account that the process has, not what a variable or an option says
        String user = ProcessHandle.current().info().user().orElseGet(() -> System.getProperty("user.name"));
        return new Shell(
                environment,
                user,
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new PrintWriter(System.err, true),
                System.console() != null,
                InstantSource.system(),
                new SecureRandom());
    }

    /** Whether what is printed may be coloured; see https://no-color.org for who does not want it. */
    boolean colour() {
        return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** How many characters a line holds, as far as anybody has said. */
    int width() {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{1,3}") ? Math.max(60, Integer.parseInt(columns)) : 120;
    }
}
