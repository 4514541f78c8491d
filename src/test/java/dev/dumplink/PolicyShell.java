package dev.dumplink;

import dev.dumplink.demo.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** {@code check policy} as somebody types it, with a configuration of nothing but where databases and policies are. */
final class PolicyShell {
    /** Stands in every address, and may stand nowhere else. */
    static final String PASSWORD = "hush-hush-reader";

    private final Path folder;
    private final int port;
    private final Map<String, String> environment = new HashMap<>(Map.of("PATH", System.getenv("PATH")));
    private final StringJoiner databases = new StringJoiner("\n", "databases:\n", "\n");

    PolicyShell(Path folder, EmbeddedPostgres postgres) {
        this.folder = folder;
        this.port = postgres.port();
    }

    /** A role such as the README says it should be. */
    static void makeReader(EmbeddedPostgres postgres) throws SQLException {
        postgres.execute(
                "postgres",
                "CREATE ROLE reader LOGIN PASSWORD '" + PASSWORD + "' BYPASSRLS; GRANT pg_read_all_data TO reader");
    }

    PolicyShell database(String name) {
        return database(name, "reader");
    }

    PolicyShell database(String name, String role) {
        return dump(name, "{url: '" + url(role, port, name) + "', policy: policies/" + name + ".yml}");
    }

    /** @param section the section dump, in YAML */
    PolicyShell dump(String name, String section) {
        databases.add("  " + name + ": {prefix: a/" + name + "/, dump: " + section + "}");
        return this;
    }

    PolicyShell environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    static String url(String role, int port, String database) {
        return "postgres://" + role + ":" + PASSWORD + "@127.0.0.1:" + port + "/" + database;
    }

    Path policy(String name) throws IOException {
        return Files.createDirectories(folder.resolve("policies")).resolve(name + ".yml");
    }

    ShellRun check(String... words) throws IOException {
        return ShellRun.of(environment, arguments(words));
    }

    ShellRun checkOnTerminal(String... words) throws IOException {
        return ShellRun.onTerminal(environment, arguments(words));
    }

    private String[] arguments(String... words) throws IOException {
        Path config = folder.resolve("dumplink.yml");
        Files.writeString(config, databases.toString());
        return Stream.of(Stream.of("check", "policy"), Stream.of(words), Stream.of("--config", config.toString()))
                .flatMap(each -> each)
                .toArray(String[]::new);
    }

    /** Makes the policy of a database that exists, as a newcomer would. */
    ShellRun suggest(String name) throws IOException {
        ShellRun run = check(name, "--suggest");
        Files.writeString(policy(name), run.out());
        return run;
    }
}
