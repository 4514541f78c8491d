package dev.dumplink.archive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One dump of one database at one moment, and how it is named in a bucket.
 *
 * <p>{@code <prefix><database>_20261122T010003Z.dump} and, written last, {@code <the same>.manifest.json}. Object stores
 * list keys in binary order, so the keys of one database sort by time.
 *
 * @param madeAt when it was made, whole seconds
 */
public record DumpId(DatabaseName database, Instant madeAt) {
    /** How the archive's key ends. */
    public static final String ARCHIVE_SUFFIX = ".dump";
    /** How the manifest's key ends, after the archive's key without its own ending. */
    public static final String MANIFEST_SUFFIX = ".manifest.json";

    private static final String LOCK_SUFFIX = ".lock";

    private static final Pattern FILE = Pattern.compile("([a-z][a-z0-9_-]{0,39})_\\d{8}T\\d{6}Z\\.dump");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX")
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);

    public DumpId {
        madeAt = madeAt.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The dump whose manifest has this key, if it is one of {@code database} directly under {@code prefix}. */
    public static Optional<DumpId> ofManifestKey(String prefix, DatabaseName database, String key) {
        return ofKey(prefix, database, key, MANIFEST_SUFFIX);
    }

    /** The dump whose archive has this key, if it is one of {@code database} directly under {@code prefix}. */
    public static Optional<DumpId> ofArchiveKey(String prefix, DatabaseName database, String key) {
        return ofKey(prefix, database, key, ARCHIVE_SUFFIX);
    }

    /**
     * The dump that a file is called after, whatever stands before the name.
     *
     * @param path an object's key or a file's path, e.g. {@code anonymized/shop/shop_20261122T010003Z.dump}
     */
    public static Optional<DumpId> ofFile(String path) {
        Matcher file = FILE.matcher(path.substring(path.lastIndexOf('/') + 1));
        return file.matches()
                ? ofKey("", new DatabaseName(file.group(1)), file.group(), ARCHIVE_SUFFIX)
                : Optional.empty();
    }

    private static Optional<DumpId> ofKey(String prefix, DatabaseName database, String key, String suffix) {
        String start = keyStart(prefix, database);
        if (!key.startsWith(start) || !key.endsWith(suffix) || key.length() < start.length() + suffix.length()) {
            return Optional.empty();
        }
        try {
            String time = key.substring(start.length(), key.length() - suffix.length());
            DumpId id = new DumpId(database, TIME.parse(time, Instant::from));
            return Optional.of(id).filter(parsed -> parsed.time().equals(time));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What the keys of every dump of {@code database} begin with. */
    public static String keyStart(String prefix, DatabaseName database) {
        return prefix + database + "_";
    }

    /** Where it says whose turn it is to make a dump of {@code database}; no dump has such a key. */
    public static String lockKey(String prefix, DatabaseName database) {
        return prefix + database + LOCK_SUFFIX;
    }

    /** A key that sorts before every dump made at {@code moment} or later and after every earlier one. */
    public static String keyBefore(String prefix, DatabaseName database, Instant moment) {
        return keyStart(prefix, database) + TIME.format(moment.truncatedTo(ChronoUnit.SECONDS));
    }

    public String archiveKey(String prefix) {
        return keyStart(prefix, database) + time() + ARCHIVE_SUFFIX;
    }

    public String manifestKey(String prefix) {
        return keyStart(prefix, database) + time() + MANIFEST_SUFFIX;
    }

    private String time() {
        return TIME.format(madeAt);
    }
}
