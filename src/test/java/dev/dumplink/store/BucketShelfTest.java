package dev.dumplink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.archive.ArchiveSink;
import dev.dumplink.demo.EmbeddedS3;
import dev.dumplink.demo.FaultProxy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

final class BucketShelfTest extends ShelfContract {
    private static final String PREFIX = "anonymized/shop/";

    private EmbeddedS3 s3;
    private FaultProxy proxy;
    private S3Client direct;
    private BucketShelf shelf;

    @BeforeEach
    void open() throws IOException {
        s3 = EmbeddedS3.open();
        proxy = FaultProxy.to("127.0.0.1", s3.uri().getPort());
        direct = s3.client(s3.uri());
        shelf = shelf(URI.create("http://127.0.0.1:" + proxy.port()));
    }

    @AfterEach
    void close() throws IOException {
        shelf.close();
        direct.close();
        proxy.close();
        s3.close();
    }

    private BucketShelf shelf(URI endpoint) {
        StoreSettings settings = new StoreSettings(s3.bucket(), s3.region(), endpoint, true, null, null);
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create(s3.accessKey(), s3.secretKey()));
        Patience patience = new Patience(now::get);
        return new BucketShelf(
                ShelfClient.of(settings, credentials, Duration.ofMillis(20), patience),
                s3.bucket(),
                new Location(SHOP, PREFIX, true),
                now::get,
                patience);
    }

    @Override
    DumpShelf shelf() {
        return shelf;
    }

    @Override
    List<String> everything() {
        List<String> names = new ArrayList<>(s3.keys());
        direct.listMultipartUploads(list -> list.bucket(s3.bucket())).uploads().stream()
                .map(MultipartUpload::key)
                .forEach(names::add);
        names.replaceAll(name -> name.substring(PREFIX.length()));
        return names;
    }

    @Override
    void putStranger(String name) {
        s3.put(PREFIX + name, new byte[] {'?'});
    }

    @Test
    void cutConnectionsAreTriedAgain() throws Exception {
        byte[] all = noise(30_000_000);
        try (ArchiveSink sink = shelf.begin(night(1), 0)) {
            int first = sink.begin(1000);
            for (int from = first; from < all.length; from += 4_000_000) {
                if (from == first + 8_000_000) {
                    proxy.reset();
                }
                sink.write(all, from, Math.min(4_000_000, all.length - from));
                if (from == first + 8_000_000) {
                    proxy.pass();
                }
            }
            sink.complete(Arrays.copyOf(all, first));
        }
        try (InputStream in = shelf.open(night(1))) {
            byte[] start = in.readNBytes(3_000_000);
            proxy.reset();
            proxy.pass();
            assertThat(start).isEqualTo(Arrays.copyOf(all, 3_000_000));
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(all, 3_000_000, all.length));
        }
    }

    @Test
    void aStoreThatIsGoneEndsTheWritingAndNothingIsVisible() throws Exception {
        byte[] all = noise(9_000_000);
        ArchiveSink sink = shelf.begin(night(1), 0);
        int first = sink.begin(1000);
        proxy.reset();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20; i++) {
                        sink.write(all, 0, all.length);
                    }
                    sink.complete(Arrays.copyOf(all, first));
                })
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("of anonymized/shop/shop_20261123T010003Z.dump: no answer");
        proxy.pass();
        sink.close();
        assertThat(everything()).isEmpty();
    }

    @Test
    void anObjectThatWasReplacedMeanwhileIsNotReadAsOne() throws Exception {
        write(night(1), 9_000_000);
        try (InputStream in = shelf.open(night(1))) {
            in.readNBytes(10);
            s3.put(PREFIX + "shop_20261123T010003Z.dump", noise(9_000_001));
            proxy.reset();
            proxy.pass();
            assertThatThrownBy(in::readAllBytes).hasMessageContaining("it was replaced while it was read");
        }
    }

    @Test
    void tenThousandPartsAreEnoughForAnything() {
        assertThat(PartSizes.forAbout(0).of(1)).isEqualTo(8 << 20);
        assertThat(PartSizes.forAbout(50L << 30).of(2000)).isEqualTo(8 << 20);
        assertThat(PartSizes.forAbout(200L << 30).of(1)).isBetween(27 << 20, 29 << 20);
        assertThat(PartSizes.forAbout(Long.MAX_VALUE).of(1)).isEqualTo(64 << 20);
        PartSizes unknown = PartSizes.forAbout(0);
        long all = 0;
        for (int number = 1; number <= PartSizes.MOST_PARTS; number++) {
            all += unknown.of(number);
            assertThat(unknown.of(number)).isGreaterThanOrEqualTo(number == 1 ? 0 : unknown.of(number - 1));
        }
        assertThat(all).isGreaterThan(480L << 30);
        assertThatThrownBy(() -> unknown.of(PartSizes.MOST_PARTS + 1)).isInstanceOf(StoreUnavailable.class);
    }
}
