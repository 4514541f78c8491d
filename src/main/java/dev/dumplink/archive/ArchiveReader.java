package dev.dumplink.archive;

import dev.dumplink.archive.ArchiveHeader.Compression;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a custom-format archive from its first byte to its last, as a stream and in bounded memory, and believes nothing:
 * each block must belong to an entry that expects one, lie where the table of contents says, and be whole; at the end no
 * entry may be without its rows. Not thread-safe.
 */
public final class ArchiveReader {
    private static final int ROWS = 1;
    private static final int LARGE_OBJECTS = 3;

    private final ArchiveInput in;
    private final Toc toc;
    private final Compression compression;
    private final Map<Integer, TocEntry> expected;
    private Optional<BlockContent> open = Optional.empty();

    private ArchiveReader(ArchiveInput in, Toc toc, Compression compression) {
        this.in = in;
        this.toc = toc;
        this.compression = compression;
        this.expected = toc.entries().stream()
                .filter(TocEntry::hasData)
                .collect(Collectors.toMap(TocEntry::id, entry -> entry, (one, other) -> one, HashMap::new));
    }

    /**
     * Reads header and table of contents. The caller closes the stream.
     *
     * @throws UnreadableArchive if it is none, or is packed with anything but gzip
     */
    public static ArchiveReader open(InputStream archive) throws IOException {
        return open(archive, true);
    }

    /**
     * The same, but rows come as they are packed, and whether they could be unpacked is not looked at: for archives whose
     * digest tells that already.
     */
    public static ArchiveReader openPacked(InputStream archive) throws IOException {
        return open(archive, false);
    }

    private static ArchiveReader open(InputStream archive, boolean unpack) throws IOException {
        ArchiveInput in = new ArchiveInput(new BufferedInputStream(archive, 64 * 1024));
        Toc toc = TocReader.read(in);
        Compression compression = toc.header().compression();
        if (compression != Compression.GZIP && compression != Compression.NONE) {
            throw UnreadableArchive.unsupported("its rows are compressed with " + compression + "; only gzip is read");
        }
        return new ArchiveReader(in, toc, unpack ? compression : Compression.NONE);
    }

    public Toc toc() {
        return toc;
    }

    /**
     * A table's rows.
     *
     * @param content COPY text as it is in the archive, with pg_dump's {@code \.} and two empty lines at its end; readable
     *     until the next block is asked for
     */
    public record Block(TocEntry entry, InputStream content) {}

    /**
     * The next block, after the rest of the one before has been read and checked; empty where the archive properly ends.
     *
     * @throws UnreadableArchive if anything is not as it should be
     */
    public Optional<Block> next() throws IOException {
        if (open.isPresent()) {
            open.get().finish();
            open = Optional.empty();
        }
        long start = in.position();
        int kind = in.byteOrEnd();
        if (kind < 0) {
            end();
            return Optional.empty();
        }
        return Optional.of(block(start, kind));
    }

    private Block block(long start, int kind) throws IOException {
        if (kind == LARGE_OBJECTS) {
            throw UnreadableArchive.unsupported("it holds large objects, which no dump of ours does");
        }
        if (kind != ROWS) {
            throw in.damaged("block of kind " + kind + " is unknown");
        }
        int id = in.number();
        TocEntry entry = Optional.ofNullable(expected.remove(id))
                .orElseThrow(() -> in.damaged("rows of entry " + id + ", which has none or had them before"));
        DataOffset offset = entry.offset();
        if (offset.state() == DataOffset.State.KNOWN && offset.position() != start) {
            throw in.damaged(entry.label() + " begins at " + start + ", and was said to at " + offset.position());
        }
        BlockContent content = BlockContent.of(in, entry.label(), compression);
        open = Optional.of(content);
        return new Block(entry, content);
    }

    private void end() throws UnreadableArchive {
        if (!expected.isEmpty()) {
            TocEntry missing = expected.values().iterator().next();
            throw new UnreadableArchive(
                    "cut off at byte " + in.position() + ": " + missing.label() + " is missing", new EOFException());
        }
    }
}
