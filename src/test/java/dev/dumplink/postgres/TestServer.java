package dev.dumplink.postgres;

import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.Needs;
import dev.dumplink.schema.Column;
import dev.dumplink.schema.DataType;
import dev.dumplink.schema.Table;
import dev.dumplink.schema.TableName;
import java.io.ByteArrayOutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What tests of this package share. */
final class TestServer {
    private TestServer() {}

    /** As its superuser. */
    static SourceSettings settings(EmbeddedPostgres server, String database) {
        return SourceSettings.parse(server.uri(database));
    }

    static SourceSettings settings(EmbeddedPostgres server, String database, String role) {
        return SourceSettings.parse("postgres://" + role + "@127.0.0.1:" + server.port() + "/" + database);
    }

    /** A script beside this class. */
    static Path script(String name) {
        URL url = TestServer.class.getResource(name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A database shared by all of us and not part of the sources. */
    static Path sample(String file) {
        return Needs.path(Path.of("..", "shared", "data").resolve(file), "sample databases lie beside the sources");
    }

    static String text(RowStream stream) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        RowBatch batch = new RowBatch();
        try (stream) {
            while (stream.next(batch)) {
                text.write(batch.bytes(), 0, batch.length());
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    static Table table(String name, String... columns) {
        DataType type = new DataType.Base(
                "pg_catalog", "text", "text", OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
        List<Column> all = List.of(columns).stream()
                .map(column -> new Column(column, type, false, false, false, false, Optional.empty(), Optional.empty()))
                .toList();
        return new Table(
                1,
                new TableName("public", name),
                Table.Kind.TABLE,
                Optional.empty(),
                List.of(),
                all,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                false,
                Optional.empty(),
                -1,
                0);
    }
}
