package dev.dumplink.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * dumplink as the build has packaged it, where there is a jar, as in the tests that come after packaging; and the classes
 * that a JVM remembers from one morning of it ({@link Training}), which makes every start after that a good deal cheaper.
 */
final class Packaged {
    private Packaged() {}

    static Optional<Path> jar() {
        return Optional.ofNullable(System.getProperty("dumplink.jar"))
                .map(jar -> Path.of(jar).toAbsolutePath());
    }

    /** Options for a JVM whose class path is this jar: none where nothing is remembered of it as it is now. */
    static List<String> remembered(Path jar) {
        Path classes = jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", ".jsa"));
        return Files.exists(classes) && !madeBefore(classes, jar)
                // what does not fit after all is left alone, and not a word of it in what a test reads
                ? List.of("-XX:SharedArchiveFile=" + classes, "-Xlog:cds*=off")
                : List.of();
    }

    private static boolean madeBefore(Path one, Path other) {
        try {
            return Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other)) < 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
