package dev.dumplink.link;

import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.StoredDump;
import dev.dumplink.audit.RequestId;
import java.time.Instant;
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

    /**
     * A link.
     *
     * @param newest whether it is the database's newest dump
     * @param stale whether that one is older than it should be
     */
    record Issued(RequestId request, Link link, StoredDump dump, boolean newest, boolean stale) implements Outcome {
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
     */
    record Listed(RequestId request, Map<DatabaseName, Optional<Catalog.Stock>> stocks, boolean choose)
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

    /** The same delivery of the same request was answered before. */
    record AlreadyAnswered(RequestId request, RequestId first, Instant at) implements Outcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.alreadyAnswered().apply(this);
        }
    }
}
