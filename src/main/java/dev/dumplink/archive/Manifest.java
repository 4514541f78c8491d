package dev.dumplink.archive;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a finished dump: the JSON object beside it. A reader that only hands the archive out needs the first four.
 *
 * <p>Wire form, UTF-8: {@code {"format": 1, "database": "shop", "made_at": "2026-11-22T01:00:03Z",
 * "archive": {"size": 1503238553, "sha256": "…"}}}, where it is signed {@code archive.seal}, and where dumplink made the dump {@code snapshot_at}, {@code tables},
 * {@code without_rows}, {@code left_out}, {@code policy}, {@code tools}, {@code source}, {@code leak_scan} and
 * {@code signature}. Fields that this version does not read are left alone, so that a newer writer of the same format
 * number stays readable.
 *
 * @param madeAt when the dump was made
 * @param size the archive's length in bytes
 * @param sha256 the archive's digest, taken from what the store really holds
 * @param contents absent in manifests of other makers
 * @param seal the signature that links carry; absent in unsigned manifests and those of before there was one
 */
public record Manifest(
        DatabaseName database,
        Instant madeAt,
        long size,
        Sha256 sha256,
        Optional<Contents> contents,
        Optional<ArchiveSeal> seal) {
    /** The format number this version writes and reads. */
    public static final int FORMAT = 1;

    public Manifest {
        if (size <= 0) {
            throw new IllegalArgumentException("an archive has at least one byte, not " + size);
        }
    }

    /** Of a dump whose contents nobody has listed. */
    public Manifest(DatabaseName database, Instant madeAt, long size, Sha256 sha256) {
        this(database, madeAt, size, sha256, Optional.empty());
    }

    /** Not sealed. */
    public Manifest(DatabaseName database, Instant madeAt, long size, Sha256 sha256, Optional<Contents> contents) {
        this(database, madeAt, size, sha256, contents, Optional.empty());
    }
}
