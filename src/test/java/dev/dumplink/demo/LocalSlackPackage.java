package dev.dumplink.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where the program behind {@link LocalSlack} comes from: an npm package, installed once under {@code target}. */
final class LocalSlackPackage {
    private static final String NAME = "local-slack-linux-x64";
    private static final String VERSION = "0.1.8";
    private static final Path FOLDER = Path.of("target", "local-slack").toAbsolutePath();
    private static final Path PROGRAM = FOLDER.resolve(Path.of("node_modules", NAME, "bin", "local-slack"));

    private LocalSlackPackage() {}

    static synchronized Path program() {
        // tests run in several processes at once
        try (FileChannel lock = FileChannel.open(
                        Files.createDirectories(FOLDER).resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            if (held.isValid() && !Files.exists(PROGRAM)) {
                install(Needs.program("npm"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Needs.path(PROGRAM, "npm said it installed " + NAME);
    }

    private static void install(Program npm) {
        try {
            npm.run(
                    "install",
                    "--prefix",
                    FOLDER.toString(),
                    "--no-save",
                    "--no-audit",
                    "--no-fund",
                    NAME + "@" + VERSION);
        } catch (IllegalStateException e) {
            // no network, or no package for this kind of machine
            throw Needs.missing("npm could not install " + NAME + "@" + VERSION + " (" + e.getMessage() + ")");
        }
    }
}
