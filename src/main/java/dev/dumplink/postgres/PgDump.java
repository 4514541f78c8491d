package dev.dumplink.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pg_dump of this machine, which knows better than anybody how a schema is written down. It reads no rows. */
public final class PgDump {
    private static final Pattern VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) (\\d+)\\S*");
    private static final int STATISTICS = 18;
    private static final long VERSION_SECONDS = 20;
    private static final String MEND = "; install the PostgreSQL client programs of the server's version or newer";

    private final Path program;
    private final String version;
    private final int major;

    private PgDump(Path program, String version, int major) {
        this.program = program;
        this.version = version;
        this.major = major;
    }

    /**
     * The first one on a search path.
     *
     * @param path directories, as PATH has them
     * @throws SourceFailure if there is none that runs
     */
    public static PgDump onPath(String path) {
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "pg_dump"))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .map(PgDump::at)
                .orElseThrow(() -> new SourceFailure("there is no pg_dump on the PATH" + MEND));
    }

    /** A certain one. @throws SourceFailure if it is not there, or no pg_dump */
    public static PgDump at(Path program) {
        Matcher matcher = VERSION.matcher(versionLine(program));
        if (!matcher.find()) {
            throw new SourceFailure(program + " does not say that it is pg_dump" + MEND);
        }
        return new PgDump(program, matcher.group().substring("pg_dump (PostgreSQL) ".length()), major(matcher));
    }

    private static int major(Matcher matcher) {
        return Integer.parseInt(matcher.group(1));
    }

    private static String versionLine(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            try {
                process.getOutputStream().close();
                // read no more than a line's worth, from whatever program it may be
                String line = new String(process.getInputStream().readNBytes(200), StandardCharsets.UTF_8);
                return process.waitFor(VERSION_SECONDS, TimeUnit.SECONDS) ? line : "";
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new SourceFailure(program + " cannot be run" + MEND);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceFailure("interrupted while asking pg_dump for its version");
        }
    }

    /** Its version: {@code 15.20}. */
    public String version() {
        return version;
    }

    /** @throws SourceFailure if it is older than a server of this major version, whose schema it could not write */
    public void requireFor(int serverMajor) {
        if (major < serverMajor) {
            throw new SourceFailure(
                    "pg_dump " + version + " (" + program + ") is older than the server, which is PostgreSQL "
                            + serverMajor + "; install postgresql-client-" + serverMajor + " or newer");
        }
    }

    /**
     * Writes a schema, as it is in a snapshot, as an archive in pg_dump's custom format; only its table of contents has
     * anything in it. Privileges, subscriptions, tablespaces and statistics are left out.
     *
     * @param snapshot {@link Snapshot#id}
     * @param serverMajor the server's major version
     * @throws SourceFailure if this pg_dump is older than the server or cannot be started
     */
    public PgDumpOutput schema(SourceSettings source, String snapshot, int serverMajor) {
        requireFor(serverMajor);
        ProcessBuilder builder = new ProcessBuilder(command(source, snapshot));
        source.enter(builder.environment(), programs());
        // its errors in English, so that they can be recognized
        builder.environment().put("LC_ALL", "C");
        try {
            return PgDumpOutput.of(builder.start(), source);
        } catch (IOException e) {
            throw new SourceFailure(program + " cannot be run" + MEND);
        }
    }

    private List<String> command(SourceSettings source, String snapshot) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--schema-only",
                "--format=custom",
                "--encoding=UTF8",
                "--no-privileges",
                "--no-subscriptions",
                "--no-tablespaces",
                "--no-password",
                "--lock-wait-timeout=60s",
                "--snapshot=" + snapshot,
                "--dbname=" + source.libpqUri()));
        if (major >= STATISTICS) {
            command.add("--no-statistics");
        }
        return command;
    }

    /** How this Java writes the environment of programs. */
    private static Charset programs() {
        return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    }
}
