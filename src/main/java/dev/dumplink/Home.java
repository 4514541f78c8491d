package dev.dumplink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * Where a person's own files lie: what is kept, such as the audit log of a machine without a configuration, and what may be
 * deleted at any time, such as unfinished downloads. See the XDG Base Directory Specification.
 */
record Home(Path state, Path cache) {
    static Home of(Map<String, String> environment) {
        Path home = folder(environment, "HOME").orElse(Path.of(System.getProperty("user.home")));
        return new Home(
                folder(environment, "XDG_STATE_HOME")
                        .orElse(home.resolve(".local/state"))
                        .resolve("dumplink"),
                folder(environment, "XDG_CACHE_HOME")
                        .orElse(home.resolve(".cache"))
                        .resolve("dumplink"));
    }

    /** What is not absolute counts as not set. */
    private static Optional<Path> folder(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute);
    }

    /** The folder of what is kept, for its owner alone. @throws SettingsError if there can be none */
    Path madeState() {
        try {
            Files.createDirectories(state.getParent());
            return Files.isDirectory(state)
                    ? state
                    : Files.createDirectory(
                            state, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new SettingsError(
                    "the folder " + state + " for the audit log cannot be made; name a configuration with --config");
        }
    }
}
