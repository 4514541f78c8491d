package dev.dumplink.archive;

import dev.dumplink.archive.ArchiveHeader.Compression;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** A block's rows, unpacked; its checksum is verified where it ends. */
final class BlockContent extends FilterInputStream {
    private static final int BUFFER = 64 * 1024;

    private final String label;
    private final ChunkInput chunks;
    private final Inflater inflater;
    private boolean ended;

    private BlockContent(InputStream unpacked, String label, ChunkInput chunks, Inflater inflater) {
        super(unpacked);
        this.label = label;
        this.chunks = chunks;
        this.inflater = inflater;
    }

    static BlockContent of(ArchiveInput in, String label, Compression compression) {
        ChunkInput chunks = new ChunkInput(in);
        Inflater inflater = new Inflater();
        InputStream unpacked =
                compression == Compression.NONE ? chunks : new InflaterInputStream(chunks, inflater, BUFFER);
        return new BlockContent(unpacked, label, chunks, inflater);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (ended) {
            return -1;
        }
        int count = unpack(into, from, length);
        if (count < 0) {
            end();
        }
        return count;
    }

    private int unpack(byte[] into, int from, int length) throws IOException {
        try {
            return super.read(into, from, length);
        } catch (ZipException e) {
            // its words are zlib's and hold no data
            throw new UnreadableArchive(label + " is damaged: " + e.getMessage(), e);
        } catch (EOFException e) {
            // the block does, the file goes on: damage, not a cut
            throw new UnreadableArchive(label + " ends in the middle of its rows");
        }
    }

    /** pg_restore would look for the rest of a second stream for ever. */
    private void end() throws IOException {
        ended = true;
        if (in != chunks && !inflater.finished()) {
            throw new UnreadableArchive(label + " is packed with a dictionary that nobody has");
        }
        boolean more = inflater.getRemaining() > 0 || chunks.read() >= 0;
        inflater.end();
        if (more) {
            throw new UnreadableArchive(label + " goes on behind the end of its compressed rows");
        }
    }

    /** Reads and checks what nobody wanted to read. */
    void finish() throws IOException {
        byte[] buffer = new byte[BUFFER];
        while (!ended) {
            read(buffer, 0, BUFFER);
        }
    }

    @Override
    public long skip(long count) throws IOException {
        return Math.max(0, read(new byte[(int) Math.max(0, Math.min(count, BUFFER))]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** The archive stays open; the block's rest is read when the next one is asked for. */
    @Override
    public void close() {}
}
