package dev.dumplink.dump;

import dev.dumplink.archive.ManifestKey;
import dev.dumplink.masking.MaskingKey;
import dev.dumplink.postgres.PgDump;
import dev.dumplink.postgres.SourceSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a database is dumped, as it is written in the configuration. Text that must be read is read here, once, so that what
 * is wrong is known before anything begins.
 *
 * @param url of the database, see {@link SourceSettings#parse}
 * @param policy a file, from the configuration's folder on
 * @param maskingKey see {@link MaskingKeyText}
 * @param signingKey an Ed25519 private key; null signs nothing
 * @param keep how many dumps stay
 * @param jobs connections that read at once
 * @param compression gzip's level, 1 (quick) to 9 (small)
 * @param pgDump a program to use instead of the first pg_dump on PATH; may be null
 */
public record DumpSettings(
        String url,
        String policy,
        String maskingKey,
        String signingKey,
        Integer keep,
        Integer jobs,
        Integer compression,
        String pgDump) {
    static final int DEFAULT_KEEP = 14;
    static final int DEFAULT_JOBS = 2;
    static final int DEFAULT_COMPRESSION = 6;
    private static final int MOST_JOBS = 16;

    public DumpSettings {
        keep = keep == null ? DEFAULT_KEEP : keep;
        jobs = jobs == null ? DEFAULT_JOBS : jobs;
        compression = compression == null ? DEFAULT_COMPRESSION : compression;
        require(url != null && !url.isBlank(), "url is missing: the database to read, with a role that may only read");
        require(
                policy != null && !policy.isBlank(),
                "policy is missing: the file that says what becomes of each column");
        require(keep >= 1, "keep must be at least 1: the newest dump always stays");
        require(jobs >= 1 && jobs <= MOST_JOBS, "jobs must be 1 to " + MOST_JOBS + " connections");
        require(compression >= 1 && compression <= 9, "compression must be 1 (quick) to 9 (small)");
        SourceSettings.parse(url);
        MaskingKeyText.parse(maskingKey);
        signing(signingKey);
    }

    public SourceSettings source() {
        return SourceSettings.parse(url);
    }

    public MaskingKey key() {
        return MaskingKeyText.parse(maskingKey);
    }

    public Optional<ManifestKey> signing() {
        return signing(signingKey);
    }

    private static Optional<ManifestKey> signing(String text) {
        try {
            return Optional.ofNullable(text).filter(key -> !key.isBlank()).map(ManifestKey::parse);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "signing_" + e.getMessage() + "; make one with: openssl genpkey -algorithm ed25519");
        }
    }

    /** @param searchPath directories, as PATH has them */
    public Supplier<PgDump> program(String searchPath) {
        return program(pgDump, searchPath);
    }

    /** @param certain a file, or null for the first on the path */
    public static Supplier<PgDump> program(String certain, String searchPath) {
        return () -> certain == null ? PgDump.onPath(searchPath) : PgDump.at(Path.of(certain));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    @Override
    public String toString() {
        return "DumpSettings[" + source() + ", policy=" + policy + "]";
    }
}
