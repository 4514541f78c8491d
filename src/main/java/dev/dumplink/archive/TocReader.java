package dev.dumplink.archive;

import dev.dumplink.archive.ArchiveHeader.Compression;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the beginning of a custom-format archive, versions 1.12 to 1.16: what pg_dump 9.0 to 18 write with {@code -Fc}.
 *
 * <p>Source of the layout: {@code ReadHead} and {@code ReadToc} in PostgreSQL's {@code pg_backup_archiver.c}, and
 * {@code pg_backup_custom.c}.
 */
public final class TocReader {
    private static final byte[] MAGIC = "PGDMP".getBytes(StandardCharsets.US_ASCII);
    private static final int CUSTOM = 1;
    private static final int INT_SIZE = 4;
    private static final int OFFSET_SIZE = 8;
    private static final int ALGORITHM_SINCE = 15;
    private static final int ACCESS_METHOD_SINCE = 14;
    private static final int KIND_SINCE = 16;
    private static final int EPOCH_YEAR = 1900;
    // all of them are held in memory
    private static final int MOST_ENTRIES = 500_000;

    private final ArchiveInput in;

    private TocReader(ArchiveInput in) {
        this.in = in;
    }

    /**
     * Reads header and table of contents; the stream's position afterwards is undefined.
     *
     * @throws UnreadableArchive if that is not what the stream begins with
     */
    public static Toc read(InputStream archive) throws IOException {
        return read(new ArchiveInput(new BufferedInputStream(archive)));
    }

    static Toc read(ArchiveInput in) throws IOException {
        return new TocReader(in).toc();
    }

    private Toc toc() throws IOException {
        try {
            ArchiveHeader header = header();
            int count = in.number();
            if (count < 0 || count > MOST_ENTRIES) {
                throw in.damaged("no archive that we read has " + count + " entries");
            }
            List<TocEntry> entries = new ArrayList<>();
            Set<Integer> ids = new HashSet<>();
            for (int i = 0; i < count; i++) {
                TocEntry entry = entry(header.minor());
                if (!ids.add(entry.id())) {
                    throw in.damaged("entry " + entry.id() + " stands there twice");
                }
                entries.add(entry);
            }
            return new Toc(header, entries);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new UnreadableArchive("damaged before byte " + in.position() + ": " + e.getMessage(), e);
        }
    }

    private ArchiveHeader header() throws IOException {
        byte[] magic = in.bytes(MAGIC.length);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new UnreadableArchive(stranger(magic));
        }
        int major = in.oneByte();
        int minor = in.oneByte();
        int revision = in.oneByte();
        if (major != 1 || minor < ArchiveHeader.OLDEST || minor > ArchiveHeader.NEWEST) {
            throw UnreadableArchive.unsupported("it is an archive of version " + major + "." + minor + "." + revision
                    + "; this version reads 1." + ArchiveHeader.OLDEST + " to 1." + ArchiveHeader.NEWEST);
        }
        if (in.oneByte() != INT_SIZE || in.oneByte() != OFFSET_SIZE) {
            throw in.damaged("numbers have other sizes than pg_dump gives them on any machine of today");
        }
        if (in.oneByte() != CUSTOM) {
            throw UnreadableArchive.unsupported(
                    "it is the contents of a tar or directory dump; only pg_dump -Fc is read");
        }
        return minor < ALGORITHM_SINCE ? withLevel(minor) : withAlgorithm(minor);
    }

    private static String stranger(byte[] start) {
        if (start[0] == 0x1f && (start[1] & 0xff) == 0x8b) {
            return "it is a gzip file: unpack it first";
        }
        boolean text = new String(start, StandardCharsets.ISO_8859_1).chars().allMatch(c -> c >= ' ' || c == '\n');
        return text
                ? "it is plain text, perhaps a SQL script; only archives of pg_dump -Fc are read"
                : "it is no archive of pg_dump";
    }

    private ArchiveHeader withLevel(int minor) throws IOException {
        int level = in.number();
        return rest(minor, level == 0 ? Compression.NONE : Compression.GZIP, level);
    }

    private ArchiveHeader withAlgorithm(int minor) throws IOException {
        int algorithm = in.oneByte();
        if (algorithm >= Compression.values().length) {
            throw in.damaged("compression " + algorithm + " is unknown");
        }
        return rest(minor, Compression.values()[algorithm], 0);
    }

    private ArchiveHeader rest(int minor, Compression compression, int level) throws IOException {
        int second = in.number();
        int minute = in.number();
        int hour = in.number();
        int day = in.number();
        int month = in.number();
        int year = in.number();
        boolean summerTime = in.number() > 0;
        LocalDateTime madeAt = LocalDateTime.of(EPOCH_YEAR + year, month + 1, day, hour, minute, Math.min(second, 59));
        return new ArchiveHeader(
                minor,
                compression,
                level,
                madeAt,
                summerTime,
                in.requiredText("the database's name"),
                in.requiredText("the server's version"),
                in.requiredText("pg_dump's version"));
    }

    private TocEntry entry(int minor) throws IOException {
        int id = in.number();
        boolean hasData = in.number() != 0;
        long catalog = oid();
        long oid = oid();
        String tag = in.requiredText("a name");
        String type = in.requiredText("a type");
        int section = in.number();
        Optional<String> definition = in.text();
        Optional<String> drop = in.text();
        Optional<String> copy = in.text();
        Optional<String> schema = in.text();
        Optional<String> tablespace = in.text();
        Optional<String> accessMethod = minor < ACCESS_METHOD_SINCE ? Optional.empty() : in.text();
        boolean partitioned = minor >= KIND_SINCE && in.number() == 'p';
        Optional<String> owner = in.text();
        // WITH OIDS: always false since pg_dump 12, and ignored by pg_restore since then
        in.text();
        return new TocEntry(
                id,
                hasData,
                catalog,
                oid,
                tag,
                type,
                Section.of(section).orElseThrow(() -> in.damaged("section " + section + " is unknown")),
                definition,
                drop,
                copy,
                schema,
                tablespace,
                // a server before 17 knows none for a partitioned table
                partitioned ? Optional.empty() : accessMethod,
                owner,
                dependencies(),
                offset());
    }

    private long oid() throws IOException {
        return Integer.toUnsignedLong(Integer.parseUnsignedInt(in.requiredText("an oid")));
    }

    private List<Integer> dependencies() throws IOException {
        List<Integer> dependencies = new ArrayList<>();
        for (Optional<String> next = in.text(); next.isPresent(); next = in.text()) {
            dependencies.add(Integer.parseInt(next.get()));
        }
        return dependencies;
    }

    private DataOffset offset() throws IOException {
        int flag = in.oneByte();
        long position = in.eightBytes();
        if (flag < 1 || flag > DataOffset.State.values().length) {
            throw in.damaged("offset of kind " + flag + " is unknown");
        }
        return new DataOffset(DataOffset.State.values()[flag - 1], position);
    }
}
