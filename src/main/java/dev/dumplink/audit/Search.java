package dev.dumplink.audit;

import dev.dumplink.audit.AuditQuery.Choice;
import dev.dumplink.audit.Cursor.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Finds the rows that a query means without reading the others. Rows of one kind stand in the index in their order, so that
 * the newest of all are among the newest of each kind; person and time are looked at in the index, too.
 */
final class Search {
    /** So many walks are one statement: SQLite takes at most 500. */
    private static final int WALKS = 100;
    /** So many rows are looked through first where it is unknown how many will do; then eight times as many. */
    private static final long STRETCH = 20_000;

    private final Handle handle;
    private final AuditQuery query;
    private final Choice actors;
    private final Filter times;
    private final Filter rest;

    private Search(Handle handle, AuditQuery query, Choice actors, Instant now) {
        this.handle = handle;
        this.query = query;
        this.actors = actors;
        this.times = Span.times(query.period(), now);
        Choice unwanted = new Choice(new TreeSet<>(), query.requests().unwanted());
        this.rest = times.with("actor_ref", actors).with("request_id", unwanted);
    }

    static Search of(Handle handle, AuditQuery query, Instant now) {
        return new Search(handle, query, Persons.references(handle, query.users()), now);
    }

    /** @param ref of the person meant, instead of those whom the query names */
    static Search ofPerson(Handle handle, String ref, Instant now) {
        return new Search(handle, AuditQuery.all(), new Choice(new TreeSet<>(List.of(ref)), new TreeSet<>()), now);
    }

    /** Numbers of at most so many rows, in the cursor's direction. */
    List<Long> find(Cursor cursor, int rows) {
        if (!query.users().wanted().isEmpty() && actors.wanted().isEmpty()) {
            return List.of();
        }
        if (!query.requests().wanted().isEmpty()) {
            return ofRequests(cursor, rows);
        }
        if (!times.isEmpty() || !actors.isAny()) {
            return stretches(cursor, rows);
        }
        Filter filter = beyond(cursor, rest);
        return meansEveryKind()
                ? read(filter, cursor.direction(), rows)
                : walk(kinds(), filter, cursor.direction(), rows);
    }

    private static Filter beyond(Cursor cursor, Filter filter) {
        return cursor.direction() == Direction.OLDER
                ? filter.withLessThan("seq", cursor.seq())
                : filter.withAtLeast("seq", cursor.seq() + 1);
    }

    /** A request has few rows: they are found first, and then looked at one by one. */
    private List<Long> ofRequests(Cursor cursor, int rows) {
        Filter requests = Filter.none().with("request_id", query.requests());
        List<Long> found = requests.bind(handle.createQuery("SELECT seq FROM audit_event WHERE " + requests.sql()))
                .mapTo(Long.class)
                .list();
        Filter columns = rest.with("decision", query.outcomes())
                .with("code", query.codes())
                .with("database_name", query.databases());
        return found.isEmpty()
                ? found
                : read(beyond(cursor, columns.withOneOf("seq", found)), cursor.direction(), rows);
    }

    private boolean meansEveryKind() {
        return query.outcomes().isAny()
                && query.codes().isAny()
                && query.databases().isAny();
    }

    private List<Kind> kinds() {
        return Kind.all(handle).stream().filter(kind -> kind.isMeantBy(query)).toList();
    }

    /** Stretch by stretch of the log, each longer than the one before. */
    private List<Long> stretches(Cursor cursor, int rows) {
        List<Kind> kinds = kinds();
        if (kinds.isEmpty()) {
            return List.of();
        }
        boolean down = cursor.direction() == Direction.OLDER;
        Span span = new Span(1, newest(handle));
        long place = down ? Math.min(cursor.seq(), span.last() + 1) : cursor.seq() + 1;
        List<Long> found = new ArrayList<>();
        for (long length = STRETCH; found.size() < rows && span.reaches(place, down); length *= 8) {
            long next = down ? Math.max(span.first(), place - length) : Math.min(span.last() + 1, place + length);
            Filter stretch = rest.withAtLeast("seq", Math.min(place, next)).withLessThan("seq", Math.max(place, next));
            found.addAll(walk(kinds, stretch, cursor.direction(), rows - found.size()));
            place = next;
            if (length == STRETCH && found.size() < rows && !times.isEmpty()) {
                span = Span.of(handle, times);
                place = down ? Math.min(place, span.last() + 1) : Math.max(place, span.first());
            }
        }
        return found;
    }

    /** The number of the newest row, 0 if there is none. */
    static long newest(Handle handle) {
        return handle.createQuery("SELECT coalesce(max(seq), 0) FROM audit_event")
                .mapTo(Long.class)
                .one();
    }

    private List<Long> read(Filter filter, Direction direction, int rows) {
        String sql = select(filter.sql(), "", direction, rows);
        return filter.bind(handle.createQuery(sql)).mapTo(Long.class).list();
    }

    private List<Long> walk(List<Kind> kinds, Filter filter, Direction direction, int rows) {
        List<Long> found = new ArrayList<>();
        for (int from = 0; from < kinds.size(); from += WALKS) {
            found.addAll(
                    walkAtOnce(kinds.subList(from, Math.min(from + WALKS, kinds.size())), filter, direction, rows));
        }
        return found.stream()
                .sorted(direction == Direction.OLDER ? Comparator.reverseOrder() : Comparator.naturalOrder())
                .limit(rows)
                .toList();
    }

    private List<Long> walkAtOnce(List<Kind> kinds, Filter filter, Direction direction, int rows) {
        List<String> walks = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            // the database says nothing here, but PostgreSQL takes the index's order only if it is asked for all of it
            String walk = select(kinds.get(i).sql(i) + " AND " + filter.sql(), "database_name", direction, rows);
            walks.add("SELECT seq FROM (" + walk + ") walk" + i);
        }
        Query all = filter.bind(handle.createQuery(String.join(" UNION ALL ", walks)));
        for (int i = 0; i < kinds.size(); i++) {
            kinds.get(i).bind(all, i);
        }
        return all.mapTo(Long.class).list();
    }

    private static String select(String condition, String first, Direction direction, int rows) {
        String way = direction == Direction.OLDER ? " DESC" : " ASC";
        String order = first.isEmpty() ? "" : first + way + ", ";
        return "SELECT seq FROM audit_event WHERE " + condition + " ORDER BY " + order + "seq" + way + " LIMIT " + rows;
    }
}
