package dev.dumplink.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a test needs from the machine it runs on. Where that is missing the test is skipped and says what it missed;
 * with {@code DUMPLINK_SKIP_NOTHING=1} in the environment it fails instead, so that a build server cannot be green by
 * testing nothing.
 */
public final class Needs {
    private static final Logger LOG = LoggerFactory.getLogger(Needs.class);
    private static final boolean SKIP_NOTHING = "1".equals(System.getenv("DUMPLINK_SKIP_NOTHING"));

    private Needs() {}

    /** The program of this name on the PATH. */
    public static Program program(String name) {
        return onPath(name).orElseThrow(() -> missing(name + " is not on the PATH"));
    }

    /** The file or directory, which somebody has to have put there; {@code why} says who and what for. */
    public static Path path(Path path, String why) {
        if (!Files.exists(path)) {
            throw missing(path + " is missing: " + why);
        }
        return path;
    }

    /** What only root may do, and root in a container perhaps not; the numbers are Linux's. */
    public enum Right {
        LINUX_IMMUTABLE(9),
        SYS_ADMIN(21);

        private final int capability;

        Right(int capability) {
            this.capability = capability;
        }

        private boolean held() {
            // in a user namespace of its own, as some containers have it, everybody seems to hold everything
            return line("status", "CapEff:")
                            .filter(rights -> (Long.parseLong(rights, 16) >> capability & 1) == 1)
                            .isPresent()
                    && line("uid_map", "0")
                            .filter(map -> map.matches("0 +4294967295"))
                            .isPresent();
        }

        private static Optional<String> line(String file, String start) {
            try (Stream<String> lines = Files.lines(Path.of("/proc/self", file))) {
                return lines.map(String::strip)
                        .filter(line -> line.startsWith(start))
                        .map(line -> line.substring(start.length()).strip())
                        .findFirst();
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * Something done that takes a right: where this process holds it, it has to work, like every other need. Where it does
     * not, or the file system knows of no such thing, nobody here can mend that, and the test is skipped aloud whatever the
     * environment says.
     */
    public static void done(Right right, String program, Object... arguments) {
        try {
            program(program).run(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        } catch (IllegalStateException e) {
            throw refused(e.getMessage().strip(), right.held(), SKIP_NOTHING);
        }
    }

    static RuntimeException refused(String what, boolean held, boolean skipNothing) {
        boolean unknown = what.contains("not supported") || what.contains("Inappropriate ioctl");
        return held && !unknown ? missing(what, skipNothing) : skipped("not possible on this machine: " + what);
    }

    /** What to throw when a need cannot be met: the test's skip, or its failure where nothing may be skipped. */
    static RuntimeException missing(String what) {
        return missing(what, SKIP_NOTHING);
    }

    static RuntimeException missing(String what, boolean skipNothing) {
        if (skipNothing) {
            throw new AssertionFailedError(what + ", and DUMPLINK_SKIP_NOTHING=1 forbids to skip");
        }
        return skipped(what);
    }

    /** What to throw when a test cannot run here and nobody is to blame: always a skip. */
    static TestAbortedException skipped(String what) {
        // a class that is skipped as a whole leaves no trace in the build's summary
        LOG.warn("test skipped: {}", what);
        return new TestAbortedException(what);
    }

    static Optional<Program> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Program::new)
                .findFirst();
    }
}
