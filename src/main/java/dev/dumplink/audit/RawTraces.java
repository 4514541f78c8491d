package dev.dumplink.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How often a text stands in the files of a SQLite database, read as the bytes that they are. */
record RawTraces(Path database, String text) {
    private static final int PIECE = 1 << 20;

    /** @throws AuditUnavailable if a file cannot be read */
    long count() {
        long count = 0;
        for (String suffix : List.of("", "-wal", "-journal")) {
            Path file = database.resolveSibling(database.getFileName() + suffix);
            count += Files.exists(file) ? count(file) : 0;
        }
        return count;
    }

    private long count(Path file) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        byte[] buffer = new byte[PIECE + wanted.length];
        long count = 0;
        try (InputStream in = Files.newInputStream(file)) {
            int kept = 0;
            for (int read = in.read(buffer, 0, PIECE); read > 0; read = in.read(buffer, kept, PIECE)) {
                int length = kept + read;
                count += count(buffer, length, wanted);
                // what may be the beginning of one more
                kept = Math.min(wanted.length - 1, length);
                System.arraycopy(buffer, length - kept, buffer, 0, kept);
            }
        } catch (IOException e) {
            throw new AuditUnavailable("the audit database's file cannot be read", e);
        }
        return count;
    }

    private static long count(byte[] buffer, int length, byte[] wanted) {
        long count = 0;
        for (int i = 0; i + wanted.length <= length; i++) {
            if (buffer[i] == wanted[0] && matches(buffer, i, wanted)) {
                count++;
            }
        }
        return count;
    }

    private static boolean matches(byte[] buffer, int at, byte[] wanted) {
        for (int i = 1; i < wanted.length; i++) {
            if (buffer[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
