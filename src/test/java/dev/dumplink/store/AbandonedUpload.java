package dev.dumplink.store;

import dev.dumplink.archive.ArchiveSink;
import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.DumpId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A process of its own that ends in the middle of writing two archives, without closing either. */
final class AbandonedUpload {
    private static final DatabaseName SHOP = new DatabaseName("shop");

    private AbandonedUpload() {}

    /** Arguments: endpoint, bucket, region, key, secret, folder. */
    public static void main(String[] arguments) throws IOException {
        StoreSettings settings =
                new StoreSettings(arguments[1], arguments[2], URI.create(arguments[0]), true, null, null);
        Patience patience = new Patience(InstantSource.system());
        DumpShelf bucket = new BucketShelf(
                ShelfClient.of(
                        settings,
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(arguments[3], arguments[4])),
                        Duration.ofMillis(20),
                        patience),
                settings.bucket(),
                new Location(SHOP, "", true),
                InstantSource.system(),
                patience);
        begin(bucket);
        begin(FolderShelf.open(Path.of(arguments[5]), SHOP, InstantSource.system()));
        System.out.println("begun");
        System.exit(3);
    }

    private static void begin(DumpShelf shelf) throws IOException {
        ArchiveSink sink = shelf.begin(new DumpId(SHOP, Instant.parse("2026-11-22T01:00:03Z")), 0);
        sink.begin(10);
        sink.write(new byte[17 << 20], 0, 17 << 20);
    }
}
