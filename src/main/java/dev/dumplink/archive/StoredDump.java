package dev.dumplink.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A finished dump in the bucket.
 *
 * @param madeAt by the manifest, or when the object was stored if another tool made it
 * @param size in bytes
 * @param etag what the store calls these bytes, the manifest's after the archive's
 * @param sha256 known where a manifest tells it
 * @param version the store's version of the object, where it keeps versions and lets us read them
 * @param seal known where a signed manifest tells it
 * @param rows of all its tables, known where the manifest lists them
 */
public record StoredDump(
        DatabaseName database,
        String key,
        Instant madeAt,
        long size,
        String etag,
        Optional<Sha256> sha256,
        Optional<String> version,
        Optional<ArchiveSeal> seal,
        OptionalLong rows) {
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]+");

    /** Not sealed, nor its rows known. */
    public StoredDump(
            DatabaseName database,
            String key,
            Instant madeAt,
            long size,
            String etag,
            Optional<Sha256> sha256,
            Optional<String> version) {
        this(database, key, madeAt, size, etag, sha256, version, Optional.empty(), OptionalLong.empty());
    }

    /** The same for a link that is to be as short as can be: it proves nothing then. */
    public StoredDump unproven() {
        return new StoredDump(database, key, madeAt, size, etag, Optional.empty(), version);
    }

    /** Whether it was made on that day, in UTC. */
    public boolean madeOn(LocalDate day) {
        return LocalDate.ofInstant(madeAt, ZoneOffset.UTC).equals(day);
    }

    /** Of the key alone, whose hash is remembered: every link looks its dump up. */
    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** The name for the downloaded file: the key's last part, with nothing in it that a shell or header would read. */
    public String fileName() {
        String end = key.substring(key.lastIndexOf('/') + 1);
        String last = isSafe(end) ? end : UNSAFE.matcher(end).replaceAll("_");
        return last.startsWith(".") || last.startsWith("-") ? database + last : last;
    }

    /** Nearly every name is: every link asks, and without a pattern it costs nothing. */
    private static boolean isSafe(String name) {
        return name.chars()
                .allMatch(c -> c >= 'a' && c <= 'z'
                        || c >= 'A' && c <= 'Z'
                        || c >= '0' && c <= '9'
                        || c == '.'
                        || c == '_'
                        || c == '-');
    }
}
