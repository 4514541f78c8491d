package dev.dumplink.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * The file under an embedded log. Whoever moves, replaces or deletes it takes the log away, and SQLite would go on writing
 * into what no name leads to any more: rows that nobody will ever read.
 */
final class DatabaseFile {
    private final Path path;
    private Optional<Object> opened = Optional.empty();

    private DatabaseFile(Path path) {
        this.path = path;
    }

    /** Empty where the log is a server's. */
    static Optional<DatabaseFile> of(AuditSettings settings) {
        return settings.dialect().file(settings.url()).map(Path::of).map(DatabaseFile::new);
    }

    /**
     * Before opening it again.
     *
     * @throws AuditUnavailable if it was there and is not: a new one in its place would be another log
     */
    void requireThere() {
        if (opened.isPresent() && Files.notExists(path)) {
            throw gone();
        }
    }

    /** That this is the one that was opened. */
    void remember() {
        opened = Optional.ofNullable(key());
    }

    /** Whether what was opened is still what the name leads to. */
    boolean isSame() {
        return opened.isEmpty() || Objects.equals(opened.get(), key());
    }

    static AuditUnavailable gone() {
        return new AuditUnavailable(
                "the audit database's file is not where it was;" + " put it back, or start again to begin a new log");
    }

    /** What the file system knows it by; null where it is not there, or the system has no such thing. */
    private Object key() {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }
}
