package dev.dumplink.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** Keeps an archive in memory, its first part of a size that a test chooses, and may fail after some bytes. */
final class MemorySink implements ArchiveSink {
    private final int firstPart;
    private final long failAfter;
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private Optional<byte[]> first = Optional.empty();
    private boolean closed;

    MemorySink(int firstPart) {
        this(firstPart, Long.MAX_VALUE);
    }

    MemorySink(int firstPart, long failAfter) {
        this.firstPart = firstPart;
        this.failAfter = failAfter;
    }

    @Override
    public int begin(int least) {
        return Math.max(least, firstPart);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        rest.write(bytes, from, length);
        if (rest.size() > failAfter) {
            throw new IOException("the sink is full");
        }
    }

    @Override
    public void complete(byte[] beginning) {
        first = Optional.of(beginning);
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean isComplete() {
        return first.isPresent();
    }

    boolean isClosed() {
        return closed;
    }

    byte[] archive() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first.orElseThrow());
        all.writeBytes(rest.toByteArray());
        return all.toByteArray();
    }
}
