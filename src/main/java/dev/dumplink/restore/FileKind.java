package dev.dumplink.restore;

import dev.dumplink.restore.Inspection.Why;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Tells files that begin as archives of {@code pg_dump -Fc} do from everything else that people have, and says what that is. */
final class FileKind {
    private static final int HEAD = 8 * 1024;
    private static final int TAR_MARK = 257;
    private static final String ONLY = "; give an archive made with pg_dump -Fc, or the name of a database";
    private static final Pattern SQL =
            Pattern.compile("(?is)\\A[\\s\\ufeff]*(--|/\\*|\\\\(restrict|connect|c|set|i|echo|copy)\\b"
                    + "|(set|select|create|alter|drop|insert|copy|begin|start|do|grant|delete|update|truncate)\\s).*");

    private final String label;

    private FileKind(String label) {
        this.label = label;
    }

    /**
     * The file itself, where all symbolic links end.
     *
     * @throws NotSound if it is no ordinary file, or none that begins as an archive
     */
    static Path require(Path file, String label) throws IOException {
        return new FileKind(label).require(file);
    }

    private Path require(Path file) throws IOException {
        try {
            Path real = file.toRealPath();
            BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw no(Files.exists(real.resolve("toc.dat")) ? "is a directory dump (pg_dump -Fd)" : "is a folder");
            }
            if (!attributes.isRegularFile()) {
                throw no("is no ordinary file, but a pipe or a device");
            }
            if (attributes.size() == 0) {
                throw new NotSound(Why.HALF, label + " is empty: fetch it again");
            }
            requireArchive(head(Files.newInputStream(real)));
            return real;
        } catch (NoSuchFileException e) {
            throw no(Files.isSymbolicLink(file) ? "is a symbolic link that leads nowhere" : "is not there any more");
        } catch (AccessDeniedException e) {
            throw no("may not be read by this user");
        }
    }

    private NotSound no(String what) {
        return new NotSound(Why.NOT_AN_ARCHIVE, label + " " + what + ONLY);
    }

    private static byte[] head(InputStream file) throws IOException {
        try (file) {
            return file.readNBytes(HEAD);
        }
    }

    private void requireArchive(byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("PGDMP")) {
            return;
        }
        if ("PGDMP".startsWith(start)) {
            throw new NotSound(
                    Why.HALF, label + " is only the first " + head.length + " bytes of an archive: fetch it again");
        }
        if (start.startsWith("\u001f\u008b")) {
            throw gzip(head);
        }
        if (start.startsWith("PK\u0003\u0004")) {
            throw no("is a zip file: unpack it first");
        }
        if (start.length() > TAR_MARK && start.startsWith("ustar", TAR_MARK)) {
            throw no(start.startsWith("toc.dat") ? "is a tar dump (pg_dump -Ft)" : "is a tar file: unpack it first");
        }
        if (start.startsWith("BZh")
                || start.startsWith("\u00fd7zXZ")
                || start.startsWith("(\u00b5/\u00fd")
                || start.startsWith("\u0004\"M\u0018")) {
            throw no("is a compressed file: unpack it first");
        }
        throw text(new String(head, StandardCharsets.UTF_8));
    }

    /** Archives are packed inside; somebody has packed one again, or a script. */
    private NotSound gzip(byte[] head) {
        byte[] inside = new byte[HEAD];
        int length = 0;
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(head))) {
            int next = unpacked.read();
            while (next >= 0 && length < HEAD) {
                inside[length++] = (byte) next;
                next = unpacked.read();
            }
        } catch (IOException e) {
            // we have only its beginning; what came out tells enough
            length = Math.max(0, length);
        }
        String text = new String(inside, 0, length, StandardCharsets.UTF_8);
        if (text.startsWith("PGDMP")) {
            return no("is an archive in a gzip file: unpack it first, with gunzip");
        }
        return SQL.matcher(text).matches()
                ? sql("is a SQL script in a gzip file")
                : no("is a gzip file: unpack it first");
    }

    private NotSound sql(String what) {
        return new NotSound(
                Why.PLAIN_SQL,
                label + " " + what + ", and a script may connect to other databases: make the dump with pg_dump -Fc");
    }

    private NotSound text(String start) {
        String lower = start.stripLeading().toLowerCase(Locale.ROOT);
        if (SQL.matcher(start).matches()) {
            return sql("is a SQL script");
        }
        if (lower.startsWith("<?xml") || lower.startsWith("<error")) {
            return no("is a store's answer that says no: fetch it again, with a new link");
        }
        if (lower.startsWith("<!doctype") || lower.startsWith("<html")) {
            return no("is a web page, perhaps one that asks to log in: fetch it again, with a new link");
        }
        return lower.startsWith("{") ? no("is JSON, perhaps the manifest of a dump") : no("is no archive");
    }
}
