package dev.dumplink.demo;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.DumpId;
import dev.dumplink.archive.Manifest;
import dev.dumplink.archive.ManifestJson;
import dev.dumplink.archive.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;

/** The committed archives of the sample databases, put into a store as the nightly job would have put them. */
public final class SampleDumps {
    private SampleDumps() {}

    /** The archive that real {@code pg_dump} made of {@code shop} or {@code blog}. */
    public static byte[] archive(String database) {
        try (InputStream resource = SampleDumps.class.getResourceAsStream(database + ".dump")) {
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the dumps of a sample database lie. */
    public static String prefix(String database) {
        return "anonymized/" + database + "/";
    }

    /** Puts archive and manifest; returns the archive's key. */
    public static String put(EmbeddedS3 s3, String database, Instant madeAt) {
        return put(s3, prefix(database), database, archive(database), madeAt);
    }

    /** Puts any archive anywhere, with its manifest. */
    public static String put(EmbeddedS3 s3, String prefix, String database, byte[] archive, Instant madeAt) {
        DumpId id = new DumpId(new DatabaseName(database), madeAt);
        String key = id.archiveKey(prefix);
        s3.put(key, archive);
        s3.put(
                id.manifestKey(prefix),
                ManifestJson.write(new Manifest(id.database(), id.madeAt(), archive.length, Sha256.of(archive))));
        return key;
    }
}
