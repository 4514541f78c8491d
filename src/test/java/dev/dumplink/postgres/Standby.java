package dev.dumplink.postgres;

import dev.dumplink.demo.EmbeddedPostgres;
import dev.dumplink.demo.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A physical standby of an embedded server, made by pg_basebackup and run by the server's own binaries. */
public final class Standby implements AutoCloseable {
    private final Process process;
    private final int port;
    private final Path log;

    private Standby(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    public static Standby of(EmbeddedPostgres primary, Path folder) throws Exception {
        Path data = folder.resolve("standby");
        EmbeddedPostgres.client("pg_basebackup")
                .run("-R", "-X", "stream", "-c", "fast", "--no-sync", "-D", data.toString(), "-d", primary.uri(""));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        int port = FreePort.next();
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                """
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                # no fewer than its primary has, or it does not start
                max_connections = 1000
                fsync = off
                max_standby_streaming_delay = 0
                max_standby_archive_delay = 0
                """,
                StandardOpenOption.APPEND);
        Standby standby = new Standby(start(binary(primary), data, port, folder), port, folder.resolve("standby.log"));
        standby.await();
        return standby;
    }

    private static Process start(Path binary, Path data, int port, Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(binary.toString(), "-D", data.toString(), "-p", Integer.toString(port)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("standby.log").toFile())
                .start();
    }

    /** The program of the running server. */
    private static Path binary(EmbeddedPostgres primary) throws Exception {
        try (Connection connection = DriverManager.getConnection(primary.jdbcUrl("postgres"))) {
            String data = Rows.one(connection, "SHOW data_directory", row -> row.getString(1));
            long pid = Long.parseLong(
                    Files.readAllLines(Path.of(data, "postmaster.pid")).get(0));
            return Path.of(ProcessHandle.of(pid).orElseThrow().info().command().orElseThrow());
        }
    }

    public int port() {
        return port;
    }

    SourceSettings settings(String database) {
        return SourceSettings.parse("postgres://postgres@127.0.0.1:" + port + "/" + database);
    }

    /** Until it is open to readers. */
    private void await() throws InterruptedException, IOException {
        while (true) {
            try {
                Source.open(settings("postgres")).close();
                return;
            } catch (SourceFailure e) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("the standby ended: " + Files.readString(log), e);
                }
                Thread.sleep(50);
            }
        }
    }

    /** Until everything the primary has written is there too. */
    void catchUp(EmbeddedPostgres primary) throws Exception {
        String written;
        try (Connection connection = DriverManager.getConnection(primary.jdbcUrl("postgres"))) {
            written = Rows.one(connection, "SELECT pg_current_wal_lsn()::text", row -> row.getString(1));
        }
        try (Source source = Source.open(settings("postgres"));
                Connection connection = source.connect()) {
            while (!Rows.one(
                    connection, "SELECT pg_last_wal_replay_lsn() >= '" + written + "'", row -> row.getBoolean(1))) {
                Thread.sleep(20);
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
