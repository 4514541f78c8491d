package dev.dumplink.restore;

import dev.dumplink.archive.DatabaseName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/** Which dump somebody wants: what {@code SOURCE} on the command line means. */
public sealed interface Wanted {
    <R> R fold(Function<Stored, R> stored, Function<LocalFile, R> file, Function<PastedLink, R> link);

    /**
     * Understands what was typed or pasted. A configured name wins over a file that is called the same; that one is
     * {@code ./shop}.
     *
     * @param source a configured name, {@code name@2026-11-22}, {@code name@2026-11-22T01:00:03Z}, a file, or a link as it
     *     comes out of a chat
     * @throws IllegalArgumentException if it is none of them; the message names the nearest right form, and nothing of a link
     */
    static Wanted parse(String source, Collection<DatabaseName> configured) {
        return new SourceText(source, configured).wanted();
    }

    /**
     * A dump in the configured bucket.
     *
     * @param within only dumps made in that time; else the latest
     */
    record Stored(DatabaseName database, Optional<Period> within) implements Wanted {
        @Override
        public <R> R fold(Function<Stored, R> stored, Function<LocalFile, R> file, Function<PastedLink, R> link) {
            return stored.apply(this);
        }

        @Override
        public String toString() {
            return database + within.map(period -> "@" + period).orElse("");
        }
    }

    /**
     * From one moment to before another; of all dumps made then the newest is meant.
     *
     * @param typed as it was asked for
     */
    record Period(Instant from, Instant until, String typed) {
        @Override
        public String toString() {
            return typed;
        }
    }

    /** An archive on this machine. */
    record LocalFile(Path path) implements Wanted {
        @Override
        public <R> R fold(Function<Stored, R> stored, Function<LocalFile, R> file, Function<PastedLink, R> link) {
            return file.apply(this);
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** A presigned link. Whoever has its query has the dump. */
    record PastedLink(URI url) implements Wanted {
        @Override
        public <R> R fold(Function<Stored, R> stored, Function<LocalFile, R> file, Function<PastedLink, R> link) {
            return link.apply(this);
        }

        @Override
        public String toString() {
            return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath() + "?***";
        }
    }
}
