package dev.dumplink.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Access logs that somebody copied into a folder. When the copies were made says nothing, so all are read. */
final class FolderAccessLogs implements AccessLogs {
    private final Path folder;

    FolderAccessLogs(String folder) {
        this.folder = Path.of(folder);
    }

    @Override
    public Reading read(Instant since, Consumer<AccessLogLine> each) {
        try (Stream<Path> files = Files.walk(folder)) {
            Reading sum = Reading.NOTHING;
            for (Iterator<Path> file = files.filter(Files::isRegularFile).iterator(); file.hasNext(); ) {
                sum = sum.plus(read(file.next(), each));
            }
            return sum;
        } catch (IOException | UncheckedIOException e) {
            throw new StoreUnavailable(
                    folder + ": it cannot be read, " + e.getClass().getSimpleName(), e);
        }
    }

    private static Reading read(Path file, Consumer<AccessLogLine> each) throws IOException {
        try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
            return Reading.of(content, each);
        }
    }

    @Override
    public void close() {
        // nothing is held open between readings
    }
}
