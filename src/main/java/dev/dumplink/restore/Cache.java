package dev.dumplink.restore;

import dev.dumplink.archive.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of downloads, which nobody else may read. A file is called after the archive, a digest of where it comes from
 * (host, bucket and key, never a link's query) and one of which bytes it is to hold; the part that is there is continued
 * only if both are the same.
 */
final class Cache {
    /** What lies longer is of no use: a dump that old is taken from the bucket anew. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final String FOLDER = "rwx------";
    private static final String FILE = "rw-------";
    private static final Pattern NAME = Pattern.compile(".+\\.[0-9a-f]{12}\\.[0-9a-f]{12}\\.dump");

    private final Path folder;
    private final boolean posix;

    private Cache(Path folder) {
        this.folder = folder;
        this.posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** @throws FetchFailed if there is no such folder and it cannot be made, or if it is somebody else's */
    static Cache open(Path folder, Instant now) {
        try {
            Cache cache = new Cache(folder);
            Files.createDirectories(folder);
            if (cache.posix) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(FOLDER));
            }
            cache.sweep(now.minus(KEPT));
            return cache;
        } catch (IOException e) {
            throw new FetchFailed(
                    "the folder for downloads, " + folder + ", cannot be used: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    private void sweep(Instant before) throws IOException {
        for (Path file : files()) {
            if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(before)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** The file for these bytes. */
    Path file(String name, String address, String bytes) {
        String stem = name.endsWith(".dump") ? name.substring(0, name.length() - 5) : name;
        String brief = stem.length() > 100 ? stem.substring(0, 100) : stem;
        return folder.resolve(brief + "." + brief(address) + "." + brief(bytes) + ".dump");
    }

    /** What is there of an archive of that address, whichever bytes they are. */
    Optional<Path> there(String address) throws IOException {
        return files().stream()
                .filter(file -> file.getFileName().toString().contains("." + brief(address) + "."))
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .findFirst();
    }

    /** With them a file is made that only its owner reads. */
    FileAttribute<?>[] attributes() {
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FILE))}
                : new FileAttribute<?>[0];
    }

    /** @throws FetchFailed if that many more bytes do not fit */
    void requireRoom(long bytes) throws IOException {
        long room = Files.getFileStore(folder).getUsableSpace();
        if (room < bytes) {
            throw new FetchFailed(String.format(
                    java.util.Locale.ROOT,
                    "%,d MB more must be fetched, and %s has room for %,d MB: make room there",
                    bytes >> 20,
                    folder,
                    room >> 20));
        }
    }

    private static String brief(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).brief();
    }
}
