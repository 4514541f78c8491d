package dev.dumplink;

import dev.dumplink.check.PolicySuggestion;
import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.masking.MaskTypes;
import dev.dumplink.postgres.RoleReport;
import dev.dumplink.postgres.Source;
import dev.dumplink.postgres.SourceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder from which {@code dump} is run as cron would run it: a configuration, a policy, and where the files go. */
final class NightRun {
    static final String KEY = "2bSBsXRa5Gz1cyYA3tLzkHqFgQWYx0o9U4i1yqkqk0A=";
    static final String ROLE = "dumplink_reader";

    private final Path folder;
    private final String database;
    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private String url;
    private String more = "";
    private String sections = "";

    private NightRun(Path folder, String database, String url) {
        this.folder = folder;
        this.database = database;
        this.url = url;
    }

    /** Of a database of that name, read by a role that can do nothing else. */
    static NightRun of(Path folder, EmbeddedPostgres server, String database) throws IOException {
        Files.createDirectories(folder);
        return new NightRun(folder, database, url(server.port(), database));
    }

    static String url(int port, String database) {
        return "postgres://" + ROLE + "@127.0.0.1:" + port + "/" + database;
    }

    /** Makes the role as the README says, and lets it into this database. */
    static void grant(EmbeddedPostgres server, String database) throws SQLException {
        for (String statement : RoleReport.rightRole(ROLE, database).split(";\n")) {
            String sql = !statement.startsWith("CREATE ROLE")
                    ? statement
                    : "DO $$ BEGIN " + statement + "; EXCEPTION WHEN duplicate_object THEN NULL; END $$";
            server.execute(database, sql);
        }
    }

    /** The suggested policy as it is printed, written where the configuration expects it. */
    String suggest() throws IOException {
        try (Source source = Source.open(SourceSettings.parse(url))) {
            String policy =
                    PolicySuggestion.of(source, MaskTypes.all(), unread -> {}).toString();
            policy(policy);
            return policy;
        }
    }

    NightRun policy(String yaml) throws IOException {
        Files.writeString(folder.resolve("policy.yml"), yaml);
        return this;
    }

    NightRun url(String other) {
        url = other;
        return this;
    }

    /** Further keys of {@code dump}, each with a comma before it. */
    NightRun with(String keys) {
        more = keys;
        return this;
    }

    /** Further sections of the configuration, whole lines. */
    NightRun sections(String yaml) {
        sections = yaml;
        return this;
    }

    NightRun environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Map<String, String> environment() {
        return environment;
    }

    Path config() throws IOException {
        return Files.writeString(
                folder.resolve("dumplink.yml"),
                """
                audit: {url: 'jdbc:sqlite:%s', stdout: false}
                databases:
                  %s:
                    prefix: anonymized/%s/
                    dump: {url: '%s', policy: policy.yml, masking_key: '%s'%s}
                %s"""
                        .formatted(folder.resolve("audit.db"), database, database, url, KEY, more, sections));
    }

    Path target() {
        return folder.resolve("out");
    }

    ShellRun toFolder() throws IOException {
        return ShellRun.of(environment, "dump", "--config", config().toString(), "--to", target().toString());
    }

    ShellRun toBucket() throws IOException {
        return ShellRun.of(environment, "dump", "--config", config().toString());
    }

    /** The rows of the audit log, as {@code audit list} prints them. */
    String audit() throws IOException {
        return ShellRun.of(environment, "audit", "list", "--config", config().toString())
                .out();
    }

    List<String> files() throws IOException {
        if (!Files.exists(target())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(target())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    Path archive() throws IOException {
        return target().resolve(files().stream()
                .filter(name -> name.endsWith(".dump"))
                .findFirst()
                .orElseThrow());
    }
}
