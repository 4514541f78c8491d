package dev.dumplink.postgres;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dumplink.demo.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

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
        Path path = Path.of("..", "shared", "data").resolve(file);
        assumeTrue(
                Files.exists(path), () -> path + " is missing: sample databases lie beside the sources, not in them");
        return path;
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
}
