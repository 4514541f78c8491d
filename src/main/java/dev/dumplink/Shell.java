package dev.dumplink;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

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
    private static final Pattern COLUMNS = Pattern.compile("[1-9][0-9]{1,3}");
    private static final int NARROWEST = 60;
    private static final int USUAL = 80;

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

    /** How many characters a table's line may take, never fewer than 60: as the environment says, or else the terminal, or else the usual 80. */
    int width() {
        return Math.max(NARROWEST, columns());
    }

    /** The same, however narrow: for what must not wrap. */
    int columns() {
        String columns = environment.getOrDefault("COLUMNS", "");
        return COLUMNS.matcher(columns).matches()
                ? Integer.parseInt(columns)
                : terminal ? terminalWidth().orElse(USUAL) : USUAL;
    }

    /** The JDK cannot tell; {@code stty} can wherever there is a terminal. */
    private static OptionalInt terminalWidth() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "stty size < /dev/tty")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readNBytes(40), StandardCharsets.US_ASCII).strip();
            String[] parts = size.split(" ");
            return parts.length == 2 && COLUMNS.matcher(parts[1]).matches()
                    ? OptionalInt.of(Integer.parseInt(parts[1]))
                    : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }
}
