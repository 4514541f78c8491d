package dev.dumplink.restore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One archive on its way into the cache. Where it breaks off it goes on, in this run or the next: with the last byte that is
 * there, so that there is always one to ask for, and only if the place still has the same bytes.
 */
final class Download {
    private static final int MOST_BREAKS_IN_A_ROW = 6;
    private static final int MOST_BREAKS = 500;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int BUFFER = 256 * 1024;
    private static final Set<OpenOption> OPTIONS =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final String KEPT = "; what was fetched so far is kept";

    private final Cache cache;
    private final Supply supply;
    private final String name;
    private final Duration firstPause;
    private final FetchProgress progress;
    private Optional<Path> file = Optional.empty();
    private int breaks;
    private int breaksInARow;

    /** @param firstPause after the first broken connection; it doubles up to ten seconds */
    Download(Cache cache, Supply supply, String name, Duration firstPause, FetchProgress progress) {
        this.cache = cache;
        this.supply = supply;
        this.name = name;
        this.firstPause = firstPause;
        this.progress = progress;
    }

    /** @throws FetchFailed if it does not arrive */
    Path run() {
        try {
            file = cache.there(supply.address());
            while (true) {
                Optional<Path> whole = go();
                if (whole.isPresent()) {
                    return whole.get();
                }
            }
        } catch (IOException e) {
            throw disk(e);
        }
    }

    /** One answer of the place; empty if there must be another. */
    private Optional<Path> go() throws IOException {
        long have = file.isPresent() ? Files.size(file.get()) : 0;
        Supply.Rest rest;
        try {
            rest = supply.open(Math.max(0, have - 1));
        } catch (LinkSupply.Beyond e) {
            discard();
            return Optional.empty();
        } catch (IOException e) {
            pause(have, e);
            return Optional.empty();
        }
        try (rest) {
            Path target = cache.file(name, supply.address(), rest.etag() + "\n" + rest.size());
            if (file.isPresent() && !(file.get().equals(target) && !rest.etag().isEmpty())) {
                // of other bytes
                discard();
                if (rest.from() > 0) {
                    return Optional.empty();
                }
            }
            file = Optional.of(target);
            return write(target, rest) ? file : Optional.empty();
        }
    }

    private void discard() throws IOException {
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
        file = Optional.empty();
    }

    /** @return whether it is whole */
    private boolean write(Path target, Supply.Rest rest) throws IOException {
        try (FileChannel out = FileChannel.open(target, OPTIONS, cache.attributes());
                FileLock lock = lock(out)) {
            if (out.size() == rest.size()) {
                progress.at(rest.size(), rest.size());
                return lock.isValid();
            }
            cache.requireRoom(rest.size() - rest.from());
            out.truncate(rest.from());
            return copy(rest, out);
        }
    }

    private FileLock lock(FileChannel out) throws IOException {
        FileLock lock;
        try {
            lock = out.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new FetchFailed("another restore is fetching the same dump; let it come to its end");
        }
        return lock;
    }

    private boolean copy(Supply.Rest rest, FileChannel out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long at = rest.from();
        while (at < rest.size()) {
            int count;
            try {
                count = rest.content().read(buffer, 0, (int) Math.min(BUFFER, rest.size() - at));
            } catch (IOException e) {
                pause(at, e);
                return false;
            }
            if (count < 0) {
                pause(at, new IOException("the answer ended too early"));
                return false;
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
            while (bytes.hasRemaining()) {
                at += out.write(bytes, at);
            }
            // a byte that was asked for again is no progress
            breaksInARow = at > rest.from() + 1 ? 0 : breaksInARow;
            progress.at(at, rest.size());
        }
        out.force(true);
        return true;
    }

    private void pause(long at, IOException because) {
        breaks++;
        if (++breaksInARow > MOST_BREAKS_IN_A_ROW || breaks > MOST_BREAKS) {
            throw new FetchFailed(
                    supply.place() + " cannot be reached, or breaks off again and again at byte " + at + " ("
                            + because.getClass().getSimpleName() + ")" + KEPT,
                    because);
        }
        Duration doubled = firstPause.multipliedBy(1L << (breaksInARow - 1));
        try {
            Thread.sleep(Math.min(doubled.toMillis(), LONGEST_PAUSE.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchFailed("interrupted" + KEPT);
        }
    }

    private FetchFailed disk(IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return new FetchFailed("interrupted" + KEPT);
        }
        boolean full = String.valueOf(e.getMessage()).contains("No space left");
        String where = file.map(path -> path.getParent().toString()).orElse("the folder for downloads");
        return new FetchFailed(
                full
                        ? "the disk is full at " + where + ": make room there and try again" + KEPT
                        : where + " cannot be written to: " + e.getClass().getSimpleName(),
                e);
    }
}
