package dev.dumplink.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * What the disk allows, by itself: nobody's answer may leave before its rows are durable, so at so many connections at most
 * so many requests share one wait for the disk. No HTTP, no checks, no chain, no index; {@link BotBenchmark} prints it
 * beside what is measured with all of them.
 */
final class DiskFloor {
    private static final int ROWS = 2;
    private static final int ROW_BYTES = 1000;
    private static final long LOG_BYTES = 48L << 20;

    private final Path folder;
    private final Duration length;

    DiskFloor(Path folder, Duration length) {
        this.folder = folder;
        this.length = length;
    }

    /** Requests a second if their rows were only written over what a file holds, and forced. */
    double forced(int connections) throws IOException {
        ByteBuffer rows = ByteBuffer.allocateDirect(connections * ROWS * ROW_BYTES);
        try (FileChannel file = FileChannel.open(
                folder.resolve("floor.bin"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE)) {
            for (ByteBuffer all = ByteBuffer.allocate(1 << 20); file.size() < LOG_BYTES; all.clear()) {
                file.write(all);
            }
            file.force(true);
            long place = 0;
            long forces = 0;
            long start = System.nanoTime();
            while (System.nanoTime() - start < length.toNanos()) {
                file.write(rows.clear(), place);
                file.force(false);
                place = (place + rows.capacity()) % (LOG_BYTES - rows.capacity());
                forces++;
            }
            return forces * connections / seconds(start);
        }
    }

    /** Requests a second if their rows were only committed by SQLite as durably as the audit log's are. */
    double committed(int connections) throws SQLException {
        String row = "x".repeat(ROW_BYTES);
        try (Connection sqlite = DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve("floor.db") + "?journal_mode=WAL&synchronous=FULL");
                Statement plain = sqlite.createStatement()) {
            plain.execute("CREATE TABLE IF NOT EXISTS row (seq INTEGER PRIMARY KEY, text TEXT NOT NULL)");
            try (PreparedStatement insert = sqlite.prepareStatement("INSERT INTO row (text) VALUES (?)")) {
                long commits = 0;
                long start = System.nanoTime();
                while (System.nanoTime() - start < length.toNanos()) {
                    plain.execute("BEGIN IMMEDIATE");
                    for (int i = 0; i < connections * ROWS; i++) {
                        insert.setString(1, row);
                        insert.executeUpdate();
                    }
                    plain.execute("COMMIT");
                    commits++;
                }
                return commits * connections / seconds(start);
            }
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
