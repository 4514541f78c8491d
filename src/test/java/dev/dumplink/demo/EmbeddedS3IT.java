package dev.dumplink.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

final class EmbeddedS3IT {
    @TempDir
    Path directory;

    @Test
    void keepsPutsListsAndDeletes() throws IOException {
        Path file = Files.writeString(directory.resolve("b"), "from a file");
        try (EmbeddedS3 s3 = EmbeddedS3.open()) {
            s3.put("shop/b.dump", file);
            s3.put("shop/a.dump", "from memory".getBytes(UTF_8));
            assertThat(s3.keys()).containsExactly("shop/a.dump", "shop/b.dump");
            s3.delete("shop/a.dump");
            assertThat(s3.keys()).containsExactly("shop/b.dump");
        }
    }

    @Test
    void comesBackOnItsPortWithItsObjects() throws IOException {
        try (EmbeddedS3 s3 = EmbeddedS3.open()) {
            s3.put("kept", new byte[] {1});
            URI before = s3.uri();
            s3.stop();
            s3.start();
            assertThat(s3.uri()).isEqualTo(before);
            assertThat(s3.keys()).containsExactly("kept");
        }
    }

    @Test
    void opensADirectoryOfAnEarlierRun() throws IOException {
        int port;
        try (EmbeddedS3 s3 = EmbeddedS3.open(0, directory.resolve("s3"))) {
            s3.put("kept", new byte[] {1});
            port = s3.uri().getPort();
        }
        try (EmbeddedS3 s3 = EmbeddedS3.open(port, directory.resolve("s3"))) {
            assertThat(s3.keys()).containsExactly("kept");
        }
    }

    @Test
    void honoursASignedLinkAndRefusesATamperedOne() throws Exception {
        try (EmbeddedS3 s3 = EmbeddedS3.open();
                S3Presigner presigner = s3.presigner()) {
            s3.put("a.dump", "content".getBytes(UTF_8));
            String link = presigner
                    .presignGetObject(sign -> sign.signatureDuration(Duration.ofMinutes(3))
                            .getObjectRequest(get -> get.bucket(s3.bucket()).key("a.dump")))
                    .url()
                    .toString();
            assertThat(get(link).body()).isEqualTo("content");
            assertThat(get(link.replace("X-Amz-Expires=180", "X-Amz-Expires=9000"))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void aFaultyNetworkInFrontOfItIsFelt() throws IOException {
        try (EmbeddedS3 s3 = EmbeddedS3.open();
                FaultProxy proxy = FaultProxy.to("127.0.0.1", s3.uri().getPort());
                S3Client client = s3.client(URI.create("http://127.0.0.1:" + proxy.port()))) {
            s3.put("a.dump", new byte[1_000]);
            assertThat(read(client, s3)).hasSize(1_000);
            proxy.reset();
            assertThatThrownBy(() -> read(client, s3)).isInstanceOf(SdkClientException.class);
        }
    }

    private static byte[] read(S3Client client, EmbeddedS3 s3) {
        return client.getObjectAsBytes(get -> get.bucket(s3.bucket()).key("a.dump"))
                .asByteArray();
    }

    private static HttpResponse<String> get(String link) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(link))
                                .timeout(Patience.ANSWER)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
