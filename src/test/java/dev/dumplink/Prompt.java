package dev.dumplink;

import dev.dumplink.audit.AuditSettings;
import dev.dumplink.demo.AuditDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The command line in this very process, with a configuration of its own and what it printed kept. */
final class Prompt {
    private final Path config;
    private final AuditDatabase database;
    private ShellRun last;

    /** @param anchor what stands under {@code audit.anchor}, in YAML */
    Prompt(Path folder, AuditDatabase database, String retain, String anchor) throws IOException {
        this.config = folder.resolve("dumplink.yml");
        this.database = database;
        Files.writeString(
                config, "audit: {url: '%s', retain: %s, anchor: %s}%n".formatted(database.url(), retain, anchor));
    }

    /** The same as the program reads it. */
    AuditSettings settings() {
        return Settings.load(config, Map.of()).audit();
    }

    AuditDatabase database() {
        return database;
    }

    /** @return the exit code */
    int run(String... arguments) {
        return runWith("", arguments);
    }

    /**
     * @param in what stands on standard input
     * @return the exit code
     */
    int runWith(String in, String... arguments) {
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--config", config.toString()))
                .toArray(String[]::new);
        last = ShellRun.reading(in, Map.of(), all);
        return last.exit();
    }

    String out() {
        return last.out();
    }

    String err() {
        return last.err();
    }
}
