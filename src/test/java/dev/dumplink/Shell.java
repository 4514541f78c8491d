package dev.dumplink;

import dev.dumplink.audit.AuditSettings;
import dev.dumplink.demo.AuditDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command line in this very process, with a configuration of its own and what it printed kept. */
final class Shell {
    private final Path config;
    private final AuditDatabase database;
    private String out = "";
    private String err = "";

    /** @param anchor what stands under {@code audit.anchor}, in YAML */
    Shell(Path folder, AuditDatabase database, String retain, String anchor) throws IOException {
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
        StringWriter printed = new StringWriter();
        StringWriter complained = new StringWriter();
        CommandLine line =
                Main.line(Map.of()).setOut(new PrintWriter(printed, true)).setErr(new PrintWriter(complained, true));
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--config", config.toString()))
                .toArray(String[]::new);
        int code = line.execute(all);
        out = printed.toString();
        err = complained.toString();
        return code;
    }

    String out() {
        return out;
    }

    String err() {
        return err;
    }
}
