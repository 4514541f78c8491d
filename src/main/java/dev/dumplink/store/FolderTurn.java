package dev.dumplink.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A turn kept by a file. Whoever looks at it or changes it holds the system's lock on another file meanwhile, because those
 * locks vanish with a process, and with any of its other looks at the same file.
 */
final class FolderTurn implements Turn.Mine {
    private static final Logger LOG = LoggerFactory.getLogger(FolderTurn.class);
    // the system's locks do not keep threads of one process apart
    private static final Object WITHIN_THIS_PROCESS = new Object();

    private final Path file;
    private final Duration life;
    private final InstantSource clock;
    private TurnText held;

    private FolderTurn(Path file, Duration life, InstantSource clock, TurnText held) {
        this.file = file;
        this.life = life;
        this.clock = clock;
        this.held = held;
    }

    static Turn take(Path file, String owner, Duration life, InstantSource clock) {
        return alone(file, () -> {
            Optional<TurnText> theirs = read(file).filter(turn -> turn.until().isAfter(clock.instant()));
            if (theirs.isPresent()) {
                return new Turn.Taken(theirs.get().owner(), theirs.get().until());
            }
            TurnText mine = new TurnText(owner, clock.instant().plus(life), UUID.randomUUID());
            FolderCall.replace(file, mine.bytes());
            return new FolderTurn(file, life, clock, mine);
        });
    }

    private static <T> T alone(Path file, FolderCall.Call<T> call) {
        Path mutex = file.resolveSibling("." + file.getFileName());
        synchronized (WITHIN_THIS_PROCESS) {
            return FolderCall.of("lock " + file, () -> {
                try (FileChannel channel =
                                FileChannel.open(mutex, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    LOG.trace("{} by {}", file, lock);
                    return call.run();
                }
            });
        }
    }

    private static Optional<TurnText> read(Path file) throws IOException {
        return Files.exists(file) ? TurnText.parse(Files.readAllBytes(file)) : Optional.empty();
    }

    private boolean isMine() throws IOException {
        return read(file).filter(turn -> turn.token().equals(held.token())).isPresent();
    }

    @Override
    public synchronized void renew() {
        held = alone(file, () -> {
            if (!isMine()) {
                throw new StoreUnavailable("renew " + file + ": it was lost");
            }
            TurnText longer = new TurnText(held.owner(), clock.instant().plus(life), held.token());
            FolderCall.replace(file, longer.bytes());
            return longer;
        });
    }

    @Override
    public synchronized void close() {
        try {
            alone(file, () -> isMine() && Files.deleteIfExists(file));
        } catch (StoreUnavailable e) {
            LOG.warn("the turn ends by itself at {}: {}", held.until().truncatedTo(ChronoUnit.SECONDS), e.getMessage());
        }
    }
}
