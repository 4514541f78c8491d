package dev.dumplink.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data of an empty PostgreSQL 15 server that was stopped. Copying them takes a fraction of what initdb does; each copy
 * is made a server of its own, as initdb would have: two servers that nobody copied never have the same identifier.
 */
record DataFolder(Path path) {
    private static final AtomicInteger COPIES = new AtomicInteger();
    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    private static final Pattern NAME = Pattern.compile("dumplink-pg-(\\d{1,18})-[-0-9a-f]{36}");
    private static final long FORGOTTEN_MILLIS = Duration.ofHours(1).toMillis();
    // a whole build on two processors takes a third of it at most
    private static final long ROOM = 3L << 30;
    private static final Path DISK = Path.of(System.getProperty("java.io.tmpdir"));
    private static final Path PLACE = place();
    // where version 15 has the checksum of its control file, which covers all that comes before
    private static final int CHECKSUM = 288;
    // where the first page of a log says whose it is
    private static final int LOG_OWNER = 24;

    /**
     * A place for another one, not made yet and deleted when this process ends: in memory where there is room for many. A
     * file system on a disk may look at every file that was deleted in the last minute whenever one is made, and tests make
     * and delete databases of 300 files.
     */
    static Path next() {
        return in(PLACE);
    }

    /** The same on the disk, for what is measured or large. */
    static Path onDisk() {
        return in(DISK);
    }

    private static Path in(Path place) {
        Path folder = place.resolve("dumplink-pg-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        return folder;
    }

    private static Path place() {
        Path memory = Path.of("/dev/shm");
        boolean room = Files.isWritable(memory) && memory.toFile().getUsableSpace() >= ROOM;
        Path place = room ? memory : DISK;
        try (Stream<Path> all = Files.list(place)) {
            all.filter(DataFolder::isForgotten).forEach(DataFolder::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("could not look into " + place, e);
        }
        return place;
    }

    /** Whether it is of a process that was killed. */
    private static boolean isForgotten(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        return name.matches()
                && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
                // and not of one that cannot be seen from here
                && System.currentTimeMillis() - folder.toFile().lastModified() > FORGOTTEN_MILLIS;
    }

    private static void delete(Path folder) {
        try {
            if (Files.exists(folder)) {
                Folder.delete(folder);
            }
        } catch (UncheckedIOException e) {
            // its server is not quite gone: a later process deletes the rest
            LOG.debug("{} is left behind", folder, e);
        }
    }

    /** The same in another folder, which must not be there yet, with another identifier. */
    DataFolder copiedTo(Path target) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            all.forEach(each -> copy(each, target.resolve(path.relativize(each).toString())));
        }
        new DataFolder(target).becomeAnother();
        return new DataFolder(target);
    }

    private static void copy(Path from, Path to) {
        try {
            // of a folder only itself; the server wants its own to be closed to others
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void becomeAnother() throws IOException {
        long old = identifier();
        long fresh = identifier(Instant.now(), COPIES.incrementAndGet());
        ByteBuffer control = read(control(), CHECKSUM + Integer.BYTES);
        if (control.getInt(CHECKSUM) != checksum(control)) {
            throw new IllegalStateException(control() + " is not the control file of a PostgreSQL 15");
        }
        control.putLong(0, fresh).putInt(CHECKSUM, checksum(control));
        write(control(), 0, control);
        for (Path log : logs()) {
            if (read(log, LOG_OWNER + Long.BYTES).getLong(LOG_OWNER) != old) {
                throw new IllegalStateException(log + " is not the log of server " + old);
            }
            write(log, LOG_OWNER, buffer(Long.BYTES).putLong(0, fresh));
        }
    }

    private long identifier() throws IOException {
        return read(control(), Long.BYTES).getLong(0);
    }

    /** Made as initdb makes it, with a number in place of the process. */
    private static long identifier(Instant now, int number) {
        return now.getEpochSecond() << 32 | (now.getNano() / 1000L) << 12 | number & 0xFFF;
    }

    private Path control() {
        return path.resolve("global/pg_control");
    }

    private List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.list(path.resolve("pg_wal"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static int checksum(ByteBuffer control) {
        CRC32C sum = new CRC32C();
        sum.update(control.slice(0, CHECKSUM));
        return (int) sum.getValue();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer read(Path file, int size) throws IOException {
        ByteBuffer bytes = buffer(size);
        try (FileChannel channel = FileChannel.open(file)) {
            channel.read(bytes);
        }
        return bytes.clear();
    }

    private static void write(Path file, long position, ByteBuffer bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(bytes, position);
        }
    }
}
