package dev.dumplink.restore;

import dev.dumplink.archive.ArchiveReader;
import dev.dumplink.archive.DigestingInput;
import dev.dumplink.archive.QualifiedName;
import dev.dumplink.archive.Sha256;
import dev.dumplink.archive.Toc;
import dev.dumplink.archive.TocEntry;
import dev.dumplink.archive.UnreadableArchive;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An archive read once: its digest, its table of contents and how many rows each table has. In bounded memory; whatever is
 * wrong with its form is noted and not thrown, because a digest that is not the promised one says more.
 *
 * @param toc absent if not even that could be read
 * @param rows by table, as its entry calls it; empty where they were not counted
 * @param trouble why it is not sound
 */
record ArchiveContents(
        long size,
        Optional<Sha256> sha256,
        Optional<Toc> toc,
        Map<QualifiedName, Long> rows,
        Optional<UnreadableArchive> trouble) {
    private static final int BUFFER = 64 * 1024;
    private static final byte[] END = {'\\', '.', '\n', '\n', '\n'};

    /**
     * Reads it.
     *
     * @param unpack whether rows are unpacked, which proves them, and counted
     */
    static ArchiveContents read(Path file, boolean unpack, FetchProgress progress) throws IOException {
        long total = Files.size(file);
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                DigestingInput in = DigestingInput.of(bytes)) {
            Reading reading = new Reading(in, total, unpack, progress);
            Optional<UnreadableArchive> trouble = reading.run();
            Sha256 digest = in.sha256();
            progress.at(in.size(), total);
            return new ArchiveContents(
                    in.size(), Optional.of(digest), Optional.ofNullable(reading.toc), reading.rows, trouble);
        }
    }

    private static final class Reading {
        private final DigestingInput in;
        private final long total;
        private final boolean unpack;
        private final FetchProgress progress;
        private final Map<QualifiedName, Long> rows = new HashMap<>();
        private Toc toc;

        Reading(DigestingInput in, long total, boolean unpack, FetchProgress progress) {
            this.in = in;
            this.total = total;
            this.unpack = unpack;
            this.progress = progress;
        }

        Optional<UnreadableArchive> run() throws IOException {
            try {
                ArchiveReader reader = unpack ? ArchiveReader.open(in) : ArchiveReader.openPacked(in);
                toc = reader.toc();
                for (Optional<ArchiveReader.Block> block = reader.next(); block.isPresent(); block = reader.next()) {
                    read(block.get());
                }
                return Optional.empty();
            } catch (UnreadableArchive e) {
                return Optional.of(e);
            }
        }

        private void read(ArchiveReader.Block block) throws IOException {
            long count = count(block.content());
            if (unpack && isCopied(block.entry())) {
                rows.merge(QualifiedName.of(block.entry()), count, Long::sum);
            }
        }

        private static boolean isCopied(TocEntry entry) {
            return entry.is("TABLE DATA")
                    && entry.copy().filter(copy -> !copy.isEmpty()).isPresent();
        }

        /** One row is one line; what ends them is three. */
        private long count(InputStream content) throws IOException {
            byte[] buffer = new byte[BUFFER];
            byte[] last = new byte[END.length];
            long lines = 0;
            int length = content.read(buffer, 0, BUFFER);
            while (length > 0) {
                lines += unpack ? lines(buffer, length) : 0;
                remember(last, buffer, length);
                progress.at(in.size(), total);
                length = content.read(buffer, 0, BUFFER);
            }
            return java.util.Arrays.equals(last, END) ? lines - 3 : lines;
        }

        private static int lines(byte[] text, int length) {
            int lines = 0;
            for (int i = 0; i < length; i++) {
                lines += text[i] == '\n' ? 1 : 0;
            }
            return lines;
        }

        private static void remember(byte[] last, byte[] text, int length) {
            int kept = Math.max(0, last.length - length);
            System.arraycopy(last, last.length - kept, last, 0, kept);
            System.arraycopy(text, Math.max(0, length - last.length), last, kept, last.length - kept);
        }
    }
}
