package dev.dumplink.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One of PostgreSQL's client programs on this machine.
 *
 * @param name what it calls itself, e.g. {@code pg_dump}
 * @param version e.g. {@code 15.20}
 * @param major e.g. 15
 */
record ClientProgram(String name, Path file, String version, int major) {
    private static final Pattern VERSION =
            Pattern.compile("(?<name>\\w+) \\(PostgreSQL\\) (?<version>(?<major>\\d+)\\S*)");
    private static final long VERSION_SECONDS = 20;

    static final String MEND = "; install the PostgreSQL client programs of the server's version or newer";

    /**
     * The first one on a search path.
     *
     * @param path directories, as PATH has them
     * @throws SourceFailure if there is none that runs
     */
    static ClientProgram onPath(String name, String path) {
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .map(file -> at(name, file))
                .orElseThrow(() -> new SourceFailure("there is no " + name + " on the PATH" + MEND));
    }

    /** A certain one. @throws SourceFailure if it is not there, or another program */
    static ClientProgram at(String name, Path file) {
        Matcher matcher = VERSION.matcher(versionLine(name, file));
        if (!matcher.find() || !matcher.group("name").equals(name)) {
            throw new SourceFailure(file + " does not say that it is " + name + MEND);
        }
        return new ClientProgram(name, file, matcher.group("version"), Integer.parseInt(matcher.group("major")));
    }

    private static String versionLine(String name, Path file) {
        try {
            Process process = new ProcessBuilder(file.toString(), "--version")
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
            throw new SourceFailure(file + " cannot be run" + MEND);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceFailure("interrupted while asking " + name + " for its version");
        }
    }

    /** What it prints is in English, so that it can be recognized, and what libpq would heed comes from us alone. */
    ProcessBuilder command(List<String> command, SourceSettings settings) {
        ProcessBuilder builder = new ProcessBuilder(command);
        settings.enter(builder.environment(), environmentCharset());
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    /** How this Java writes the environment of programs. */
    private static Charset environmentCharset() {
        return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    }
}
