package dev.dumplink;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is there when it is complete, and not before: until then it is another one beside it. Its owner's alone. */
final class WholeFile implements AutoCloseable {
    private final Path target;
    private final Path partial;
    private final FileChannel channel;

    private WholeFile(Path target, Path partial, FileChannel channel) {
        this.target = target;
        this.partial = partial;
        this.channel = channel;
    }

    static WholeFile beside(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new IOException(target + " is a directory");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no directory " + folder);
        }
        Path partial = Files.createTempFile(folder, target.getFileName() + ".", ".part");
        return new WholeFile(target, partial, FileChannel.open(partial, StandardOpenOption.WRITE));
    }

    OutputStream stream() {
        return Channels.newOutputStream(channel);
    }

    void complete() throws IOException {
        channel.force(true);
        channel.close();
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(partial);
    }
}
