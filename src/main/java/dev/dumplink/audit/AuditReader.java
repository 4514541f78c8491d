package dev.dumplink.audit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
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
    private static final int PART = 1000;

    private final AuditSettings settings;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final InstantSource clock;

    public AuditReader(AuditSettings settings, InstantSource clock) {
        this.settings = settings;
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
            List<Long> found = Search.of(handle, query, clock.instant()).find(cursor, size + 1);
            List<Long> shown = found.subList(0, Math.min(size, found.size()));
            List<AuditEntry> entries = entries(handle, shown, "DESC");
            boolean more = found.size() > size;
            return cursor.direction() == Cursor.Direction.OLDER
                    ? older(entries, cursor, more)
                    : newer(entries, cursor, more);
        });
    }

    private static Page older(List<AuditEntry> entries, Cursor cursor, boolean more) {
        long above = entries.isEmpty() ? cursor.seq() - 1 : entries.get(0).seq();
        return new Page(
                entries,
                cursor.equals(Cursor.newest()) ? Optional.empty() : Optional.of(Cursor.newerThan(above)),
                more ? Optional.of(Cursor.olderThan(last(entries).seq())) : Optional.empty());
    }

    private static Page newer(List<AuditEntry> entries, Cursor cursor, boolean more) {
        long below = entries.isEmpty() ? cursor.seq() + 1 : last(entries).seq();
        return new Page(
                entries,
                more ? Optional.of(Cursor.newerThan(entries.get(0).seq())) : Optional.empty(),
                Optional.of(Cursor.olderThan(below)));
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
        long newest = read(Search::newest);
        long before = query.limit().isPresent()
                ? beforeTheNewest(query, newest, query.limit().getAsInt())
                : 0;
        long count = 0;
        List<AuditEntry> part = upwards(query, before);
        while (!part.isEmpty()) {
            for (AuditEntry entry : part) {
                if (entry.seq() > newest) {
                    return count;
                }
                consumer.accept(entry);
                count++;
            }
            part = upwards(query, last(part).seq());
        }
        return count;
    }

    private List<AuditEntry> upwards(AuditQuery query, long after) {
        return read(handle -> {
            Search search = Search.of(handle, query, clock.instant());
            return entries(handle, search.find(Cursor.newerThan(after), PART), "ASC");
        });
    }

    /** The number just before the {@code rows} newest ones. */
    private long beforeTheNewest(AuditQuery query, long newest, int rows) {
        long above = newest + 1;
        int missing = rows;
        while (missing > 0) {
            int part = Math.min(missing, PART);
            Cursor cursor = Cursor.olderThan(above);
            List<Long> found =
                    read(handle -> Search.of(handle, query, clock.instant()).find(cursor, part));
            if (found.size() < part) {
                return 0;
            }
            above = found.get(part - 1);
            missing -= part;
        }
        return above - 1;
    }

    /** How many rows there are of each outcome since then; an outcome without rows is not there. */
    public Map<String, Long> summary(Instant since) {
        Filter times = Filter.none().withAtLeast("time_ms", since.toEpochMilli());
        return read(handle -> {
            Filter rows = times.and(Span.of(handle, times).numbers());
            return rows.bind(handle.createQuery(
                            "SELECT decision, count(*) FROM audit_event WHERE " + rows.sql() + " GROUP BY decision"))
                    .reduceResultSet(new TreeMap<String, Long>(), (counts, result, context) -> {
                        counts.put(result.getString(1), result.getLong(2));
                        return counts;
                    });
        });
    }

    /** What one person did last, newest first. */
    public List<AuditEntry> lastOf(Actor actor, int rows) {
        return read(handle -> Persons.reference(handle, actor)
                .map(ref -> Search.ofPerson(handle, ref, clock.instant()).find(Cursor.newest(), rows))
                .map(found -> entries(handle, found, "DESC"))
                .orElse(List.of()));
    }

    private static List<AuditEntry> entries(Handle handle, List<Long> numbers, String order) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        return handle.createQuery("SELECT e.*, a.actor_team, a.actor_enterprise, a.actor_user"
                        + " FROM audit_event e LEFT JOIN audit_actor a ON a.actor_ref = e.actor_ref"
                        + " WHERE e.seq IN (<numbers>) ORDER BY e.seq " + order)
                .bindList("numbers", numbers)
                .map((row, context) -> EntryColumns.entry(row))
                .list();
    }

    private <T> T read(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (RuntimeException e) {
            throw settings.file().filter(Files::notExists).isPresent()
                    ? new AuditUnavailable(
                            "there is no audit database " + settings.file().get(), e)
                    : AuditUnavailable.because(e);
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
