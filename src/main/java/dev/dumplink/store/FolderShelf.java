package dev.dumplink.store;

import dev.dumplink.archive.ArchiveSink;
import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.DumpId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder that dumps are written to, named as in a bucket. Until it is published an archive is called {@code ….dump.part};
 * everything gets its name when it is whole and on the disk, the manifest last.
 */
public final class FolderShelf implements DumpShelf {
    static final String PART = ".part";

    private final Path folder;
    private final DatabaseName database;
    private final InstantSource clock;

    /** @throws StoreUnavailable if the folder is not there and cannot be made */
    public static FolderShelf open(Path folder, DatabaseName database, InstantSource clock) {
        return FolderCall.of("make " + folder, () -> {
            Files.createDirectories(folder);
            return new FolderShelf(folder, database, clock);
        });
    }

    private FolderShelf(Path folder, DatabaseName database, InstantSource clock) {
        this.folder = folder;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public ArchiveSink begin(DumpId id, long expected) {
        for (Path there : List.of(archive(id), manifest(id), part(id))) {
            if (Files.exists(there)) {
                throw new StoreUnavailable("begin " + there + ": there is one already");
            }
        }
        return FolderCall.of("begin " + part(id), () -> FolderSink.begin(part(id)));
    }

    @Override
    public InputStream open(DumpId id) throws IOException {
        return Files.newInputStream(Files.exists(part(id)) ? part(id) : archive(id));
    }

    @Override
    public void publish(DumpId id, byte[] manifest) {
        FolderCall.of("write " + manifest(id), () -> {
            if (Files.exists(manifest(id))) {
                requireSame(manifest(id), manifest);
                return null;
            }
            Files.move(part(id), archive(id), StandardCopyOption.ATOMIC_MOVE);
            FolderCall.toDisk(folder);
            FolderCall.replace(manifest(id), manifest);
            return null;
        });
    }

    private static void requireSame(Path there, byte[] wanted) throws IOException {
        if (!Arrays.equals(Files.readAllBytes(there), wanted)) {
            throw new StoreUnavailable("write " + there + ": there is another one already");
        }
    }

    @Override
    public void discard(DumpId id) {
        if (Files.exists(manifest(id))) {
            throw new IllegalStateException(archive(id) + " has been published");
        }
        FolderCall.of("delete " + part(id), () -> Files.deleteIfExists(part(id)));
    }

    @Override
    public List<DumpId> published() {
        return names().stream()
                .flatMap(name -> DumpId.ofManifestKey("", database, name).stream())
                .filter(id -> Files.exists(archive(id)))
                .toList();
    }

    private List<String> names() {
        return FolderCall.of("list " + folder, () -> {
            try (Stream<Path> files = Files.list(folder)) {
                return files.map(file -> file.getFileName().toString()).sorted().toList();
            }
        });
    }

    @Override
    public void delete(DumpId id) {
        FolderCall.of("delete " + manifest(id), () -> Files.deleteIfExists(manifest(id)));
        FolderCall.of("delete " + archive(id), () -> Files.deleteIfExists(archive(id)));
    }

    @Override
    public List<String> sweep(Instant before) {
        List<String> swept = new ArrayList<>();
        for (String name : names().stream().filter(ours()).toList()) {
            FolderCall.of("delete " + name, () -> {
                if (Files.getLastModifiedTime(folder.resolve(name)).toInstant().isBefore(before)) {
                    Files.deleteIfExists(folder.resolve(name));
                    swept.add(name + " (unpublished)");
                }
                return null;
            });
        }
        return swept;
    }

    private Predicate<String> ours() {
        return name -> name.endsWith(PART)
                && DumpId.ofArchiveKey("", database, name.substring(0, name.length() - PART.length()))
                        .isPresent();
    }

    @Override
    public Turn takeTurn(String owner, Duration life) {
        return FolderTurn.take(folder.resolve(DumpId.lockKey("", database)), owner, life, clock);
    }

    private Path archive(DumpId id) {
        return folder.resolve(id.archiveKey(""));
    }

    private Path part(DumpId id) {
        return folder.resolve(id.archiveKey("") + PART);
    }

    private Path manifest(DumpId id) {
        return folder.resolve(id.manifestKey(""));
    }

    /** Nothing is held open. */
    @Override
    public void close() {}
}
