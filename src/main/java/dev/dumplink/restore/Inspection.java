package dev.dumplink.restore;

import dev.dumplink.archive.LeftOut;
import dev.dumplink.archive.Manifest;
import dev.dumplink.archive.ManifestSignature;
import dev.dumplink.archive.Sha256;
import dev.dumplink.archive.SourceIdentity;
import dev.dumplink.archive.Toc;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** What was found out about an archive before anything is touched. */
public sealed interface Inspection permits Inspection.Sound, Inspection.Refused {
    <R> R fold(Function<Sound, R> sound, Function<Refused, R> refused);

    /**
     * An archive that may be loaded: whole, of a kind pg_restore reads, and what its manifest or link says it is.
     *
     * @param archive no symbolic link any more
     * @param temporary whether it was downloaded
     * @param label e.g. {@code shop of 2026-11-22T01:00:03Z}
     * @param manifest as it stands beside the archive
     * @param signature of the manifest or the link; empty where neither is there. Anything but VALID only where no keys are
     *     configured
     * @param guardedServer the system identifier that the archive itself refuses
     * @param source as the manifest tells it
     * @param madeAt by the manifest, the link or the file's name
     * @param counting tells how many rows each table must have when everything is loaded
     * @param list what {@code pg_restore -L} is to be given; empty where every entry may be loaded
     * @param leftOut entries that are not on that list, and why
     * @param seen how the file looked when it was read
     */
    record Sound(
            Path archive,
            boolean temporary,
            String label,
            long size,
            Sha256 sha256,
            Optional<Manifest> manifest,
            Optional<ManifestSignature> signature,
            OptionalLong guardedServer,
            Optional<SourceIdentity> source,
            Optional<Instant> madeAt,
            Counting counting,
            Toc toc,
            Optional<String> list,
            List<LeftOut> leftOut,
            FileState seen)
            implements Inspection {
        public Sound {
            leftOut = List.copyOf(leftOut);
        }

        /**
         * How many rows each table must have when everything is loaded. Where nothing but the archive tells, they are counted
         * now, and only once: that takes its time, and may go on beside the loading.
         *
         * @throws UncheckedIOException if the archive cannot be read any more
         */
        public List<RowCount> counts() {
            return counting.counts();
        }

        /** Whether {@link #counts} need not count any more. */
        public boolean counted() {
            return counting.known();
        }

        /** How many rows that makes, by the counts or by what the link says; empty while they would have to be counted. */
        public OptionalLong rows() {
            return counted()
                    ? OptionalLong.of(
                            counts().stream().mapToLong(RowCount::rows).sum())
                    : counting.said();
        }

        /** Whether the file is still the one that was read; ask before and after it is loaded. */
        public boolean unchanged() {
            return seen.holdsFor(archive);
        }

        @Override
        public <R> R fold(Function<Sound, R> sound, Function<Refused, R> refused) {
            return sound.apply(this);
        }
    }

    /** The rows of an archive. */
    interface Counting {
        /** Whether they need not be counted any more. */
        boolean known();

        /** What is said of all of them together, by somebody who could be wrong. */
        OptionalLong said();

        List<RowCount> counts();
    }

    /**
     * Rows of one table.
     *
     * @param schema without quotes
     * @param table without quotes; the partition root where rows find their partition anew
     */
    record RowCount(String schema, String table, long rows) {}

    /** @param sentence one line: what is wrong, and what mends it */
    record Refused(Why why, String sentence) implements Inspection {
        @Override
        public <R> R fold(Function<Sound, R> sound, Function<Refused, R> refused) {
            return refused.apply(this);
        }
    }

    /** One word for the log. */
    enum Why {
        /** It is not what its manifest, its link or its maker says. */
        ALTERED,
        /** Keys are configured, and nothing is signed. */
        UNSIGNED,
        UNKNOWN_KEY,
        /** It ends too early. */
        HALF,
        /** Whole perhaps, and yet pg_restore would stumble over it. */
        DAMAGED,
        STALE,
        PLAIN_SQL,
        NOT_AN_ARCHIVE,
        /** Of a kind that this version, or this pg_restore, does not read. */
        TOO_NEW,
        UNREADABLE_MANIFEST,
        OTHER_DATABASE,
        /** Something in it is no part of a database, or of nobody knows what. */
        FORBIDDEN_ENTRIES
    }
}
