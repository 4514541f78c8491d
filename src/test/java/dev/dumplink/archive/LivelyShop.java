package dev.dumplink.archive;

import dev.dumplink.archive.GuardMode.Start;
import dev.dumplink.demo.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A source that has moved on since its dump, two physical copies of it, a server that has nothing to do with it, and the
 * dump, once with its guard and once without.
 */
final class LivelyShop implements AutoCloseable {
    static final String NAME = "shop";

    private final EmbeddedPostgres source;
    private final EmbeddedPostgres copy;
    private final EmbeddedPostgres staging;
    private final EmbeddedPostgres other;
    private final Loading guarded;
    private final Loading unguarded;

    private LivelyShop(EmbeddedPostgres source, Path folder) throws Exception {
        this.source = source;
        source.createDatabase(NAME);
        source.execute(NAME, ServerState.resource("lively.sql"));
        long identifier =
                Long.parseLong(ServerState.ask(source, NAME, "select system_identifier from pg_control_system()"));
        Repacked dump = Repacked.of(source, NAME, folder);
        Path with = Files.write(folder.resolve("guarded.dump"), dump.archive(identifier, 1, 1000));
        Path without = Files.write(folder.resolve("unguarded.dump"), dump.unguarded(1, 1000));
        this.guarded = Loading.of(with, folder.resolve("guarded"));
        this.unguarded = Loading.of(without, folder.resolve("unguarded"));
        source.execute(NAME, ServerState.resource("lively-moved-on.sql"));
        this.copy = source.copy();
        this.staging = source.copy();
        this.other = EmbeddedPostgres.open();
        prepare(other, without);
        prepare(staging, without);
        staging.execute("postgres", "drop database " + NAME);
    }

    static LivelyShop open(Path folder) throws Exception {
        return new LivelyShop(EmbeddedPostgres.open(), folder);
    }

    /** One template for each thing that a database may hold before. */
    private static void prepare(EmbeddedPostgres server, Path archive) throws SQLException {
        for (Start start : Start.values()) {
            String template = template(start);
            server.createDatabase(template);
            if (start != Start.EMPTY) {
                List<String> words = new ArrayList<>(start.options());
                words.addAll(List.of("-e", "-d", server.uri(template), archive.toString()));
                EmbeddedPostgres.client("pg_restore").run(words.toArray(String[]::new));
            }
        }
        server.execute(template(Start.MOVED), ServerState.resource("lively-moved-on.sql"));
    }

    static String template(Start start) {
        return "template_" + start.name().toLowerCase(Locale.ROOT);
    }

    EmbeddedPostgres source() {
        return source;
    }

    /** A physical copy that says nothing of itself. */
    EmbeddedPostgres copy() {
        return copy;
    }

    /** A physical copy whose databases are to be marked. */
    EmbeddedPostgres staging() {
        return staging;
    }

    EmbeddedPostgres other() {
        return other;
    }

    Loading guarded() {
        return guarded;
    }

    Loading unguarded() {
        return unguarded;
    }

    @Override
    public void close() throws IOException {
        for (EmbeddedPostgres server : List.of(other, staging, copy, source)) {
            server.close();
        }
    }
}
