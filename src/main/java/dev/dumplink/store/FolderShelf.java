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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder that dumps are written to, named as in a bucket. Until it is published an archive is called {@code ….dump.part};
 * everything gets its name when it is whole and on the disk, the manifest last. From before the archive gets its name until
 * the dump is there, the manifest lies beside it as a draft, which tells an archive of ours whose publishing was cut short
 * from somebody else's file.
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
            FolderCall.draft(manifest(id), manifest);
            FolderCall.toDisk(folder);
            Files.move(part(id), archive(id), StandardCopyOption.ATOMIC_MOVE);
            FolderCall.toDisk(folder);
            FolderCall.finish(manifest(id));
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
        FolderCall.of("delete " + archive(id), () -> removeUnpublished(id));
    }

    /** The draft goes last: as long as there is an archive, it says whose that is. */
    private boolean removeUnpublished(DumpId id) throws IOException {
        Path draft = FolderCall.draftOf(manifest(id));
        if (Files.exists(draft) && !Files.exists(manifest(id))) {
            Files.deleteIfExists(archive(id));
            FolderCall.toDisk(folder);
        }
        return Files.deleteIfExists(draft);
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
        for (String name : names()) {
            FolderCall.of("delete " + name, () -> {
                if (sweep(name, before)) {
                    swept.add(name + " (unpublished)");
                }
                return null;
            });
        }
        return swept;
    }

    private boolean sweep(String name, Instant before) throws IOException {
        Optional<DumpId> drafted = FolderCall.ofDraft(name).flatMap(of -> DumpId.ofManifestKey("", database, of));
        if (!isPart(name) && drafted.isEmpty()) {
            return false;
        }
        Path file = folder.resolve(name);
        if (!Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
            return false;
        }
        return drafted.isPresent() ? removeUnpublished(drafted.get()) : Files.deleteIfExists(file);
    }

    private boolean isPart(String name) {
        return name.endsWith(PART)
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
