package dev.dumplink;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the configuration is. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "dumplink.yml",
            description = "The configuration (default: ${DEFAULT-VALUE}).")
    private Path file;

    Path file() {
        return file;
    }

    Settings load(Shell shell) {
        return Settings.load(file, shell.environment());
    }
}
