package dev.dumplink.link;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.StoredDump;
import dev.dumplink.audit.RequestId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What became of a request. Each has its row in the log, but for {@link Refused} where the log itself is the trouble. */
public sealed interface Outcome {

    /** One result per case; a new case stops every reader from compiling. */
    <R> R fold(Cases<R> cases);

    /** What a reader does in each case. */
    record Cases<R>(
            Function<Issued, R> issued,
            Function<Listed, R> listed,
            Function<Noted, R> noted,
            Function<Refused, R> refused,
            Function<AlreadyAnswered, R> alreadyAnswered) {}

    /** How a dump stands among those of its database. */
    enum Freshness {
        NEWEST,
        /** The newest, and older than it should be. */
        STALE,
        /** Not the newest, and asked for by day or by name. */
        OLDER
    }

    /** A link. */
    record Issued(RequestId request, Link link, StoredDump dump, Freshness freshness) implements Outcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.issued().apply(this);
        }
    }

    /**
     * No link yet: some databases, or one, with what there is of each.
     *
     * @param stocks empty where the store cannot be asked about a database now
     * @param choose whether the person asked for a link and must say which
     * @param day on which the dump asked for was made, where one was named
     */
    record Listed(
            RequestId request,
            Map<DatabaseName, Optional<Catalog.Stock>> stocks,
            boolean choose,
            Optional<LocalDate> day)
            implements Outcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.listed().apply(this);
        }
    }

    /** The person may, and it is recorded; there is nothing to hand out. */
    record Noted(RequestId request, boolean admin) implements Outcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.noted().apply(this);
        }
    }

    /**
     * No.
     *
     * @param rule which rule decided
     * @param sentence why, for the person
     * @param until when it will be different, where that is known
     */
    record Refused(RequestId request, String rule, String sentence, Optional<Instant> until) implements Outcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refused().apply(this);
        }
    }

    /**
     * The same delivery of the same request was answered before.
     *
     * @param sentence that it was and as which, for the person
     */
    record AlreadyAnswered(RequestId request, Instant at, String sentence) implements Outcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.alreadyAnswered().apply(this);
        }
    }
}
