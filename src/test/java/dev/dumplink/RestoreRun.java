package dev.dumplink;

import dev.dumplink.demo.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A laptop: a home of its own, no configuration unless it is given one, and the commands as they are typed there. */
final class RestoreRun {
    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private final Path home;
    private final List<String> config = new ArrayList<>();

    RestoreRun(Path home) throws IOException {
        this.home = Files.createDirectories(home);
        environment.put("HOME", home.toString());
        environment.keySet().removeIf(name -> name.startsWith("XDG_"));
    }

    /** From now on there is a configuration. */
    RestoreRun configured(String yaml) throws IOException {
        Path file = Files.writeString(home.resolve("dumplink.yml"), yaml);
        config.clear();
        config.addAll(List.of("--config", file.toString()));
        return this;
    }

    Map<String, String> environment() {
        return environment;
    }

    Path home() {
        return home;
    }

    ShellRun restore(String... arguments) {
        return ShellRun.of(environment, command(arguments));
    }

    /** Somebody types this at every question. */
    ShellRun typing(String answer, String... arguments) {
        return ShellRun.typing(answer, environment, command(arguments));
    }

    private String[] command(String... arguments) {
        return Stream.of(Stream.of("restore"), Stream.of(arguments), config.stream())
                .flatMap(each -> each)
                .toArray(String[]::new);
    }

    /** The codes in this laptop's own audit log, oldest first. */
    List<String> audit() throws SQLException {
        Path log = home.resolve(".local/state/dumplink/audit.db");
        if (!Files.exists(log)) {
            return List.of();
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + log);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select code from audit_event order by seq")) {
            List<String> codes = new ArrayList<>();
            while (rows.next()) {
                codes.add(rows.getString(1));
            }
            return codes;
        }
    }

    /** One value. */
    static String ask(EmbeddedPostgres server, String database, String question) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(database));
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    /** The names of a server's databases, in one line. */
    static String databases(EmbeddedPostgres server) throws SQLException {
        return ask(
                server,
                "postgres",
                "select string_agg(datname, ' ' order by datname) from pg_database where not datistemplate");
    }
}
