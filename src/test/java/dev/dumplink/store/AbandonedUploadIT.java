package dev.dumplink.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.Patience;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

final class AbandonedUploadIT {
    @TempDir
    Path folder;

    @Test
    void aProcessThatEndsInTheMiddleLeavesNothing() throws Exception {
        try (EmbeddedS3 s3 = EmbeddedS3.open();
                S3Client client = s3.client(s3.uri())) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            AbandonedUpload.class.getName(),
                            s3.uri().toString(),
                            s3.bucket(),
                            s3.region(),
                            s3.accessKey(),
                            s3.secretKey(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(Patience.limited(process).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(Patience.exit(process)).as(said).isEqualTo(3);
            assertThat(said).contains("begun");
            assertThat(client.listMultipartUploads(list -> list.bucket(s3.bucket()))
                            .uploads())
                    .isEmpty();
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).isEmpty();
            }
        }
    }
}
