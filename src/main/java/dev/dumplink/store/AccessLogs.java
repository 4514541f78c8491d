package dev.dumplink.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The store's access logs: many small objects in a bucket, or files in a folder. Read one line at a time, however many
 * there are.
 */
public interface AccessLogs extends AutoCloseable {

    /**
     * Reads every line there is.
     *
     * @param since what was finished before may be left out
     * @param each told of every line that could be read, in no particular order
     * @throws StoreUnavailable if something cannot be read to its end
     */
    Reading read(Instant since, Consumer<AccessLogLine> each);

    /** Whoever opens closes. */
    @Override
    void close();

    /**
     * Opens logs; nothing is read yet.
     *
     * @param place {@code s3://bucket/prefix}, or a folder or file
     * @param settings how the store is reached
     * @throws IllegalArgumentException if {@code place} cannot be meant
     */
    static AccessLogs at(String place, StoreSettings settings) {
        return place.startsWith(BucketAccessLogs.SCHEME)
                ? BucketAccessLogs.open(place, settings)
                : new FolderAccessLogs(place);
    }

    /**
     * What was there.
     *
     * @param files objects or files
     * @param lines all of them, blank ones left out
     * @param unreadable lines that were none of an access log
     */
    record Reading(long files, long lines, long unreadable) {
        static final Reading NOTHING = new Reading(0, 0, 0);

        Reading plus(Reading other) {
            return new Reading(files + other.files, lines + other.lines, unreadable + other.unreadable);
        }

        /** Reads one file to its end. */
        static Reading of(InputStream file, Consumer<AccessLogLine> each) throws IOException {
            Lines lines = new Lines(file);
            long all = 0;
            long unreadable = 0;
            while (lines.next()) {
                if (!lines.line().isBlank()) {
                    all++;
                    var read = AccessLogLine.parse(lines.line());
                    read.ifPresent(each);
                    unreadable += read.isPresent() ? 0 : 1;
                }
            }
            return new Reading(1, all, unreadable);
        }
    }
}
