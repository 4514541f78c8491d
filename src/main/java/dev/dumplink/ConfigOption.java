package dev.dumplink;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where the configuration is. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "dumplink.yml",
            description = "The configuration (default: ${DEFAULT-VALUE}).")
    private Path file;

    Settings load(Map<String, String> environment) {
        return Settings.load(file, environment);
    }
}
