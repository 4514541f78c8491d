package dev.dumplink.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A database of others goes all the way: dumped, stored, linked to, fetched and restored by the real programs. */
final class PagilaIT {
    @AutoClose
    private static EmbeddedPostgres postgres;

    @AutoClose
    private static EmbeddedS3 s3;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.open();
        s3 = EmbeddedS3.open();
    }

    @Test
    void aDeveloperGetsTheWholeDatabaseThroughTheLink() throws Exception {
        Path script = SharedData.script("pagila");
        postgres.createDatabase("pagila");
        postgres.createDatabase("laptop");
        postgres.load("pagila", script);
        Path dumped = directory.resolve("dumped");
        postgres.pgDump("pagila", dumped);
        s3.put("anonymized/pagila/pagila_20261122T010003Z.dump", dumped);

        URI link = askForTheLink("anonymized/pagila/pagila_20261122T010003Z.dump");
        Path fetched = fetch(link);
        postgres.pgRestore(fetched, "laptop");

        assertThat(fetched).hasSameBinaryContentAs(dumped);
        assertThat(postgres.rowCounts("laptop"))
                .isEqualTo(postgres.rowCounts("pagila"))
                .containsEntry("public.rental", 16_044L);
    }

    private static URI askForTheLink(String key) throws Exception {
        try (S3Presigner presigner = s3.presigner()) {
            return presigner
                    .presignGetObject(sign -> sign.signatureDuration(Duration.ofMinutes(3))
                            .getObjectRequest(get -> get.bucket(s3.bucket()).key(key)))
                    .url()
                    .toURI();
        }
    }

    private Path fetch(URI link) throws IOException, InterruptedException {
        HttpResponse<Path> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(link).build(),
                        HttpResponse.BodyHandlers.ofFile(directory.resolve("fetched")));
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }
}
