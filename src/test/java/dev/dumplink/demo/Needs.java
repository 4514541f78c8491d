package dev.dumplink.demo;

import java.io.File;
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
