package dev.dumplink.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

/** By what one sees that a file was replaced or written to. */
record FileState(Object file, long size, FileTime modified) {
    /** @throws IOException if it cannot be looked at */
    static FileState of(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new FileState(Objects.requireNonNullElse(now.fileKey(), file), now.size(), now.lastModifiedTime());
    }

    boolean holdsFor(Path path) {
        try {
            return equals(of(path));
        } catch (IOException e) {
            return false;
        }
    }
}
