package dev.dumplink.store;

import dev.dumplink.archive.ArchiveSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;

/** An archive on its way into a file. The beginning's place stays free until the end; without one the file goes again. */
final class FolderSink implements ArchiveSink {
    private final Path file;
    private final FileChannel channel;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread atExit = new Thread(this::undo, "dumplink-remove-part");
    private long position;

    private FolderSink(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static FolderSink begin(Path file) throws IOException {
        FolderSink sink =
                new FolderSink(file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        Runtime.getRuntime().addShutdownHook(sink.atExit);
        return sink;
    }

    @Override
    public int begin(int least) {
        position = least;
        return least;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        FolderCall.write(channel, position, ByteBuffer.wrap(bytes, from, length));
        position += length;
    }

    @Override
    public void complete(byte[] first) throws IOException {
        FolderCall.write(channel, 0, ByteBuffer.wrap(first));
        channel.force(true);
        channel.close();
        FolderCall.toDisk(file.toAbsolutePath().getParent());
        over.set(true);
    }

    private void undo() {
        if (over.getAndSet(true)) {
            return;
        }
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is unfinished and remains", e);
        }
    }

    @Override
    public void close() {
        undo();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the process ends, and the hook has done it or will find nothing to do
            return;
        }
    }
}
