package dev.dumplink.audit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dumplink.audit.AuditQuery.Choice;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/**
 * Reads the log beside whoever writes it: with connections of its own that cannot write, and never in a long transaction.
 * Connects when first needed. Every method throws {@link AuditUnavailable} when the database does not answer.
 */
public final class AuditReader implements AutoCloseable {
    private static final int STREAM_PAGE = 2000;

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final InstantSource clock;

    public AuditReader(AuditSettings settings, InstantSource clock) {
        this.pool = connect(settings);
        this.jdbi = Jdbi.create(pool);
        // the library's default repeats every bound value in its messages
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        this.clock = clock;
    }

    /**
     * Rows of a page, newest first.
     *
     * @param newer where the page above begins; empty when this one reached the newest row there was
     * @param older where the page below begins; empty when there is none
     */
    public record Page(List<AuditEntry> entries, Optional<Cursor> newer, Optional<Cursor> older) {}

    /** At most {@code size} of the rows that {@code query} means; its own limit is the caller's business. */
    public Page page(AuditQuery query, Cursor cursor, int size) {
        return read(handle -> {
            Filter filter = filter(handle, query);
            return cursor.direction() == Cursor.Direction.OLDER
                    ? older(handle, filter, cursor.seq(), size)
                    : newer(handle, filter, cursor.seq(), size);
        });
    }

    private static Page older(Handle handle, Filter filter, long seq, int size) {
        List<AuditEntry> found = select(handle, filter.olderThan(seq), "DESC", size + 1);
        List<AuditEntry> shown = found.subList(0, Math.min(size, found.size()));
        Optional<Cursor> older =
                found.size() > size ? Optional.of(Cursor.olderThan(last(shown).seq())) : Optional.empty();
        Optional<Cursor> newer = seq == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(Cursor.newerThan(
                        shown.isEmpty() ? seq - 1 : shown.get(0).seq()));
        return new Page(List.copyOf(shown), newer, older);
    }

    private static Page newer(Handle handle, Filter filter, long seq, int size) {
        List<AuditEntry> found = select(handle, filter.newerThan(seq), "ASC", size + 1);
        List<AuditEntry> shown = new ArrayList<>(found.subList(0, Math.min(size, found.size())));
        Collections.reverse(shown);
        Optional<Cursor> newer =
                found.size() > size ? Optional.of(Cursor.newerThan(shown.get(0).seq())) : Optional.empty();
        long below = shown.isEmpty() ? seq + 1 : last(shown).seq();
        return new Page(List.copyOf(shown), newer, Optional.of(Cursor.olderThan(below)));
    }

    private static AuditEntry last(List<AuditEntry> entries) {
        return entries.get(entries.size() - 1);
    }

    /**
     * Hands over every row there is now that {@code query} means, oldest first; if the query has a limit, the newest of
     * them. Memory does not grow with the log.
     *
     * @return how many
     */
    public long stream(AuditQuery query, Consumer<AuditEntry> consumer) {
        long newest = read(handle -> handle.createQuery("SELECT coalesce(max(seq), 0) FROM audit_event")
                .mapTo(Long.class)
                .one());
        long after =
                query.limit().isPresent() ? beforeTheNewest(query, query.limit().getAsInt()) : 0;
        long count = 0;
        List<AuditEntry> page;
        do {
            long from = after;
            page = read(handle ->
                    select(handle, filter(handle, query).newerThan(from).olderThan(newest + 1), "ASC", STREAM_PAGE));
            page.forEach(consumer);
            count += page.size();
            after = page.isEmpty() ? after : last(page).seq();
        } while (page.size() == STREAM_PAGE);
        return count;
    }

    /** The number just before the {@code rows} newest ones. */
    private long beforeTheNewest(AuditQuery query, int rows) {
        return read(handle -> {
            Filter filter = filter(handle, query);
            return filter.bind(handle.createQuery("SELECT seq FROM audit_event WHERE " + filter.sql()
                            + " ORDER BY seq DESC LIMIT 1 OFFSET " + rows))
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(0L);
        });
    }

    /** How many rows there are of each outcome since then; an outcome without rows is not there. */
    public Map<String, Long> summary(Instant since) {
        return read(handle -> handle.createQuery("SELECT decision, count(*) FROM audit_event WHERE time_ms >= :since"
                        + " GROUP BY decision ORDER BY decision")
                .bind("since", since.toEpochMilli())
                .reduceResultSet(new LinkedHashMap<String, Long>(), (counts, result, context) -> {
                    counts.put(result.getString(1), result.getLong(2));
                    return counts;
                }));
    }

    /** What one person did last, newest first. */
    public List<AuditEntry> lastOf(Actor actor, int rows) {
        return read(handle -> {
            SortedSet<String> refs = handle.createQuery(
                            "SELECT actor_ref FROM audit_actor WHERE actor_user = :user AND actor_team = :team"
                                    + " AND actor_enterprise = :enterprise AND actor_kind = :kind")
                    .bind("user", actor.user())
                    .bind("team", actor.team())
                    .bind("enterprise", actor.enterprise())
                    .bind("kind", actor.kind().column())
                    .mapTo(String.class)
                    .collect(Collectors.toCollection(TreeSet::new));
            Choice choice = new Choice(refs, new TreeSet<>());
            return refs.isEmpty()
                    ? List.of()
                    : select(handle, Filter.of(AuditQuery.all(), choice, clock.instant()), "DESC", rows);
        });
    }

    private Filter filter(Handle handle, AuditQuery query) {
        return Filter.of(query, Persons.references(handle, query.users()), clock.instant());
    }

    private static List<AuditEntry> select(Handle handle, Filter filter, String order, int rows) {
        return filter.bind(handle.createQuery("SELECT e.*, a.actor_team, a.actor_enterprise, a.actor_user"
                        + " FROM audit_event e LEFT JOIN audit_actor a ON a.actor_ref = e.actor_ref"
                        + " WHERE e.seq IN (SELECT seq FROM audit_event WHERE " + filter.sql() + " ORDER BY seq "
                        + order + " LIMIT " + rows + ") ORDER BY e.seq " + order))
                .map((result, context) -> EntryColumns.entry(result))
                .list();
    }

    private <T> T read(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (RuntimeException e) {
            throw AuditUnavailable.because(e);
        }
    }

    private static HikariDataSource connect(AuditSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("audit-reader");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        settings.dialect().configureReader(config);
        config.setReadOnly(true);
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(2000);
        // the pool itself starts although the database is away
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    @Override
    public void close() {
        pool.close();
    }
}
