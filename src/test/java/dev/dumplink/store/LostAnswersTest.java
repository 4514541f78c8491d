package dev.dumplink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import dev.dumplink.archive.ArchiveSink;
import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.DumpId;
import dev.dumplink.demo.EmbeddedS3;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Stores that do what they are asked and cannot say so, and stores that know no conditions: the embedded one, spoiled. */
final class LostAnswersTest {
    private static final DumpId NIGHT = new DumpId(new DatabaseName("shop"), Instant.parse("2026-11-22T01:00:03Z"));
    private static final byte[] MANIFEST = {'{', '}'};

    private EmbeddedS3 s3;
    private S3Client real;
    private S3Client spoiled;
    private BucketShelf shelf;

    @BeforeEach
    void open() throws IOException {
        s3 = EmbeddedS3.open();
        real = s3.client(s3.uri());
        spoiled = mock(S3Client.class, delegatesTo(real));
        shelf = new BucketShelf(
                spoiled,
                s3.bucket(),
                new Location(NIGHT.database(), "", true),
                () -> Instant.parse("2026-11-22T01:00:03Z"),
                new Patience(InstantSource.system()));
    }

    @AfterEach
    void close() {
        real.close();
        s3.close();
    }

    private static Consumer<CompleteMultipartUploadRequest.Builder> anyCompletion() {
        return ArgumentMatchers.any();
    }

    @Test
    void anUploadIsCompleteWhenTheStoreHoldsItAndNotWhenItSaysSo() throws Exception {
        doAnswer(call -> {
                    call.getMethod().invoke(real, call.getArguments());
                    throw SdkClientException.create("the answer is lost");
                })
                .when(spoiled)
                .completeMultipartUpload(anyCompletion());
        write();
        assertThat(s3.keys()).containsExactly("shop_20261122T010003Z.dump");
    }

    @Test
    void anUploadThatTheStoreForgotIsNone() {
        doThrow(S3Exception.builder().statusCode(500).message("none").build())
                .when(spoiled)
                .completeMultipartUpload(anyCompletion());
        assertThatThrownBy(this::write).isInstanceOf(StoreUnavailable.class).hasMessageContaining("refused, 500");
        assertThat(s3.keys()).isEmpty();
        assertThat(real.listMultipartUploads(list -> list.bucket(s3.bucket())).uploads())
                .isEmpty();
    }

    @Test
    void aManifestWhosePutWasTriedTwiceIsStillOurs() throws Exception {
        write();
        doAnswer(call -> {
                    call.getMethod().invoke(real, call.getArguments());
                    throw S3Exception.builder()
                            .statusCode(412)
                            .message("there is one")
                            .build();
                })
                .when(spoiled)
                .putObject(any(PutObjectRequest.class), any(RequestBody.class));
        shelf.publish(NIGHT, MANIFEST);
        assertThat(shelf.published()).containsExactly(NIGHT);
    }

    @Test
    void aServerWithoutConditionsIsWrittenToWithoutThem() throws Exception {
        doThrow(S3Exception.builder().statusCode(501).message("unknown").build())
                .when(spoiled)
                .putObject(
                        argThat((PutObjectRequest put) ->
                                put != null && (put.ifNoneMatch() != null || put.ifMatch() != null)),
                        any(RequestBody.class));
        write();
        shelf.publish(NIGHT, MANIFEST);
        assertThat(shelf.published()).containsExactly(NIGHT);
        Turn first = shelf.takeTurn("one", Duration.ofHours(1));
        assertThat(first).isInstanceOf(Turn.Mine.class);
        assertThat(shelf.takeTurn("two", Duration.ofHours(1))).isInstanceOf(Turn.Taken.class);
        ((Turn.Mine) first).renew();
        ((Turn.Mine) first).close();
        assertThat(s3.keys()).hasSize(2);
    }

    @Test
    void aFirstPartThatIsLargerThanOthersIsNoHarm() throws Exception {
        byte[] all = ShelfContract.noise(25_000_000);
        try (ArchiveSink sink = shelf.begin(NIGHT, 0)) {
            int first = sink.begin(12_000_000);
            assertThat(first).isEqualTo(12_000_000);
            sink.write(all, first, all.length - first);
            sink.complete(Arrays.copyOf(all, first));
        }
        assertThat(shelf.open(NIGHT).readAllBytes()).isEqualTo(all);
    }

    private void write() throws IOException {
        try (ArchiveSink sink = shelf.begin(NIGHT, 0)) {
            sink.begin(4);
            sink.complete(new byte[] {1, 2, 3, 4});
        }
    }
}
