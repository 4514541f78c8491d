package dev.dumplink.store;

import dev.dumplink.archive.ArchiveSink;
import dev.dumplink.archive.DumpId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the dumps of one database are put: a prefix of a bucket, or a folder. A dump is there when its manifest is; until
 * then its archive is nobody's business but the writer's.
 *
 * <p>Every method throws {@link StoreUnavailable} when the place does not do what it is asked.
 */
public interface DumpShelf extends AutoCloseable {
    /**
     * Begins an archive. Closed before it is complete, also by the end of the process, it leaves nothing behind; after a
     * kill {@link #sweep} does.
     *
     * @param expected about how many bytes it will have; 0 if nobody knows
     * @throws StoreUnavailable if there is something by that name
     */
    ArchiveSink begin(DumpId id, long expected);

    /** The finished archive, as the place really holds it; the caller closes it. */
    InputStream open(DumpId id) throws IOException;

    /**
     * Makes the dump exist.
     *
     * @param manifest what {@code ManifestJson} wrote
     * @throws StoreUnavailable if there is another manifest by that name
     */
    void publish(DumpId id, byte[] manifest);

    /**
     * Removes an archive that is not to be published.
     *
     * @throws IllegalStateException if it has been
     */
    void discard(DumpId id);

    /** The dumps there are, with manifest and archive, oldest first. */
    List<DumpId> published();

    /** Removes a dump: its manifest first, so that nobody is promised what is going away. */
    void delete(DumpId id);

    /**
     * Removes what writers that were killed left behind: unfinished uploads, and archives of ours without a manifest.
     *
     * @param before what began at that moment or later is left alone: somebody may be at it
     * @return what was removed, by name
     */
    List<String> sweep(Instant before);

    /**
     * Asks to be the only one who makes a dump here.
     *
     * @param owner whom others are told of, e.g. host and process
     * @param life how long it holds without {@link Turn.Mine#renew}, should its owner die
     */
    Turn takeTurn(String owner, Duration life);

    /** What the place keeps its callers waiting for just now, in a clause with the seconds; empty as long as it answers. */
    default Optional<String> waiting() {
        return Optional.empty();
    }

    @Override
    void close();
}
