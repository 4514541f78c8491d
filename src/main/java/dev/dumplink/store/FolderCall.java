package dev.dumplink.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** What is done with files, so that it lasts, and what is said when it fails. */
final class FolderCall {
    private static final String HIDDEN = ".";
    private static final String DRAFT = ".new";

    private FolderCall() {}

    /** Something that files may refuse. */
    interface Call<T> {
        T run() throws IOException;
    }

    static <T> T of(String what, Call<T> call) {
        try {
            return call.run();
        } catch (IOException e) {
            throw new StoreUnavailable(what + ": " + reason(e), e);
        }
    }

    /** The file's name, which is all that some of them say, has been said. */
    private static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return "there is a file of that name; name a folder";
        } else if (e instanceof NoSuchFileException) {
            return "nothing can be made there; name a folder that is there or can be made";
        } else if (e instanceof AccessDeniedException) {
            return "this user may not write there";
        }
        return e.getClass() == IOException.class
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName();
    }

    /** Whole or not at all, whatever happens meanwhile. */
    static void replace(Path file, byte[] content) throws IOException {
        draft(file, content);
        finish(file);
    }

    /** The first half of {@link #replace}: what is to stand in a file, beside it and on the disk. */
    static void draft(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                draftOf(file),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            write(channel, 0, ByteBuffer.wrap(content));
            channel.force(true);
        }
    }

    /** The second half. */
    static void finish(Path file) throws IOException {
        Files.move(draftOf(file), file, StandardCopyOption.ATOMIC_MOVE);
        toDisk(file.toAbsolutePath().getParent());
    }

    static Path draftOf(Path file) {
        return file.resolveSibling(HIDDEN + file.getFileName() + DRAFT);
    }

    /** The name of the file whose draft this is by its name. */
    static Optional<String> ofDraft(String name) {
        return name.startsWith(HIDDEN) && name.endsWith(DRAFT) && name.length() > HIDDEN.length() + DRAFT.length()
                ? Optional.of(name.substring(HIDDEN.length(), name.length() - DRAFT.length()))
                : Optional.empty();
    }

    static void write(FileChannel channel, long at, ByteBuffer bytes) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    /** The names in a folder, which are a file of their own. */
    static void toDisk(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
